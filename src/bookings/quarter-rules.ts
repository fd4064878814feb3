import { RecentMap } from '../kernel/recent-map.ts'
import {
  addDays,
  instantOf,
  startOfDay,
  type WallDate,
  wallDate,
  wallTime,
} from '../kernel/time.ts'

// The time of a resource (a table, in a shop a person) that serves one party at a time, in quarters of
// an hour. A quarter of a resource is a place of capacity 1.

export const QUARTER_MINUTES = 15
/** The last time of a date's service: noon of the next day. */
export const SERVICE_ENDS = '36:00'

const QUARTER_MS = QUARTER_MINUTES * 60_000

/**
 * A time of a date's service, which may go past midnight: `25:30` is 01:30 of the next day.
 * From `00:00` to `36:00`.
 */
export type ServiceTime = string

export const minutesOf = (time: ServiceTime): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

export const timeOf = (minutes: number): ServiceTime =>
  `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`

const pad = (number: number): string => String(number).padStart(2, '0')

export interface Quarter {
  readonly startsAt: Date
  /** Date and time on the wall, which name it in a key: `2026-12-02/01:30`. */
  readonly when: string
  /** Its bit in a mask of the date. An hour that clocks repeat has the bits of the first one. */
  readonly bit: bigint
}

/** The quarters of a date's service, from its midnight to noon of the next day. */
export interface ServiceDay {
  readonly date: WallDate
  /** Its midnight. */
  readonly begins: Date
  readonly ends: Date
  readonly quarters: readonly Quarter[]
  /** By `when`. */
  readonly indexOf: ReadonlyMap<string, number>
}

/** The quarters of a date, without those that clocks skip. */
export function serviceDay(date: WallDate, timeZone: string): ServiceDay {
  const key = `${date} ${timeZone}`
  const known = days.get(key)
  if (known) return known
  const next = addDays(date, 1)
  const quarters: Quarter[] = []
  const indexOf = new Map<string, number>()
  for (let at = startOfDay(date, timeZone).getTime(); ; at += QUARTER_MS) {
    const startsAt = new Date(at)
    const when = `${wallDate(startsAt, timeZone)}/${wallTime(startsAt, timeZone)}`
    if (when >= `${next}/12:00`) break
    const first = indexOf.get(when)
    if (first === undefined) indexOf.set(when, quarters.length)
    quarters.push(quarters[first ?? -1] ?? { startsAt, when, bit: 1n << BigInt(quarters.length) })
  }
  const [begins, ends] = [startOfDay(date, timeZone), instantOf(next, '12:00', timeZone)]
  const day = { date, begins, ends, quarters, indexOf }
  days.set(key, day)
  return day
}

const days = new RecentMap<ServiceDay>(1_000)

const whenOf = (date: WallDate, time: ServiceTime): string => {
  const minutes = minutesOf(time)
  return minutes < 1440 ? `${date}/${time}` : `${addDays(date, 1)}/${timeOf(minutes - 1440)}`
}

/** Which quarter of the date begins at a time; undefined where clocks skip it. */
export const quarterAt = ({ date, indexOf }: ServiceDay, time: ServiceTime): number | undefined =>
  indexOf.get(whenOf(date, time))

/** The quarters that a stay takes, each once. It ends with `closes` at the latest. */
export function stayOf(
  { date, quarters }: ServiceDay,
  begins: number,
  minutes: number,
  closes: ServiceTime,
): readonly Quarter[] {
  const last = whenOf(date, closes)
  const stay = quarters
    .slice(begins, begins + Math.ceil(minutes / QUARTER_MINUTES))
    .filter(({ when }) => when < last)
  return [...new Set(stay)]
}

export const maskOf = (quarters: readonly Pick<Quarter, 'bit'>[]): bigint =>
  quarters.reduce((mask, { bit }) => mask | bit, 0n)

/** The key of a resource's quarter: `table/<id>/2026-12-02/01:30`. */
export const quarterKey = (kind: string, resourceId: string, { when }: Pick<Quarter, 'when'>) =>
  `${kind}/${resourceId}/${when}`

/** A mask of a date's quarters, from their indexes. */
export const maskOfIndexes = ({ quarters }: ServiceDay, indexes: readonly number[]): bigint =>
  indexes.reduce((mask, index) => mask | (quarters[index]?.bit ?? 0n), 0n)

/** The intervals of a date in which a resource is free, as indexes of quarters, the end not included. */
export function freeIntervals(
  { quarters }: ServiceDay,
  taken: bigint,
  { from, until }: { readonly from: number; readonly until: number },
): { readonly from: number; readonly until: number }[] {
  const free: { from: number; until: number }[] = []
  for (let at = from; at < until; at += 1) {
    if ((taken & (quarters[at]?.bit ?? 0n)) !== 0n) continue
    const last = free.at(-1)
    if (last?.until === at) last.until = at + 1
    else free.push({ from: at, until: at + 1 })
  }
  return free
}
