import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { listNotices } from '../mail/notice-queries.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import { describeLines, doorOfKey } from './doors.ts'
import { bookersOf } from './find-booker.ts'
import { orderedAs } from './mails/facts.ts'
import { readBoughtOf } from './queries.ts'
import { serviceStart } from './served-rules.ts'

const LISTED = 30

/** What a store was told of last, latest first. Problem: store-missing. */
export async function showNotices(engine: Engine, ask: StoreAsk) {
  const { id, timeZone, door: storeDoor, pricing } = await readOwn(engine, ask)
  const cell = engine.cell(id)
  const notices = await listNotices(cell, id, LISTED)
  const orderIds = [...new Set(notices.map(({ orderId }) => orderId))]
  const [names, bought] = await Promise.all([
    bookersOf(engine).names(id, orderIds),
    readBoughtOf(cell, id, orderIds),
  ])
  const lines = bought.map((line) => ({ ...line, storeId: id, storeDoor, pricing }))
  const described = await describeLines(engine, cell, lines)
  const soldIn = Map.groupBy(
    lines.map(({ orderId, key, startsAt }, at) => ({
      ...{ orderId, key, startsAt, what: described[at]?.what },
      door: doorOfKey(engine, key, storeDoor).name,
    })),
    ({ orderId }) => orderId,
  )
  const soldTo = (orderId: Id<'Order'>) => soldIn.get(orderId) ?? []
  return {
    data: notices.map(({ orderId, at, startsAt, aboutId: _, ...notice }) => {
      const sold = soldTo(orderId)
      const whats = sold.flatMap(({ what }) => what ?? [])
      const first = sold.find((line) => line.startsAt?.getTime() === startsAt?.getTime())
      const start = startsAt && serviceStart({ key: first?.key ?? '', startsAt }, timeZone)
      return {
        ...notice,
        bookingId: orderId,
        door: sold[0]?.door ?? storeDoor,
        noun: orderedAs(engine, { door: storeDoor }, sold).noun,
        what: whats[0] ?? null,
        others: Math.max(0, whats.length - 1),
        at: at.toISOString(),
        date: start?.date ?? null,
        time: start?.time ?? null,
        booker: names.get(orderId) ?? null,
      }
    }),
  }
}
