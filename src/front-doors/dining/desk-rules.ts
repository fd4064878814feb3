import {
  maskOf,
  QUARTER_MINUTES,
  type Quarter,
  quarterAt,
  quarterKey,
  SERVICE_ENDS,
  serviceDay,
  stayOf,
  timeOf,
} from '../../bookings/quarter-rules.ts'
import { timeSkipped } from '../../bookings/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { later, wallDate, wallTime } from '../../kernel/time.ts'
import type { PlaceDraft } from '../../places/rules.ts'
import { groupsFor, type PreparedPlan } from './plan-rules.ts'
import { datePast } from './rules.ts'
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
export const partyPaid = problem('party-paid', 'conflict', {
  ko: '결제한 예약은 인원을 바꿀 수 없어요. 인원은 그대로 두고 다른 테이블로 옮겨 주세요.',
  en: 'A party that paid a deposit keeps its size. Leave it as it is and move it to other tables.',
})
export const notSeated = problem('not-seated', 'conflict', {
  ko: '아직 앉지 않은 손님이에요.',
  en: 'The party has not been seated.',
})

export const deskKinds = ['phone', 'walk-in', 'block'] as const
export type DeskKind = (typeof deskKinds)[number]
export type Source = 'online' | DeskKind

export const sittingStates = ['expected', 'seated', 'finished', 'no-show'] as const
export type SittingState = (typeof sittingStates)[number]

export interface Sitting {
  readonly source: Source
  readonly seatedAt: Date | null
  readonly finishedAt: Date | null
  /** Until when it had its tables before the rest was given back; null: it has all of its time. */
  readonly endedEarlyOf: Date | null
}

export const ONLINE: Sitting = {
  source: 'online',
  seatedAt: null,
  finishedAt: null,
  endedEarlyOf: null,
}

/** Guests that the store lets in beside the pace: as many as it likes. */
const DESK_CAPACITY = 10_000

/** The quarter of an hour that is going on. */
export function quarterNow(timeZone: string, now: Date): Arrived {
  const [hours = 0, minutes = 0] = wallTime(now, timeZone).split(':').map(Number)
  const at = hours * 60 + minutes
  return { date: wallDate(now, timeZone), time: timeOf(at - (at % QUARTER_MINUTES)) }
}

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

/** A line of a party's order. */
export interface PartyLine {
  readonly placeId: Id<'Place'>
  readonly key: string
  readonly startsAt: Date
  readonly units: number
  readonly unitPrice: number
  readonly isAside: boolean
}

/** Where and when a party sits, and what its lines cost. */
export interface Layout extends Arrived {
  readonly arrivalKey: string
  readonly startsAt: Date
  readonly party: number
  readonly isBlock: boolean
  readonly tableIds: readonly Id<'Table'>[]
  readonly quarters: readonly Pick<Quarter, 'when' | 'startsAt'>[]
  readonly perHead: number
  /** Of all tables together. */
  readonly ofTables: number
}

export const endOf = ({ quarters, startsAt }: Pick<Layout, 'quarters' | 'startsAt'>): Date =>
  later(quarters.at(-1)?.startsAt ?? startsAt, QUARTER_MINUTES * 60)

/** The layout of an order's lines; undefined when they are of no party. */
export function layoutOf(lines: readonly PartyLine[]): Layout | undefined {
  const heads = lines.find(({ key }) => readArrivalKey(key))
  const arrived = heads && readArrivalKey(heads.key)
  if (!heads || !arrived) return undefined
  const tables = lines.filter(({ key }) => isTableKey(key))
  const starts = new Map(
    tables.map(({ key, startsAt }) => [key.split('/').slice(2).join('/'), startsAt]),
  )
  return {
    ...arrived,
    arrivalKey: heads.key,
    startsAt: heads.startsAt,
    party: heads.units,
    isBlock: isBlockKey(heads.key),
    tableIds: [...new Set(tables.map(({ key }) => key.split('/')[1] ?? ''))],
    quarters: [...starts]
      .map(([when, startsAt]) => ({ when, startsAt }))
      .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime()),
    perHead: heads.unitPrice,
    ofTables: tables.reduce((sum, { unitPrice }) => sum + unitPrice, 0),
  }
}

/** A line with its place, as a claim drafts it. */
export interface LaidLine {
  readonly place: PlaceDraft & { readonly startsAt: Date }
  readonly units: number
  readonly unitPrice: number
  readonly isAside: boolean
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

/** What is left of a stay that ends at `now`: the quarter that it began with stays. */
export const endedAt = (layout: Layout, now: Date): Layout => ({
  ...layout,
  quarters: layout.quarters.filter(
    ({ startsAt }, at) => at === 0 || later(startsAt, QUARTER_MINUTES * 60) <= now,
  ),
})

/** The layout with all quarters until an instant. */
export function lastingUntil(layout: Layout, timeZone: string, until: Date): Layout {
  const { quarters } = serviceDay(layout.date, timeZone)
  const stay = quarters.filter(({ startsAt }) => startsAt >= layout.startsAt && startsAt < until)
  return { ...layout, quarters: [...new Set(stay)] }
}

/** Problem: not-seated. */
export function nextSitting(
  sitting: Sitting,
  state: SittingState,
  ends: Date | null,
  now: Date,
): Sitting | Problem {
  const { source, seatedAt, finishedAt, endedEarlyOf } = sitting
  const isBlock = source === 'block'
  if (state === 'expected') return { ...ONLINE, source }
  if (state === 'seated')
    return isBlock ? notSeated() : { ...ONLINE, source, seatedAt: seatedAt ?? now }
  if (state === 'no-show')
    return isBlock ? notSeated() : { ...ONLINE, source, endedEarlyOf: endedEarlyOf ?? ends }
  if (!isBlock && !seatedAt) return notSeated()
  return {
    ...{ source, seatedAt, finishedAt: finishedAt ?? now, endedEarlyOf: endedEarlyOf ?? ends },
  }
}
