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

const BUSINESS_DIGITS = /^\d{10}$/
const WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5] as const

/** `123-45-67891` of whatever is typed; undefined where the check digit is wrong. */
export function businessNumberOf(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replaceAll(/[\s-]/g, '')
  if (digits === '') return ''
  if (!BUSINESS_DIGITS.test(digits)) return undefined
  const at = (position: number) => Number(digits[position])
  const sum = WEIGHTS.reduce<number>((so, weight, position) => so + weight * at(position), 0)
  const check = (10 - ((sum + Math.floor((5 * at(8)) / 10)) % 10)) % 10
  if (check !== at(9)) return undefined
  return `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`
}
