import type { Money } from '../../../kernel/money.ts'
import { taxFreeOf } from '../../tax-rules.ts'
import { amountOf } from './amount.ts'
import type { StorePayment } from './payment-queries.ts'

/** The draft of a refund. */
export interface RefundDraft {
  readonly part: 'all' | 'part'
  /** The partial amount as typed. */
  readonly typed: string
  readonly reason: string
}

/** The amount of a draft in minor units, or its error. */
export function wrongOf({ part, typed, reason }: RefundDraft, refundable: Money) {
  const isReasonMissing = reason.trim() === ''
  if (part === 'all') return { amount: refundable.amount, isReasonMissing }
  const amount = amountOf(typed, refundable.currency)
  if (amount === undefined) return { wrong: 'amount' as const, isReasonMissing }
  if (amount > refundable.amount) return { wrong: 'tooMuch' as const, isReasonMissing }
  return { amount, isReasonMissing }
}

type Refundable = Pick<StorePayment, 'refundable' | 'refundableTaxFree'>

/** The amount left after a refund and its tax parts, as the server computes them. */
export function splitOf({ refundable, refundableTaxFree }: Refundable, amount: number | undefined) {
  if (amount === undefined || amount > refundable.amount) return undefined
  const left = { amount: refundable.amount, taxFree: refundableTaxFree.amount }
  const taxFree = taxFreeOf(left, amount)
  return { left: left.amount - amount, taxed: amount - taxFree, taxFree }
}
