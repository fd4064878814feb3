import type { HistoryAnswer } from './history-query.ts'

type Facts = Pick<HistoryAnswer, 'taken' | 'refunded' | 'underway'>

export interface Refunding {
  /** Nothing captured; nothing refunded; in progress; refunded. */
  readonly stage: 'none' | 'kept' | 'underway' | 'back'
  /** Refunded or in progress, in minor units. */
  readonly back: number
  /** Kept by the store, in minor units. */
  readonly kept: number
  /** When a refund in progress was requested. */
  readonly askedAt: string | undefined
}

/** Summarizes the refunds of an order. */
export function refundingOf({ taken, refunded, underway }: Facts): Refunding {
  const coming = underway.reduce((sum, { amount }) => sum + amount.amount, 0)
  const back = refunded.amount + coming
  const stage = coming > 0 ? 'underway' : back > 0 ? 'back' : taken.amount > 0 ? 'kept' : 'none'
  return { stage, back, kept: taken.amount - back, askedAt: underway[0]?.askedAt }
}
