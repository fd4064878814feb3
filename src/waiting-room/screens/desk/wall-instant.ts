import { wallDateAt, wallTimeAt } from '../../../kernel/format.ts'

/** The value of a `datetime-local` input at an instant: `2026-12-24T19:30`, on the store's clock. */
export const wallValueOf = (at: Date, timeZone: string): string =>
  `${wallDateAt(at, timeZone)}T${wallTimeAt(at, timeZone)}`

/**
 * The instant at which the store's clock shows this; undefined for no date. A time that the clock skips
 * is taken an hour later, as a clock that was not changed would show it.
 */
export function instantOf(wall: string, timeZone: string): Date | undefined {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN
  if (Number.isNaN(asUtc)) return undefined
  const offsetAt = (instant: number) =>
    Date.parse(`${wallValueOf(new Date(instant), timeZone)}:00Z`) -
    Math.floor(instant / 60_000) * 60_000
  const first = asUtc - offsetAt(asUtc)
  return new Date(asUtc - offsetAt(first))
}
