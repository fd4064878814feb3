import type { HistoryAnswer } from './history-query.ts'

type Facts = Pick<HistoryAnswer, 'taken' | 'refunded' | 'underway'>

export interface Refunding {
  /** Nothing was taken; nothing comes back; it is on its way; it is back. */
  readonly stage: 'none' | 'kept' | 'underway' | 'back'
  /** Minor units, that come back or have come back. */
  readonly back: number
  /** Minor units of what was taken that stay. */
  readonly kept: number
  /** When it was asked for, while it is on its way. */
  readonly askedAt: string | undefined
}

/** How far the money of an order is on its way back. */
export function refundingOf({ taken, refunded, underway }: Facts): Refunding {
  const coming = underway.reduce((sum, { amount }) => sum + amount.amount, 0)
  const back = refunded.amount + coming
  const stage = coming > 0 ? 'underway' : back > 0 ? 'back' : taken.amount > 0 ? 'kept' : 'none'
  return { stage, back, kept: taken.amount - back, askedAt: underway[0]?.askedAt }
}
