import { addDays, addMonths } from '../../kernel/format.ts'

/** The date that a key leads to. */
export function movedBy(key: string, date: string): string | undefined {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay()
  const days: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -7,
    ArrowDown: 7,
    Home: -weekday,
    End: 6 - weekday,
  }
  const by = days[key]
  if (by !== undefined) return addDays(date, by)
  const months = key === 'PageUp' ? -1 : key === 'PageDown' ? 1 : 0
  if (months === 0) return undefined
  const month = addMonths(date.slice(0, 7), months)
  const same = `${month}-${date.slice(8)}`
  const end = addDays(`${addMonths(month, 1)}-01`, -1)
  return same > end ? end : same
}

/** The weeks of a month; undefined before its first and after its last date. */
export function weeksOf(month: string): (string | undefined)[][] {
  const first = `${month}-01`
  const lead = new Date(`${first}T12:00:00Z`).getUTCDay()
  const count = Number(addDays(`${addMonths(month, 1)}-01`, -1).slice(8))
  return Array.from({ length: Math.ceil((lead + count) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, at) => {
      const nth = week * 7 + at - lead
      return nth >= 0 && nth < count ? addDays(first, nth) : undefined
    }),
  )
}
