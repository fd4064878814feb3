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

/** An amount in two: `part` of it, with its proportion of the tax-free part, and the rest. */
export function split(whole: Taxed, part: number): { readonly part: Taxed; readonly rest: Taxed } {
  const first = { amount: part, taxFree: taxFreeOf(whole, part) }
  return { part: first, rest: leftAfter(whole, [first]) }
}

/** VAT of an amount that includes it: ten per cent of the rest, rounded, as Korean gateways do. */
const vatIn = (taxed: number): number => Math.round(taxed / 11)

/**
 * The VAT of a refund after others of a payment. The shares of all refunds add up to the VAT of the
 * payment, which refunds that are rounded one by one would not.
 */
export function vatOf(refund: Taxed, before: readonly Taxed[]): number {
  const taxed = before.reduce((sum, one) => sum + one.amount - one.taxFree, 0)
  return vatIn(taxed + refund.amount - refund.taxFree) - vatIn(taxed)
}
