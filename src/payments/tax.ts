/** An amount and its tax-free part, in minor units. */
export interface Taxed {
  readonly amount: number
  readonly taxFree: number
}

/**
 * The tax-free part of a refund: proportional to what is left, rounded down. Neither part is refunded
 * beyond what is left of it, and the last refund takes all of both.
 *
 * @param left   captured and not yet refunded, more than 0
 * @param amount from 0 to `left.amount`
 */
export const taxFreeOf = (left: Taxed, amount: number): number =>
  // the product may exceed Number.MAX_SAFE_INTEGER
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
