import { minorPerMajor } from '../../../../kernel/format.ts'
import type { Currency } from '../../../../kernel/money.ts'

/** A price as it is typed into its field: in major units. */
export const typedPrice = (price: number, currency: Currency): string =>
  String(price / minorPerMajor(currency))

/** A time that the store offers already. */
export interface KnownTime {
  /** Ids grow with time. */
  readonly id: string
  readonly price: number
}

/** What the form for another time begins with: the price of the one that was added last, or none. */
export function lastPrice(times: readonly KnownTime[], currency: Currency): string {
  const last = times.toSorted((one, other) => (one.id < other.id ? -1 : 1)).at(-1)
  return last ? typedPrice(last.price, currency) : ''
}

/** Whether a price makes a time free where others cost. */
export const isFreeAlone = (price: number | undefined, times: readonly KnownTime[]): boolean =>
  price === 0 && times.some((time) => time.price > 0)
