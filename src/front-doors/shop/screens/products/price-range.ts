import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'

/** Prices of a list are typed in major units of the usual currency. */
const CURRENCY: Currency = 'KRW'

export interface PriceRange {
  readonly minPrice: number | undefined
  readonly maxPrice: number | undefined
}

/** A field of a price range that cannot be applied, and why. */
export interface WrongRange {
  readonly field: 'from' | 'to'
  readonly why: 'priceWrong' | 'priceOrder'
}

/** A price range as it is typed; an empty field is no bound. */
export function readRange(from: string, to: string): PriceRange | WrongRange {
  const [minPrice, maxPrice] = [priceOf(from, CURRENCY), priceOf(to, CURRENCY)]
  if (from.trim() && minPrice === undefined) return { field: 'from', why: 'priceWrong' }
  if (to.trim() && maxPrice === undefined) return { field: 'to', why: 'priceWrong' }
  if (minPrice !== undefined && maxPrice !== undefined && maxPrice < minPrice)
    return { field: 'to', why: 'priceOrder' }
  return { minPrice, maxPrice }
}
