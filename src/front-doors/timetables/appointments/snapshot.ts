import { maskOfIndexes, type ServiceDay, serviceDay } from '../../../bookings/quarter-rules.ts'
import { readTakenOf } from '../../../bookings/taken-queries.ts'
import { type Engine, perEngine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { sharedRead } from '../../../kernel/shared-read.ts'
import type { WallDate } from '../../../kernel/time.ts'
import { type Queryable, sql } from '../../../postgres/sql.ts'
import { shopMissing } from '../rules.ts'
import { readBooks, type StoredBook } from './queries.ts'
import type { Taken } from './rules.ts'

/** What is taken of a shop's people on a date, at one instant. */
export interface Snapshot {
  readonly book: StoredBook
  readonly date: WallDate
  readonly day: ServiceDay
  readonly taken: Taken
}

export interface DayAsk {
  readonly storeId: Id<'Store'>
  readonly date: WallDate
}

/** Concurrent callers share one read. Problem: shop-missing. */
export const readSnapshot = (engine: Engine, { storeId, date }: DayAsk): Promise<Snapshot> =>
  snapshots(engine)(`${storeId} ${date}`)

const snapshots = perEngine((engine) =>
  sharedRead(async (key): Promise<Snapshot> => {
    const [storeId = '', date = ''] = key.split(' ')
    const cell = engine.cell(storeId)
    const [book] = await readBooks(cell, [storeId])
    const [found] = book ? await takeSnapshots(cell, [{ book, date }]) : []
    if (!found) throw shopMissing()
    return found
  }),
)

/** Of books on dates, in one statement. */
export async function takeSnapshots(
  on: Queryable,
  asks: readonly { readonly book: StoredBook; readonly date: WallDate }[],
): Promise<Snapshot[]> {
  const [first] = asks
  if (!first) return []
  const days = asks.map((ask) => ({ ...ask, day: serviceDay(ask.date, ask.book.timeZone) }))
  const parts = days.map(({ book, day: { begins, ends } }) => ({
    ...{ storeId: book.storeId, begins, ends },
  }))
  const rows = await readTakenOf(on, parts, ofPeople, { now: first.book.now })
  const rowsOf = Map.groupBy(rows, ({ storeId, begins }) => `${storeId} ${begins.getTime()}`)
  return days.map(({ book, date, day }) => {
    const own = rowsOf.get(`${book.storeId} ${day.begins.getTime()}`) ?? []
    return {
      ...{ book, date, day },
      taken: new Map(own.map(({ of, quarters }) => [of, maskOfIndexes(day, quarters)])),
    }
  })
}

const ofPeople = sql`starts_with(p.key, 'person/')`
