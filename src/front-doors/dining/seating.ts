import type { Static } from 'typebox'
import { type DayState, dayStateOf } from '../../bookings/day-rules.ts'
import {
  maskOf,
  maskOfIndexes,
  QUARTER_MINUTES,
  quarterAt,
  type ServiceDay,
  serviceDay,
} from '../../bookings/quarter-rules.ts'
import type { TakenRow } from '../../bookings/taken-queries.ts'
import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { sharedJson, sharedRead } from '../../kernel/shared-read.ts'
import { datesFrom, type WallDate } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { groupsFor, isFreeFor, type TableGroup } from './group-rules.ts'
import { restaurantMissing } from './rules.ts'
import type { getFreeTimes } from './seating-contract.ts'
import { readSeatings, readTaken, type Seating } from './seating-queries.ts'
import {
  type Arrival,
  bookableArrivals,
  bookableRange,
  depositOf,
  isTooLate,
  stayMinutes,
} from './seating-rules.ts'

/** What is taken of a restaurant's tables on a date, at one instant. */
export interface Snapshot {
  readonly facts: Seating
  readonly day: ServiceDay
  /** By table. */
  readonly taken: ReadonlyMap<string, bigint>
  /** Guests who arrive, by quarter of the date. */
  readonly arriving: ReadonlyMap<number, number>
}

export interface SeatingAsk {
  readonly restaurantId: Id<'Store'>
  readonly date: WallDate
}

/** Concurrent callers share one read. Problem: restaurant-missing. */
export const readSnapshot = (engine: Engine, { restaurantId, date }: SeatingAsk) =>
  snapshots(engine)(`${restaurantId} ${date}`)

const snapshots = perEngine((engine) =>
  sharedRead(async (key): Promise<Snapshot> => {
    const [storeId = '', date = ''] = key.split(' ')
    const [found] = await takeSnapshots(engine.cell(storeId), [{ storeId, date }])
    if (!found) throw restaurantMissing()
    return found
  }),
)

/**
 * Of restaurants on dates, in two statements.
 *
 * @param isForWaiting what was let go and is not back yet is free: who waits may have it
 */
export async function takeSnapshots(
  on: Queryable,
  asks: readonly { readonly storeId: Id<'Store'>; readonly date: WallDate }[],
  isForWaiting = false,
): Promise<Snapshot[]> {
  const seatings = await readSeatings(on, asks)
  const [first] = seatings
  if (!first) return []
  const days = seatings.map((facts) => ({ facts, day: serviceDay(facts.date, facts.timeZone) }))
  const parts = days.map(({ facts, day: { begins, ends } }) => ({
    ...{ storeId: facts.restaurant.id, begins, ends },
  }))
  const taken = await readTaken(on, parts, first.now, isForWaiting)
  const ofDay = Map.groupBy(taken, ({ storeId, begins }) => `${storeId} ${begins.getTime()}`)
  return days.map(({ facts, day }) =>
    snapshotOf(facts, day, ofDay.get(`${facts.restaurant.id} ${day.begins.getTime()}`) ?? []),
  )
}

function snapshotOf(facts: Seating, day: ServiceDay, rows: readonly TakenRow[]): Snapshot {
  const arriving = new Map<number, number>()
  for (const { kind, of, quarters, taken } of rows)
    if (kind === 'arrival' && of === day.date)
      quarters.forEach((quarter, at) => {
        arriving.set(quarter, (arriving.get(quarter) ?? 0) + (taken[at] ?? 0))
      })
  const tables = rows.filter(({ kind }) => kind === 'table')
  const taken = new Map(tables.map(({ of, quarters }) => [of, maskOfIndexes(day, quarters)]))
  return { facts, day, taken, arriving }
}

export interface PartyOf {
  readonly party: number
  readonly areaId?: Id<'Area'> | undefined
  readonly isByStore?: boolean | undefined
}

/** All groups that may seat a party, best first. */
export const fittingGroups = ({ plan, terms }: Seating, ask: PartyOf): TableGroup[] =>
  groupsFor(plan.groups, { ...ask, wasteMost: terms.wasteMost })

/** The largest party that the terms take and the tables for guests seat. */
export const partyMost = ({ plan: { groups }, terms }: Seating): number =>
  Math.min(
    terms.partyMost,
    Math.max(
      0,
      ...groups
        .filter(({ tables }) => tables.every(({ walkInOnly }) => !walkInOnly))
        .map(({ seatsMost }) => seatsMost),
    ),
  )

/** Those of them that are free for the whole stay. */
export function freeGroups(
  { taken }: Pick<Snapshot, 'taken'>,
  groups: readonly TableGroup[],
  { stay }: Pick<Arrival, 'stay'>,
): TableGroup[] {
  const mask = maskOf(stay)
  return groups.filter((group) => isFreeFor(group, mask, taken))
}

/** How many more guests may arrive at a time. */
export const mayArrive = ({ facts, day, arriving }: Snapshot, { time }: Pick<Arrival, 'time'>) =>
  Math.max(0, facts.terms.pace - (arriving.get(quarterAt(day, time) ?? -1) ?? 0))

/** The groups that are free for a party at each time of a date that can be booked. */
export function freeTimes(found: Snapshot, ask: PartyOf) {
  const { facts } = found
  const fitting = fittingGroups(facts, ask)
  return bookableArrivals(facts, { date: facts.date, party: ask.party }, facts.now).map(
    (arrival) => ({
      ...arrival,
      groups: mayArrive(found, arrival) < ask.party ? [] : freeGroups(found, fitting, arrival),
    }),
  )
}

/** How many parties may still come, of groups that are free: by single tables, or by one join. */
export const tablesLeft = (groups: readonly TableGroup[]): number =>
  Math.max(1, groups.filter(({ tables }) => tables.length === 1).length)

export interface FreeTimesAsk extends SeatingAsk {
  readonly party: number
  readonly area?: Id<'Area'> | undefined
  /** Of so many dates it is said whether they can be booked. */
  readonly days?: number | undefined
}

/** The free times of a date, as JSON. Problem: restaurant-missing. */
export const showFreeTimes = (engine: Engine, ask: FreeTimesAsk): Promise<Uint8Array> =>
  shown(engine)(`${ask.restaurantId} ${ask.date} ${ask.party} ${ask.area ?? ''} ${ask.days ?? ''}`)

const shown = perEngine((engine) =>
  sharedJson(async (key) => {
    const [restaurantId = '', date = '', party = '', area = '', days = ''] = key.split(' ')
    const found = await readDays(engine, { restaurantId, date }, Number(days))
    return freeTimesView(found, { party: Number(party), areaId: area || undefined })
  }),
)

/** A date, and the dates from it on that are told of. Problem: restaurant-missing. */
async function readDays(engine: Engine, { restaurantId: storeId, date }: SeatingAsk, days: number) {
  if (days === 0)
    return { found: await readSnapshot(engine, { restaurantId: storeId, date }), days: [] }
  const asks = datesFrom(date, days).map((one) => ({ storeId, date: one }))
  const all = await takeSnapshots(engine.cell(storeId), asks)
  const found = all.find(({ facts }) => facts.date === date)
  if (!found) throw restaurantMissing()
  const { firstDate, lastDate } = bookableRange(found.facts, found.facts.now)
  return {
    found,
    days: all
      .filter(({ facts }) => facts.date >= firstDate && facts.date <= lastDate)
      .toSorted((one, other) => (one.facts.date < other.facts.date ? -1 : 1)),
  }
}

function stateFor(found: Snapshot, ask: PartyOf): DayState {
  const { facts } = found
  const times = freeTimes(found, ask).map(({ groups }) => ({ isFree: groups.length > 0 }))
  return dayStateOf(times, isTooLate(facts, { date: facts.date, party: ask.party }, facts.now))
}

function freeTimesView(
  { found, days }: Awaited<ReturnType<typeof readDays>>,
  ask: PartyOf,
): Static<(typeof getFreeTimes)['answer']> {
  const { facts } = found
  const { plan, terms, currency, now } = facts
  const sold = new Set(plan.tables.flatMap(({ areaId, walkInOnly }) => (walkInOnly ? [] : areaId)))
  return {
    ...{ date: facts.date, party: ask.party, ...bookableRange(facts, now) },
    ...{ partyMost: partyMost(facts), stayMinutes: stayMinutes(terms, ask.party) },
    ...{ closed: facts.isClosed, areas: plan.areas.filter(({ id }) => sold.has(id)) },
    tooLate: isTooLate(facts, { date: facts.date, party: ask.party }, now),
    times: freeTimes(found, ask).map(({ time, startsAt, stay, groups: [first, ...others] }) => ({
      ...{ time, startsAt: startsAt.toISOString(), isFree: first !== undefined },
      stayMinutes: stay.length * QUARTER_MINUTES,
      areaIds: [...new Set([first, ...others].flatMap((group) => group?.areaId ?? []))],
      price: { amount: depositOf(terms, ask.party, first?.tables.length ?? 1), currency },
    })),
    days: days.map((day) => ({ date: day.facts.date, state: stateFor(day, ask) })),
    now: now.toISOString(),
  }
}
