import type { Opening } from '../../bookings/door.ts'
import type { OpeningStore } from '../../bookings/free-times.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { placesText } from './lines.ts'
import { readGrids, readSeatedDays } from './next-days.ts'
import { nextTable } from './rules.ts'
import { freeTimes, type Snapshot, tablesLeft } from './seating.ts'

/** For how many come the next free table of a restaurant is looked for. */
const PARTY = 2

/** The next bookable table at each of these restaurants, by time or for a party of two: six statements. */
export async function openings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const [grids, seated] = await Promise.all([
    readGrids(on, stores, now),
    readSeatedDays(on, stores, now),
  ])
  return stores.flatMap(({ id, pricing }) => {
    const grid = grids.get(id)
    const next = grid && nextTable(grid, now)
    const timed = next && {
      ...{ storeId: id, startsAt: next.startsAt, remaining: next.remaining, price: next.price },
      left: placesText(next.remaining, pricing),
      item: { date: next.date },
    }
    return sooner(timed, nextForParty(seated.get(id) ?? [])) ?? []
  })
}

const sooner = (one: Opening | undefined, other: Opening | undefined) =>
  one && other ? (startOf(other) < startOf(one) ? other : one) : (one ?? other)

const startOf = ({ startsAt }: Opening): number => startsAt?.getTime() ?? 0

function nextForParty(days: readonly Snapshot[]): Opening | undefined {
  for (const day of days) {
    const next = freeTimes(day, { party: PARTY }).find(({ groups }) => groups.length > 0)
    if (!next) continue
    const remaining = tablesLeft(next.groups)
    return {
      ...{ storeId: day.facts.restaurant.id, startsAt: next.startsAt, remaining },
      ...{ left: placesText(remaining, { per: 'table' }), price: day.facts.terms.deposit.amount },
      item: { date: day.facts.date },
    }
  }
  return undefined
}
