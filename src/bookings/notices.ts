import type { Engine } from '../engine.ts'
import { wallDate, wallTime } from '../kernel/time.ts'
import { listNotices } from '../mail/notice-queries.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import { bookersOf } from './find-booker.ts'

const LISTED = 30

/** What a store was told of last, latest first. Problem: store-missing. */
export async function showNotices(engine: Engine, ask: StoreAsk) {
  const { id, timeZone } = await readOwn(engine, ask)
  const notices = await listNotices(engine.cell(id), id, LISTED)
  const orderIds = [...new Set(notices.map(({ orderId }) => orderId))]
  const names = await bookersOf(engine).names(id, orderIds)
  return {
    data: notices.map(({ orderId, at, startsAt, aboutId: _, ...notice }) => ({
      ...notice,
      bookingId: orderId,
      at: at.toISOString(),
      date: startsAt && wallDate(startsAt, timeZone),
      time: startsAt && wallTime(startsAt, timeZone),
      booker: names.get(orderId) ?? null,
    })),
  }
}
