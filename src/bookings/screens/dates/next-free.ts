import type { DayState } from '../../day-rules.ts'

export interface ToldDay {
  readonly date: string
  readonly state: DayState
}

/** The first of these dates that can be booked, at most the last one that is sold; undefined: there is none. */
export const nextFree = (days: readonly ToldDay[], lastDate: string): string | undefined =>
  days.find(({ date, state }) => state === 'free' && date <= lastDate)?.date
