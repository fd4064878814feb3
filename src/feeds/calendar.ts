import { hashSecret } from '../accounts/api-keys/secret.ts'
import { openBooker } from '../bookings/booker.ts'
import { deskLink } from '../bookings/desk-link.ts'
import type { Line } from '../bookings/door.ts'
import { doorOf } from '../bookings/doors.ts'
import { calendarEntries } from '../bookings/mails/calendar-entries.ts'
import { factsOf } from '../bookings/mails/facts.ts'
import { type BookingRow, readBookings } from '../bookings/queries.ts'
import { describeAll } from '../bookings/read.ts'
import type { Engine } from '../engine.ts'
import { type CalendarEntry, calendarFeed, oneLine } from '../kernel/calendar.ts'
import { reaches, type StaffRole } from '../kernel/endpoint.ts'
import type { Order } from '../orders/rules.ts'
import { readCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import { readStore } from '../stores/queries.ts'
import * as queries from './queries.ts'
import { EVENTS_MOST, feedMissing, firstName } from './rules.ts'

/** Writes the calendar of an address. Problem: feed-missing, also for who no longer works at the store. */
export async function writeFeed(engine: Engine, secret: string): Promise<string> {
  const feed = await queries.findFeed(engine.house, hashSecret(secret))
  if (!feed) throw feedMissing()
  if (feed.storeId === null) {
    const entries = await entriesOf(engine, feed)
    return calendarFeed('자리 Jari', entries)
  }
  const cell = engine.cell(feed.storeId)
  const mayRead =
    (feed.job !== null && reaches(feed.job as StaffRole, 'desk')) ||
    (feed.role !== 'customer' && (await queries.isOwner(cell, feed)))
  const store = mayRead ? await readStore(cell, feed.storeId) : undefined
  if (!store) throw feedMissing()
  return calendarFeed(oneLine(store.name), await entriesOf(engine, feed))
}

type FeedEntry = CalendarEntry & { readonly isCanceled: boolean }

async function entriesOf(engine: Engine, feed: queries.FeedOf): Promise<FeedEntry[]> {
  const { now } = await readNow(engine.house)
  const list = (on: Parameters<typeof queries.listOrders>[0]) => queries.listOrders(on, feed, now)
  const found = feed.storeId === null ? readCells(engine, list) : list(engine.cell(feed.storeId))
  const orders = (await found).slice(0, EVENTS_MOST)
  const byCell = Map.groupBy(orders, ({ storeId }) => engine.cell(storeId))
  const entries = await Promise.all(
    [...byCell].map(async ([cell, some]) => {
      const rows = await readBookings(cell, some)
      const linesOf = await describeAll(engine, cell, rows)
      const orderOf = new Map(some.map((order) => [order.id, order]))
      return rows.flatMap((row) => {
        const order = orderOf.get(row.orderId)
        const lines = linesOf.get(row) ?? []
        return order ? bookingEntries(engine, feed, { order, row, lines }) : []
      })
    }),
  )
  return entries.flat()
}

interface Read {
  readonly order: Order
  readonly row: BookingRow
  readonly lines: readonly Line[]
}

/** The entries of one booking, as those of its mails; to a store with its guest's first name and what it is. */
function bookingEntries(
  engine: Engine,
  { storeId }: queries.FeedOf,
  { order, row, lines }: Read,
): FeedEntry[] {
  const door = doorOf(engine, row.store.door)
  const link = storeId
    ? deskLink(engine, storeId, { id: order.id, timeZone: row.store.timeZone, lines })
    : `${engine.publicUrl}/bookings/${order.id}`
  const facts = factsOf(engine, door, order, row, lines, { name: '', link })
  const booker = storeId && row.booker ? openBooker(engine, row.booker) : undefined
  return calendarEntries(facts).map((entry) => {
    const own = lines.filter(({ startsAt }) => startsAt?.getTime() === entry.startsAt.getTime())
    const isCanceled = order.canceledAt !== null || own.every(({ quantity }) => quantity === 0)
    if (!storeId) return { ...entry, isCanceled }
    const what = own.map((line) => line.what.ko).join(', ')
    return {
      ...entry,
      isCanceled,
      summary: [firstName(booker?.name ?? ''), what].filter(Boolean).join(' · '),
    }
  })
}
