import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
import { type ProductFilter, sorts } from './product-queries.ts'

const Q_MOST = 50
const PRICE_MOST = 1_000_000_000
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const priceIn = (asked: unknown): number | undefined =>
  typeof asked === 'number' && Number.isInteger(asked) && asked >= 0 && asked <= PRICE_MOST
    ? asked
    : undefined

/** What an address asks for; anything else in it is left out. */
export const readFilter = (asked: Record<string, unknown>): ProductFilter => ({
  q:
    asked.q === undefined || asked.q === ''
      ? undefined
      : [...`${asked.q}`].slice(0, Q_MOST).join(''),
  sort: sorts.find((one) => one === asked.sort),
  category:
    typeof asked.category === 'string' && UUID.test(asked.category) ? asked.category : undefined,
  minPrice: priceIn(asked.minPrice),
  maxPrice: priceIn(asked.maxPrice),
  inStock: asked.inStock === true ? true : undefined,
})

/** Prices of a list are typed in major units of the usual currency. */
const CURRENCY: Currency = 'KRW'

/** A field of a price range that cannot be applied, and why. */
export interface WrongRange {
  readonly field: 'from' | 'to'
  readonly why: 'priceWrong' | 'priceOrder'
}

/** A price range as it is typed; an empty field is no bound. */
export function readRange(
  from: string,
  to: string,
): Pick<ProductFilter, 'minPrice' | 'maxPrice'> | WrongRange {
  const [minPrice, maxPrice] = [priceOf(from, CURRENCY), priceOf(to, CURRENCY)]
  if (from.trim() && minPrice === undefined) return { field: 'from', why: 'priceWrong' }
  if (to.trim() && maxPrice === undefined) return { field: 'to', why: 'priceWrong' }
  if (minPrice !== undefined && maxPrice !== undefined && maxPrice < minPrice)
    return { field: 'to', why: 'priceOrder' }
  return { minPrice, maxPrice }
}

/** Whether it leaves products out. */
export const isNarrowed = ({ sort: _, ...filter }: ProductFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined)
