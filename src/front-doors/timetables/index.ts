import type { FrontDoor } from '../front-door.ts'
import { removeTimetables } from './consumers.ts'
import { closeDays } from './days.ts'
import { seed } from './demo.ts'
import { invariants } from './invariants.ts'
import { writeLetter } from './mail.ts'
import { removeAllOf } from './owner-operations.ts'
import { eraseBookers } from './queries.ts'
import { routes } from './routes.ts'

/** One of today's places at a shop's hour and minute. */
export const timetables: FrontDoor = {
  name: 'timetables',
  schema: new URL('./schema/', import.meta.url),
  routes,
  seed,
  mail: writeLetter,
  erase: async (tx, accountId) => {
    await eraseBookers(tx, accountId)
    await removeAllOf(tx, accountId)
  },
  consumers: [removeTimetables],
  eachMinute: [{ name: 'close days', run: closeDays }],
  invariants,
  sealed: [
    {
      table: 'shop_bookings',
      keys: ['store_id', 'order_id'],
      columns: ['booker_name', 'booker_phone', 'booker_message'],
    },
  ],
}
