import type { Figures } from './own-queries.ts'

/** What a room's charts show, in this order; refusals are apart. */
export const names = ['joined', 'called', 'entered', 'bought', 'left'] as const
export type Name = (typeof names)[number]

/** One minute of a room. */
export interface Minute extends Readonly<Record<Name, number>> {
  /** The instant at which it begins. */
  readonly at: string
  readonly refused: number
  /** The length of the line at its end. */
  readonly waiting: number
}

/** The columns of the table and of the file. */
export const columns = ['waiting', ...names, 'refused'] as const
export type Column = (typeof columns)[number]

const MINUTE_MS = 60_000
const REFUSED = 'refused:'

const none = { joined: 0, called: 0, entered: 0, bought: 0, left: 0, refused: 0 }

const isName = (name: string): name is Name => (names as readonly string[]).includes(name)

/** Every minute up to `now`, also those in which nothing happened; at most the last `most`. */
export function minutesOf(figures: Figures, now: Date, most: number): readonly Minute[] {
  const first = figures[0]
  if (!first) return []
  const end = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS
  const begin = Math.max(Date.parse(first.minute), end - (most - 1) * MINUTE_MS)
  const byMinute = Map.groupBy(figures, ({ minute }) => Date.parse(minute))
  const count = Math.max(0, (end - begin) / MINUTE_MS + 1)
  let waiting = figures.findLast(isLineBefore(begin))?.count ?? 0
  return Array.from({ length: count }, (_, at) => {
    const minute = begin + at * MINUTE_MS
    const counts: Record<Name | 'refused', number> = { ...none }
    for (const { name, count } of byMinute.get(minute) ?? []) {
      if (isName(name)) counts[name] += count
      else if (name === 'waiting')
        waiting = count // stays until the next figure
      else if (name.startsWith(REFUSED)) counts.refused += count
    }
    return { at: new Date(minute).toISOString(), ...counts, waiting }
  })
}

const isLineBefore =
  (begin: number) =>
  ({ name, minute }: Figures[number]): boolean =>
    name === 'waiting' && Date.parse(minute) < begin

export const sumOf = (figures: Figures, wanted: string): number =>
  figures.reduce((sum, { name, count }) => (name === wanted ? sum + count : sum), 0)

/** How often which problem refused a request, the most frequent first. */
export function refusalsOf(figures: Figures): readonly { problem: string; count: number }[] {
  const refused = figures.filter(({ name }) => name.startsWith(REFUSED))
  return [...Map.groupBy(refused, ({ name }) => name)]
    .map(([name, counts]) => ({
      problem: name.slice(REFUSED.length),
      count: counts.reduce((sum, { count }) => sum + count, 0),
    }))
    .toSorted((one, other) => other.count - one.count)
}
