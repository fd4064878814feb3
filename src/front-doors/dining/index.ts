import type { FrontDoor } from '../front-door.ts'
import { seed } from './demo.ts'
import { invariants } from './invariants.ts'
import { writeLetter } from './mail.ts'
import { eraseBookers } from './queries.ts'
import { routes } from './routes.ts'

/** A table at a time, on one of the next ten days. */
export const dining: FrontDoor = {
  name: 'dining',
  schema: new URL('./schema/', import.meta.url),
  routes,
  seed,
  mail: writeLetter,
  erase: async (tx, accountId) => {
    await eraseBookers(tx, accountId)
  },
  invariants,
  sealed: [
    {
      table: 'bookings',
      keys: ['store_id', 'order_id'],
      columns: ['booker_name', 'booker_phone', 'booker_message'],
    },
  ],
}
