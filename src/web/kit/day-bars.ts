import { addDays } from '../../kernel/format.ts'

/** Two parts of a day: what was taken, of which some went back. */
export interface DaySum {
  readonly date: string
  readonly taken: number
  readonly refunded: number
}

const DAYS_MOST = 31

/**
 * Bars of a chart, with empty dates filled in: from `from` to `to`, at most the last 31 dates. Empty
 * for fewer than two dates.
 */
export function dayBars(
  sums: readonly DaySum[],
  { from, to }: { readonly from?: string; readonly to?: string },
): DaySum[] {
  const last = to ?? sums.at(-1)?.date
  if (!last) return []
  const earliest = addDays(last, 1 - DAYS_MOST)
  const first = [from ?? sums[0]?.date ?? last, earliest].toSorted().at(-1) ?? last
  const known = new Map(sums.map((sum) => [sum.date, sum]))
  const bars: DaySum[] = []
  for (let date = first; date <= last; date = addDays(date, 1))
    bars.push(known.get(date) ?? { date, taken: 0, refunded: 0 })
  return bars.length > 1 ? bars : []
}
