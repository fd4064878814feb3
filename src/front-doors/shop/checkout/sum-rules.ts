import type { Money } from '../../../kernel/money.ts'
import { Problem } from '../../../kernel/problem.ts'
import { type Coupon, discountsOf } from '../coupons/rules.ts'
import { type DeliveryTerms, type Fee, feeOf, feeSum, noFee } from './fee-rules.ts'

export interface SummedLine {
  /** Null: it is no product of the shop, and nothing to send. */
  readonly productId: string | null
  readonly price: number
  readonly quantity: number
}

export interface SumAsk {
  readonly lines: readonly SummedLine[]
  readonly coupon: Coupon | undefined
  readonly terms: DeliveryTerms
  /** Null: not known yet. */
  readonly postalCode: string | null
  readonly isGuest: boolean
  readonly currency: Money['currency']
}

/** What an order costs; minor units. */
export interface OrderSum {
  readonly subtotal: number
  /** Of each line. */
  readonly discounts: readonly number[]
  readonly discount: number
  readonly fee: Fee
  readonly total: number
}

/** A screen and a claim sum up by this one rule. Problems in order: those of `discountsOf`. */
export function sumUp(
  { lines, coupon, terms, postalCode, ...buyer }: SumAsk,
  now: Date,
): OrderSum | Problem {
  const amounts = lines.map(({ price, quantity }) => price * quantity)
  const goods = lines.reduce(
    (sum, { productId }, at) => (productId === null ? sum : sum + (amounts[at] ?? 0)),
    0,
  )
  const discounts = coupon
    ? discountsOf(
        coupon,
        lines.map(({ productId }, at) => ({ productId, amount: amounts[at] ?? 0 })),
        buyer,
        now,
      )
    : amounts.map(() => 0)
  if (discounts instanceof Problem) return discounts
  const isSent = lines.some(({ productId }) => productId !== null)
  const fee = isSent ? feeOf(terms, goods, postalCode) : noFee
  const [subtotal, discount] = [sumOf(amounts), sumOf(discounts)]
  return { subtotal, discounts, discount, fee, total: subtotal - discount + feeSum(fee) }
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + one, 0)
