import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { wallDate, wallTime } from '../kernel/time.ts'
import { listNotices } from '../mail/notice-queries.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import { doorOfKey } from './doors.ts'
import { bookersOf } from './find-booker.ts'
import { orderedAs } from './mails/facts.ts'
import { readKeysOf } from './queries.ts'

const LISTED = 30

/** What a store was told of last, latest first. Problem: store-missing. */
export async function showNotices(engine: Engine, ask: StoreAsk) {
  const { id, timeZone, door: storeDoor } = await readOwn(engine, ask)
  const notices = await listNotices(engine.cell(id), id, LISTED)
  const orderIds = [...new Set(notices.map(({ orderId }) => orderId))]
  const [names, keys] = await Promise.all([
    bookersOf(engine).names(id, orderIds),
    readKeysOf(engine.cell(id), id, orderIds),
  ])
  const soldIn = Map.groupBy(keys, ({ orderId }) => orderId)
  const sellersOf = (orderId: Id<'Order'>) =>
    (soldIn.get(orderId) ?? []).map(({ key }) => ({
      door: doorOfKey(engine, key, storeDoor).name,
    }))
  return {
    data: notices.map(({ orderId, at, startsAt, aboutId: _, ...notice }) => ({
      ...notice,
      bookingId: orderId,
      door: sellersOf(orderId)[0]?.door ?? storeDoor,
      noun: orderedAs(engine, { door: storeDoor }, sellersOf(orderId)).noun,
      at: at.toISOString(),
      date: startsAt && wallDate(startsAt, timeZone),
      time: startsAt && wallTime(startsAt, timeZone),
      booker: names.get(orderId) ?? null,
    })),
  }
}
