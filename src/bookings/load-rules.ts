import { addDays, type WallDate } from '../kernel/time.ts'

/** Dates of a store, both included. */
export interface Dates {
  readonly from: WallDate
  readonly to: WallDate
}

/** Every date of them. */
export function datesBetween({ from, to }: Dates): WallDate[] {
  const dates: WallDate[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date)
  return dates
}

/** An hour of a date's service, from 0 to 35, in the store's time zone: how much of what was offered is taken, in the units that its door sells. */
export interface HourLoad {
  readonly date: WallDate
  readonly hour: number
  readonly offered: number
  readonly taken: number
}

export const bookingSources = ['online', 'store', 'phone', 'walk-in'] as const
/** How a booking came: by its guest, or entered by the store, as far as its door knows more. */
export type BookingSource = (typeof bookingSources)[number]

/** Confirmed bookings that are alike in how they came and how many come with each. */
export interface SourceCount {
  readonly source: BookingSource
  /** null: not told. */
  readonly party: number | null
  readonly bookings: number
}
