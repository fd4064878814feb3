import { offHours, refuseStart } from '../../bookings/desk/hours-rules.ts'
import {
  type DeskLayout,
  type DeskLine,
  type LaidLine,
  quartersOf,
} from '../../bookings/desk/rules.ts'
import {
  maskOf,
  minutesOf,
  QUARTER_MINUTES,
  type Quarter,
  quarterAt,
  quarterKey,
  SERVICE_ENDS,
  type ServiceTime,
  serviceDay,
  stayOf,
} from '../../bookings/quarter-rules.ts'
import { datePast, timeSkipped } from '../../bookings/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { linesChanged } from '../../orders/relocate-rules.ts'
import { groupsFor } from './group-rules.ts'
import type { PreparedPlan } from './plan-rules.ts'
import {
  type Arrival,
  type ArrivalFacts,
  type Arrived,
  isBlockKey,
  isTableKey,
  noTableFits,
  readArrivalKey,
  stayMinutes,
} from './seating-rules.ts'

// What the desk of a restaurant may do with parties: more than a guest, at the same places.

export const tableMissing = problem('table-missing', 'invalid', {
  ko: '이 식당에 없는 테이블이에요.',
  en: 'This restaurant has no such table.',
})
export const tableTaken = problem('table-taken', 'conflict', {
  ko: '그 시간에 이미 예약이 있거나 막아 둔 테이블이에요. 다른 테이블이나 시간을 골라 주세요.',
  en: 'That table is already booked or blocked at that time. Choose another table or time.',
})
export const partyPaid = problem('party-paid', 'conflict', {
  ko: '결제한 예약은 인원을 바꿀 수 없어요. 인원은 그대로 두고 다른 테이블로 옮겨 주세요.',
  en: 'Party size can’t change once a deposit is paid. Leave it as it is and move the party to other tables.',
})
export const partyOverSeats = problem<{ party: number; seats: number }>(
  'party-over-seats',
  'conflict',
  {
    ko: '자리를 바꾸면 좌석보다 인원이 많아지는 팀이 있어요.',
    en: 'One of the parties has more guests than the tables that it would get have seats.',
  },
)
export const swapTaken = problem('swap-taken', 'conflict', {
  ko: '바꿀 테이블에 겹치는 다른 예약이 있어요. 두 팀 모두 원래 자리 그대로예요.',
  en: 'Another booking overlaps at one of the tables. Both parties stay where they are.',
})
/** Guests that the store lets in beside the pace: as many as it likes. */
const DESK_CAPACITY = 10_000

export interface StayAsk extends Arrived {
  readonly party: number
  /** Undefined: as long as parties of its size stay, until its service closes. */
  readonly minutes?: number | undefined
}

/** When a party that the store enters has its tables. Problems in order: time-skipped, date-past. */
export function deskStay(
  facts: Pick<ArrivalFacts, 'timeZone' | 'terms' | 'services'>,
  { date, time, party, minutes }: StayAsk,
  now: Date,
): Arrival | Problem {
  const day = serviceDay(date, facts.timeZone)
  const begins = quarterAt(day, time)
  const quarter = begins === undefined ? undefined : day.quarters[begins]
  if (begins === undefined || !quarter) return timeSkipped()
  if (day.ends <= now) return datePast()
  const service = facts.services.find(({ opens, closes }) => opens <= time && time < closes)
  const closes = (minutes === undefined && service?.closes) || SERVICE_ENDS
  const length = minutes ?? stayMinutes(facts.terms, party)
  return { time, startsAt: quarter.startsAt, stay: stayOf(day, begins, length, closes) }
}

/**
 * Of when a party comes, and of a stay that is said. After its last seating a restaurant lets in whom it likes.
 * Problems in order: closed-then, time-over, off-hours.
 */
export function refuseArrival(
  { isClosed, services }: Pick<ArrivalFacts, 'isClosed' | 'services'>,
  { time, minutes = 0 }: Pick<StayAsk, 'time' | 'minutes'>,
  { startsAt }: Pick<Arrival, 'startsAt'>,
  now: Date,
): Problem | undefined {
  const refused = refuseStart({ isClosed, startsAt }, now)
  if (refused) return refused
  return isOpen(services, time, minutes) ? undefined : offHours()
}

const isOpen = (services: ArrivalFacts['services'], time: ServiceTime, minutes: number): boolean =>
  services.some(
    ({ opens, closes }) =>
      opens <= time && time < closes && minutesOf(time) + minutes <= minutesOf(closes),
  )

/**
 * Of what a party had not: another time, or a longer stay, of which one that sits is not asked. Problems: those of
 * `refuseArrival`.
 */
export function refuseMove(
  facts: Pick<ArrivalFacts, 'isClosed' | 'services'>,
  { layout, isSeated }: { readonly layout: Layout; readonly isSeated: boolean },
  { minutes, ...next }: Pick<StayAsk, 'time' | 'minutes'> & Pick<Arrival, 'startsAt'>,
  now: Date,
): Problem | undefined {
  if (layout.isBlock) return undefined
  if (next.startsAt.getTime() !== layout.startsAt.getTime())
    return refuseArrival(facts, { ...next, minutes }, next, now)
  const isLonger = minutes !== undefined && minutes > layout.quarters.length * QUARTER_MINUTES
  if (!isLonger || isSeated) return undefined
  return isOpen(facts.services, next.time, minutes) ? undefined : offHours()
}

/** The groups of tables for a party, best first: those that are named, else all that seat it. */
export function deskGroups(
  plan: PreparedPlan,
  { tableIds, party }: { readonly tableIds?: readonly Id<'Table'>[] | undefined; party: number },
): (readonly Id<'Table'>[])[] | Problem {
  if (tableIds) {
    const known = new Set(plan.tables.map(({ id }) => id))
    return tableIds.every((id) => known.has(id)) ? [[...new Set(tableIds)]] : tableMissing()
  }
  const wasteMost = Number.POSITIVE_INFINITY
  const fitting = groupsFor(plan.groups, { party, wasteMost, isByStore: true })
  if (fitting.length > 0) return fitting.map(({ tables }) => tables.map(({ id }) => id))
  return noTableFits({ most: Math.max(0, ...plan.groups.map(({ seatsMost }) => seatsMost)) })
}

/** The first group that is free for a stay; where none is, the first, so that the claim says so. */
export function firstFree(
  groups: readonly (readonly Id<'Table'>[])[],
  stay: readonly Quarter[],
  taken: ReadonlyMap<string, bigint>,
): readonly Id<'Table'>[] {
  const mask = maskOf(stay)
  const free = groups.find((ids) => ids.every((id) => ((taken.get(id) ?? 0n) & mask) === 0n))
  return free ?? groups[0] ?? []
}

/** Where and when a party sits, and what its lines cost. */
export interface Layout extends DeskLayout {
  readonly arrivalKey: string
  readonly party: number
  readonly tableIds: readonly Id<'Table'>[]
  readonly perHead: number
  /** Of all tables together. */
  readonly ofTables: number
}

export interface SwapAsk {
  /** What the first shall have: the tables of the other, as they were seen. */
  readonly tableIds: readonly Id<'Table'>[]
  /** The store seats more guests than its tables have seats. */
  readonly mayCrowd: boolean
}

/**
 * Two parties with the tables of each other, each for its own stay; undefined: the first has them already.
 * Problems in order: lines-changed, date-past, table-missing, party-over-seats.
 */
export function swapped(
  [one, other]: readonly [Layout, Layout],
  { tableIds, mayCrowd }: SwapAsk,
  { tables }: Pick<PreparedPlan, 'tables'>,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): readonly [Layout, Layout] | undefined | Problem {
  if (isSame(one.tableIds, tableIds)) return undefined
  if (!isSame(other.tableIds, tableIds)) return linesChanged()
  const both = [
    { ...one, tableIds: other.tableIds },
    { ...other, tableIds: one.tableIds },
  ] as const
  const seatsOf = new Map(tables.map(({ id, seatsMost }) => [id, seatsMost]))
  if (both.some(({ date }) => serviceDay(date, timeZone).ends <= now)) return datePast()
  if (both.some((party) => party.tableIds.some((id) => !seatsOf.has(id)))) return tableMissing()
  for (const { party, tableIds: ids, isBlock } of both) {
    const seats = ids.reduce((sum, id) => sum + (seatsOf.get(id) ?? 0), 0)
    if (!mayCrowd && !isBlock && party > seats) return partyOverSeats({ party, seats })
  }
  return both
}

const isSame = (one: readonly Id<'Table'>[], other: readonly Id<'Table'>[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id))

/** The layout of an order's lines; undefined when they are of no party. */
export function layoutOf(lines: readonly DeskLine[]): Layout | undefined {
  const heads = lines.find(({ key }) => readArrivalKey(key))
  const arrived = heads && readArrivalKey(heads.key)
  if (!heads || !arrived) return undefined
  const tables = lines.filter(({ key }) => isTableKey(key))
  return {
    ...arrived,
    arrivalKey: heads.key,
    startsAt: heads.startsAt,
    party: heads.units,
    isBlock: isBlockKey(heads.key),
    tableIds: [...new Set(tables.map(({ key }) => key.split('/')[1] ?? ''))],
    quarters: quartersOf(tables),
    perHead: heads.unitPrice,
    ofTables: tables.reduce((sum, { unitPrice }) => sum + unitPrice, 0),
  }
}

/** The lines of a layout: how many come first, then the quarters of its tables. */
export function linesOf(layout: Layout, placeIdOf: (key: string) => Id<'Place'>): LaidLine[] {
  const { arrivalKey, startsAt, party, perHead, ofTables, tableIds, quarters } = layout
  const drafted = (key: string, at: Date, capacity: number) => ({
    ...{ id: placeIdOf(key), key, capacity, startsAt: at },
  })
  const aside = tableIds.flatMap((id) =>
    quarters.map((quarter) => drafted(quarterKey('table', id, quarter), quarter.startsAt, 1)),
  )
  return [
    {
      place: drafted(arrivalKey, startsAt, DESK_CAPACITY),
      ...{ units: party, unitPrice: perHead, isAside: false },
    },
    ...aside.map((place, at) => ({
      ...{ place, units: 1, unitPrice: at === 0 ? ofTables : 0, isAside: true },
    })),
  ]
}
