import type { FreeTime, FreeTimesAsk, OpeningStore } from '../../bookings/free-times.ts'
import type { WallDate } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { readGrids, readSeatedDays } from './next-days.ts'
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

/** Whether no party, however large, can book anything of a date. */
export async function isDaySoldOut(
  on: Queryable,
  store: OpeningStore,
  { date }: { readonly date: WallDate },
  now: Date,
): Promise<boolean> {
  const [grids, seated] = await Promise.all([
    readGrids(on, [store], now),
    readSeatedDays(on, [store], now, date),
  ])
  const grid = grids.get(store.id)
  if (grid && timesOfGrid(store, grid, { date }, now).length > 0) return false
  return (seated.get(store.id) ?? []).every((day) =>
    Array.from({ length: day.facts.terms.partyMost }, (_, at) => at + 1).every(
      (party) => timesAtTables(day, { party }).length === 0,
    ),
  )
}
