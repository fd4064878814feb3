import { type Stage, stageOf } from '../../../payments/screens/checkout/stage.ts'
import type { Booking } from '../booking-queries.ts'

/** Where the page of a booking stands: as its order does, or the last attempt took no money. */
export type ShownStage = Stage | 'notPaid'

/** Stages in which the booking waits for its buyer. */
export type ReadyStage = 'form' | 'notPaid' | 'paying' | 'deposit'

export const isReady = (stage: ShownStage): stage is ReadyStage =>
  stage === 'form' || stage === 'notPaid' || stage === 'paying' || stage === 'deposit'

interface Seen {
  /** A payment has begun, and another way to pay is being chosen. */
  readonly isChoosing: boolean
  /** The payment window has shut, and the server has not been heard since. */
  readonly isUnheard: boolean
}

type Facts = Parameters<typeof stageOf>[0] & Pick<Booking, 'now'>

export function shownStage(booking: Facts, { isChoosing, isUnheard }: Seen): ShownStage {
  const stage = stageOf(booking, new Date(booking.now))
  if (isReady(stage) && isUnheard) return 'checking'
  if (isReady(stage) && isChoosing) return 'form'
  return stage === 'form' && booking.payment?.status === 'not-paid' ? 'notPaid' : stage
}
