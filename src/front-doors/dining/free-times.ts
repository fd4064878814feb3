import type { FreeTime, FreeTimesAsk, OpeningStore } from '../../bookings/free-times.ts'
import type { SoldOutAsk } from '../../bookings/sold-out/scope.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { readGrids, readSeated, readSeatedDays } from './next-days.ts'
import { freeTables, type Grid } from './rules.ts'
import { type Snapshot, tablesLeft, freeTimes as timesForParty } from './seating.ts'

/** For how many come, where nobody says. */
const PARTY = 2

/** The times that a party can book at each of these restaurants, by table time or at a table: six statements. */
export async function freeTimes(
  on: Queryable,
  stores: readonly OpeningStore[],
  asked: FreeTimesAsk,
  now: Date,
): Promise<FreeTime[]> {
  const [grids, seated] = await Promise.all([
    readGrids(on, stores, now),
    readSeatedDays(on, stores, now, asked.date),
  ])
  return stores.flatMap((store) => {
    const grid = grids.get(store.id)
    return [
      ...(grid ? timesOfGrid(store, grid, asked, now) : []),
      ...(seated.get(store.id) ?? []).flatMap((day) => timesAtTables(day, asked)),
    ]
  })
}

function timesOfGrid(
  { id, pricing }: OpeningStore,
  grid: Grid,
  { date, party = 1 }: FreeTimesAsk,
  now: Date,
): FreeTime[] {
  // A table is for whoever comes; of places for one person each the party takes several.
  const needed = pricing.per === 'person' ? party : 1
  return freeTables(grid, { date, needed }, now).map(({ tableTimeId, ...free }) => ({
    ...{ storeId: id, startsAt: free.startsAt, remaining: free.remaining, price: free.price },
    item: { tableTimeId, date: free.date },
  }))
}

function timesAtTables(day: Snapshot, { party = PARTY }: FreeTimesAsk): FreeTime[] {
  const { restaurant, terms, date } = day.facts
  return timesForParty(day, { party }).flatMap(({ time, startsAt, groups }) =>
    groups.length === 0
      ? []
      : {
          ...{ storeId: restaurant.id, startsAt, remaining: tablesLeft(groups) },
          price: terms.deposit.amount,
          item: { date, time, party: `${party}` },
        },
  )
}

/** The dates of which no party, however large, can book anything: six statements. */
export async function soldOutOf<Ask extends SoldOutAsk>(
  on: Queryable,
  asks: readonly Ask[],
  now: Date,
): Promise<readonly Ask[]> {
  const stores = new Map(asks.map(({ store }) => [store.id, store]))
  const [grids, seated] = await Promise.all([
    readGrids(on, [...stores.values()], now),
    readSeated(
      on,
      asks.map(({ store, date }) => ({ storeId: store.id, date })),
    ),
  ])
  return asks.filter(({ store, date }) => {
    const grid = grids.get(store.id)
    const day = seated.get(store.id)?.find(({ facts }) => facts.date === date)
    const atTimes = grid ? timesOfGrid(store, grid, { date }, now) : []
    return atTimes.length === 0 && (!day || isFull(day))
  })
}

const isFull = (day: Snapshot): boolean =>
  Array.from({ length: day.facts.terms.partyMost }, (_, at) => at + 1).every(
    (party) => timesAtTables(day, { party }).length === 0,
  )
