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

/** Whether it leaves products out. */
export const isNarrowed = ({ sort: _, ...filter }: ProductFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined)
