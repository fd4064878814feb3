import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { page } from '../../kernel/page.ts'
import { sharedRead } from '../../kernel/shared-read.ts'
import { wallDate } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { storeView } from '../../stores/view.ts'
import type { getShop } from './contract.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { timetableView } from './view.ts'

/**
 * A shop with what remains of today's times, as JSON text. Concurrent callers share one read.
 * Problem: shop-missing.
 */
export const showShop = (engine: Engine, id: Id<'Store'>): Promise<string> => shown(engine)(id)

const shown = perEngine(({ database }) => sharedRead((id) => readToday(database, id)))

async function readToday(on: Queryable, id: Id<'Store'>): Promise<string> {
  const shop = await queries.readShop(on, id)
  if (!shop) throw rules.shopMissing()
  const found = await queries.listTimetables(on, id, { limit: rules.TIMES_MOST + 1 })
  const answer: Static<(typeof getShop)['answer']> = {
    shop: storeView(shop),
    date: wallDate(shop.now, shop.timeZone),
    times: await viewToday(on, found.slice(0, rules.TIMES_MOST), shop),
    moreTimes: found.length > rules.TIMES_MOST,
    now: shop.now.toISOString(),
  }
  return JSON.stringify(answer)
}

/** Timetables of one shop with their places of today. */
export async function viewToday(
  on: Queryable,
  timetables: readonly rules.Timetable[],
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
) {
  const storeId = timetables[0]?.storeId
  if (!storeId) return []
  const date = wallDate(now, timeZone)
  const keyOf = ({ id }: rules.Timetable) => rules.placeKey(id, date)
  const counts = await queries.countPlaces(on, storeId, timetables.map(keyOf), now)
  const byKey = new Map(counts.map((count) => [count.key, count]))
  return timetables.map((one) => timetableView(one, byKey.get(keyOf(one)), { timeZone, now }))
}

/** A page of a shop's timetables by time of day. Problem: shop-missing. */
export async function listTimetables(
  { database }: Engine,
  ask: { readonly shopId: Id<'Store'>; readonly cursor?: string; readonly page?: number },
) {
  const shop = await queries.readShop(database, ask.shopId)
  if (!shop) throw rules.shopMissing()
  const after = ask.cursor === undefined ? undefined : rules.readCursor(ask.cursor)
  const skip = after ? 0 : ((ask.page ?? 1) - 1) * rules.PAGE
  const found = await queries.listTimetables(database, shop.id, {
    after,
    skip,
    limit: rules.PAGE + 1,
  })
  const { data, nextCursor } = page(found, rules.PAGE, rules.cursorOf)
  return { data: await viewToday(database, data, shop), nextCursor }
}

/** One timetable with its place of today. Problem: timetable-missing. */
export async function showTimetable({ database }: Engine, id: Id<'Timetable'>) {
  const found = await queries.readTimetable(database, id)
  const [view] = found ? await viewToday(database, [found], found) : []
  if (!view) throw rules.timetableMissing()
  return view
}
