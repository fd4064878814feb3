/** A receipt's sums, in minor units. */
export interface ReceiptSums {
  /** What is taxed, without the tax. */
  readonly supply: number
  readonly vat: number
  readonly taxFree: number
  readonly total: number
}

/** The value-added tax of 10 % is inside the prices; computed once an order, from what is left of it. */
export function sumsOf({
  total,
  taxFree,
}: {
  readonly total: number
  readonly taxFree: number
}): ReceiptSums {
  const taxed = total - taxFree
  // round(taxed / 1.1) in whole numbers: a float would be off for large sums
  const supply = Math.floor((taxed * 20 + 11) / 22)
  return { supply, vat: taxed - supply, taxFree, total }
}
