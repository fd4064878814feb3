import type { WriteLetter } from '../../mail/letter.ts'
import * as orders from '../../orders/queries.ts'
import { bookingLetter } from '../booking-letters.ts'
import type { Words } from '../letter-facts.ts'
import * as queries from './queries.ts'
import { readPlaceKey } from './rules.ts'

const words: Words = {
  store: { ko: '식당', en: 'Restaurant' },
  booked: { ko: '테이블 1개', en: '1 table' },
  byStore: { ko: '식당에서', en: 'The restaurant' },
  gone: { ko: '자리가', en: 'the table' },
  durationSeconds: 2 * 60 * 60,
}

/** Tells who booked a table what became of it. */
export const writeLetter: WriteLetter = async (engine, { storeId, orderId, ...ask }) => {
  const [order] = await orders.readOrders(engine.database, storeId, [orderId])
  const [booking] = order ? await queries.readBookings(engine.database, [order]) : []
  if (!order || !booking) return undefined
  const { name: store, startsAt, timeZone, key } = booking
  const { date } = readPlaceKey(key)
  const path = `/bookings/${orderId}`
  return bookingLetter(engine, ask, order, { words, store, date, startsAt, timeZone, path })
}
