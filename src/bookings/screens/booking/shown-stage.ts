import { type Stage, stageOf } from '../../../payments/screens/checkout/stage.ts'
import type { Booking } from '../booking-queries.ts'

/** The stage of a booking's page: the order's status, or a failed payment. */
export type ShownStage = Stage | 'notPaid'

/** Stages that need an action of the buyer. */
export type ReadyStage = 'form' | 'notPaid' | 'paying' | 'deposit'

export const isReady = (stage: ShownStage): stage is ReadyStage =>
  stage === 'form' || stage === 'notPaid' || stage === 'paying' || stage === 'deposit'

interface Seen {
  /** A payment has started, and the buyer chooses another method. */
  readonly isChoosing: boolean
  /** The payment window has closed, and no newer answer has come. */
  readonly isUnheard: boolean
}

type Facts = Parameters<typeof stageOf>[0] & Pick<Booking, 'now'>

export function shownStage(booking: Facts, { isChoosing, isUnheard }: Seen): ShownStage {
  const stage = stageOf(booking, new Date(booking.now))
  if (isReady(stage) && isUnheard) return 'checking'
  if (isReady(stage) && isChoosing) return 'form'
  return stage === 'form' && booking.payment?.status === 'not-paid' ? 'notPaid' : stage
}
