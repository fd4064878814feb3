/** Money with its part that carries no tax, both in minor units. */
export interface Taxed {
  readonly amount: number
  readonly taxFree: number
}

/**
 * How much of a refund is tax-free: in proportion to what is left, in whole minor units, rounded
 * down. So neither part ever gives back more than is left of it, and the refund that takes all of
 * what is left takes all of both.
 *
 * @param left   what was taken and not yet given back, more than 0
 * @param amount from 0 to `left.amount`
 */
export const taxFreeOf = (left: Taxed, amount: number): number =>
  // the product of two prices may be beyond what a number holds exactly
  Number((BigInt(amount) * BigInt(left.taxFree)) / BigInt(left.amount))

/** What is left of a payment after these refunds. */
export const leftAfter = (taken: Taxed, refunds: readonly Taxed[]): Taxed =>
  refunds.reduce(
    (left, refund) => ({
      amount: left.amount - refund.amount,
      taxFree: left.taxFree - refund.taxFree,
    }),
    { amount: taken.amount, taxFree: taken.taxFree },
  )
