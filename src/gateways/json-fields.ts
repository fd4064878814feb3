import type { Currency } from '../kernel/money.ts'

/**
 * Reads fields of gateways' JSON leniently: a field of another type reads as undefined, so that the
 * reader of a reply decides what may be missing.
 */
export type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An empty object where the value is none. */
export const objectIn = (value: unknown): JsonObject => (isJsonObject(value) ? value : {})

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export const whole = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? (value as number) : undefined

/** For gateways that write some numbers as strings. */
export const wholeOrDigits = (value: unknown): number | undefined =>
  whole(typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value)

/** An instant without an offset is Korean wall time. */
export const koreanInstant = (value: unknown): Date | undefined =>
  instant(
    typeof value === 'string' && !/(Z|[+-]\d\d:?\d\d)$/.test(value) ? `${value}+09:00` : value,
  )

export function instant(value: unknown): Date | undefined {
  const at = new Date(text(value) ?? '')
  return Number.isNaN(at.getTime()) ? undefined : at
}

export function webUrl(value: unknown): string | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : null
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined
}

/** Minor units of each of these are the same at every gateway and here. */
export const currencies: readonly Currency[] = ['KRW', 'USD', 'EUR', 'JPY']

export const currencyIn = (value: unknown): Currency | undefined =>
  currencies.find((one) => one === value)

/** All items, read one by one; undefined where one cannot be read. */
export function readEach<Item>(
  list: readonly unknown[],
  read: (item: JsonObject) => Item | undefined,
): readonly Item[] | undefined {
  const items = list.map((one) => (isJsonObject(one) ? read(one) : undefined))
  const known = items.filter((one) => one !== undefined)
  return known.length === items.length ? known : undefined
}
