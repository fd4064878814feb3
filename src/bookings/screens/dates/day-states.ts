import { type DayState, dayStateOf } from '../../day-rules.ts'

/** So many dates are in the strip; the calendar has those of a longer horizon. */
export const STRIP_DAYS = 14
/** How often it is asked anew while a page is open; the date that is shown is followed live. */
export const STRIP_REFETCH_MS = 60_000

/** Whether each date can be booked; of a date that is not in it nothing is known. */
export type DayStates = ReadonlyMap<string, DayState>

interface Told {
  readonly date: string
  readonly state: DayState
}

interface Shown {
  readonly date: string
  readonly tooLate: boolean
  readonly times: readonly { readonly isFree: boolean }[]
}

/** What is told of dates; of the date whose times are shown, what these say, which are newer. */
export function dayStates(told: readonly Told[], shown: Shown | undefined): DayStates {
  const states = new Map(told.map(({ date, state }) => [date, state]))
  return shown ? states.set(shown.date, dayStateOf(shown.times, shown.tooLate)) : states
}
