import { type Stage, stageOf } from './stage.ts'

/** The stage of a checkout's page: the order's status, a failed payment, or a blocked window. */
export type ShownStage = Stage | 'notPaid' | 'blocked'

/** Stages that need an action of the buyer. */
export type ReadyStage = 'form' | 'notPaid' | 'paying' | 'blocked' | 'deposit'

const ready: readonly ShownStage[] = ['form', 'notPaid', 'paying', 'blocked', 'deposit']

export const isReady = (stage: ShownStage): stage is ReadyStage => ready.includes(stage)

interface Seen {
  /** A payment has started, and the buyer chooses another method. */
  readonly isChoosing: boolean
  /** The payment window has closed, and no newer answer has come. */
  readonly isUnheard: boolean
  /** The browser let no window open. */
  readonly isBlocked: boolean
}

/** @param now the server's clock */
export function shownStage(
  facts: Parameters<typeof stageOf>[0],
  { isChoosing, isUnheard, isBlocked }: Seen,
  now?: Date,
): ShownStage {
  const stage = stageOf(facts, now)
  if (isReady(stage) && isUnheard) return 'checking'
  if (isReady(stage) && isChoosing) return 'form'
  if (stage === 'paying' && isBlocked) return 'blocked'
  return stage === 'form' && facts.payment?.status === 'not-paid' ? 'notPaid' : stage
}
