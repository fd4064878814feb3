import { addDays, addMonths } from '../../../kernel/format.ts'

/** Of a date: 0 is Sunday, with which Korean calendars begin. */
const weekday = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay()

/** The week of a date, from its Sunday. */
export function weekOf(date: string): { readonly from: string; readonly to: string } {
  const from = addDays(date, -weekday(date))
  return { from, to: addDays(from, 6) }
}

/** The first and the last date of a month. */
export const monthOf = (month: string): { readonly from: string; readonly to: string } => ({
  from: `${month}-01`,
  to: addDays(`${addMonths(month, 1)}-01`, -1),
})

/** How much is taken of what is offered, in whole percent; undefined where nothing is offered. */
export const percentOf = ({ offered, taken }: { offered: number; taken: number }) =>
  offered > 0 ? Math.min(100, Math.round((100 * taken) / offered)) : undefined

/** Every hour between the first and the last that a week needs. */
export function hoursOf(hours: readonly { readonly hour: number }[]): number[] {
  const needed = hours.map(({ hour }) => hour)
  if (needed.length === 0) return []
  const [first, last] = [Math.min(...needed), Math.max(...needed)]
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
