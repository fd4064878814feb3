import { addDays } from '../../../kernel/format.ts'

/** What was taken on a date and what of it went back, in minor units. */
export interface DaySum {
  readonly date: string
  readonly taken: number
  readonly refunded: number
}

const DAYS_MOST = 31

/**
 * Every date of a picture, those without money too: from `from` to `to` where they are known and
 * near enough, else the 31 dates up to the latest with a payment. Nothing for less than two dates.
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
