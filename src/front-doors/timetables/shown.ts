import type { Static } from 'typebox'
import { countPlaces } from '../../bookings/place-queries.ts'
import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { page } from '../../kernel/page.ts'
import { sharedJson } from '../../kernel/shared-read.ts'
import { dayOf, existingInstantOf, wallDate } from '../../kernel/time.ts'
import { listLeft } from '../../places/queries.ts'
import { findInCells } from '../../postgres/cells.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { storeView } from '../../stores/view.ts'
import type { getShop } from './contract.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { timetableView } from './view.ts'

/**
 * A shop with what remains of today's times, as JSON. Concurrent callers share one read.
 * Problem: shop-missing.
 */
export const showShop = (engine: Engine, id: Id<'Store'>): Promise<Uint8Array> => shown(engine)(id)

const shown = perEngine(({ cell }) => sharedJson((id) => readToday(cell(id), id)))

/** A shop and its times of today, by time of day; undefined where there is none. */
export async function readTimes(on: Queryable, id: Id<'Store'>) {
  const shop = await queries.readShop(on, id)
  if (!shop) return undefined
  const found = await queries.listTimetables(on, id, { limit: rules.TIMES_MOST + 1 })
  const { timeZone } = shop
  const date = wallDate(shop.now, timeZone)
  const offered = found
    .slice(0, rules.TIMES_MOST)
    .filter((one) => existingInstantOf(date, rules.timeOf(one), timeZone))
  const times = await viewToday(on, offered, shop)
  return { shop, date, times, moreTimes: found.length > rules.TIMES_MOST }
}

async function readToday(
  on: Queryable,
  id: Id<'Store'>,
): Promise<Static<(typeof getShop)['answer']>> {
  const found = await readTimes(on, id)
  if (!found) throw rules.shopMissing()
  const { shop, ...today } = found
  return { shop: storeView(shop), ...today, now: shop.now.toISOString() }
}

/** Timetables of one shop with their places of today. */
export async function viewToday(
  on: Queryable,
  timetables: readonly rules.Timetable[],
  shop: { readonly timeZone: string; readonly currency: Currency; readonly now: Date },
) {
  const { timeZone, now } = shop
  const storeId = timetables[0]?.storeId
  if (!storeId) return []
  const day = dayOf(wallDate(now, timeZone), timeZone)
  const [counts, left] = await Promise.all([
    countPlaces(on, [{ storeId, ...day }], now),
    listLeft(on, [storeId], now),
  ])
  const countOf = new Map(counts.map((count) => [count.key, count]))
  return timetables.map((one) => timetableView(one, { ...shop, date: day.date, countOf, left }))
}

/** A page of a shop's timetables by time of day. Problem: shop-missing. */
export async function listTimetables(
  engine: Engine,
  ask: { readonly shopId: Id<'Store'>; readonly cursor?: string; readonly page?: number },
) {
  const cell = engine.cell(ask.shopId)
  const shop = await queries.readShop(cell, ask.shopId)
  if (!shop) throw rules.shopMissing()
  const after = ask.cursor === undefined ? undefined : rules.readCursor(ask.cursor)
  const skip = after ? 0 : ((ask.page ?? 1) - 1) * rules.PAGE
  const found = await queries.listTimetables(cell, shop.id, {
    after,
    skip,
    limit: rules.PAGE + 1,
  })
  const { data, nextCursor } = page(found, rules.PAGE, rules.cursorOf)
  return { data: await viewToday(cell, data, shop), nextCursor }
}

/**
 * One timetable with its place of today. Problems in order: timetable-missing, those of `check`, which
 * learns the shop.
 */
export async function showTimetable(
  engine: Engine,
  id: Id<'Timetable'>,
  check: (storeId: Id<'Store'>) => Promise<void> = async () => {},
) {
  const found = await findInCells(engine, (on) => queries.readTimetable(on, id))
  if (found) await check(found.storeId)
  return viewFound(found && engine.cell(found.storeId), found)
}

/** The same in a transaction. */
export const viewTimetable = async (tx: Queryable, id: Id<'Timetable'>) =>
  viewFound(tx, await queries.readTimetable(tx, id))

async function viewFound(
  on: Queryable | undefined,
  found: Awaited<ReturnType<typeof queries.readTimetable>>,
) {
  const [view] = on && found ? await viewToday(on, [found], found) : []
  if (!view) throw rules.timetableMissing()
  return view
}
