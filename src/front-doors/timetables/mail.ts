import type { WriteLetter } from '../../mail/letter.ts'
import * as orders from '../../orders/queries.ts'
import { bookingLetter } from '../booking-letters.ts'
import type { Words } from '../letter-facts.ts'
import * as queries from './queries.ts'
import { readPlaceKey } from './rules.ts'

const words: Words = {
  store: { ko: '가게', en: 'Shop' },
  booked: { ko: '1명', en: '1 place' },
  byStore: { ko: '가게에서', en: 'The shop' },
  gone: { ko: '자리가', en: 'the place' },
  durationSeconds: 60 * 60,
}

/** Tells who booked a place of today what became of it. */
export const writeLetter: WriteLetter = async (engine, { storeId, orderId, ...ask }) => {
  const [order] = await orders.readOrders(engine.database, storeId, [orderId])
  const [booking] = order ? await queries.readBookings(engine.database, [order]) : []
  if (!order || !booking) return undefined
  const { shop, startsAt, key } = booking
  const { name: store, timeZone } = shop
  const { date } = readPlaceKey(key)
  const path = `/shop-bookings/${orderId}`
  return bookingLetter(engine, ask, order, { words, store, date, startsAt, timeZone, path })
}
