import type { Engine } from '../../engine.ts'
import { idOf, page } from '../../kernel/page.ts'
import { dayOf, wallDate, wallTime } from '../../kernel/time.ts'
import { readCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import { listOwnStores } from '../../stores/operations.ts'
import type { By } from '../../stores/rules.ts'
import { blocksOf } from '../loads.ts'
import * as queries from './queries.ts'

const PAGE = 24

/** Today of the stores at which somebody works, by id: two statements a cell. */
export async function listStoresToday(
  engine: Engine,
  {
    by,
    cursor,
    limit = PAGE,
  }: { readonly by: By; readonly cursor?: string; readonly limit?: number },
) {
  const found = await listOwnStores(engine, by, { after: cursor, limit: limit + 1 })
  const { data: stores, nextCursor } = page(found, limit, idOf)
  const { now } = await readNow(engine.house)
  const days = stores.map(({ id: storeId, timeZone }) => ({
    storeId,
    ...dayOf(wallDate(now, timeZone), timeZone),
  }))
  const blocks = blocksOf(engine.doors.values())
  const rows = await readCells(engine, (on) => {
    const here = days.filter(({ storeId }) => engine.cell(storeId) === on)
    return here.length > 0 ? queries.readToday(on, here, now, blocks) : Promise.resolve([])
  })
  const todayOf = new Map(rows.map((row) => [row.storeId, row]))
  const data = stores.map(({ id, name, door, closedAt, timeZone }) => {
    const today: Partial<queries.StoreToday> = todayOf.get(id) ?? {}
    const { bookings = 0, coming = 0, next = [], proposals = 0, reviews = 0, refunds = 0 } = today
    return {
      store: { id, name, door, closed: closedAt !== null },
      ...{ date: wallDate(now, timeZone), bookings, coming },
      next: next.map((one) => ({
        bookingId: one.bookingId,
        startsAt: new Date(one.startsAt).toISOString(), // JSON has no instants
        time: wallTime(new Date(one.startsAt), timeZone),
        booker: one.name && engine.keyRing.open(one.name),
      })),
      toDo: { proposals, reviews, refunds },
    }
  })
  return { data, nextCursor }
}
