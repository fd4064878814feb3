import type { FrontDoor } from '../front-door.ts'

/** One of today's places at a shop's hour and minute. */
export const timetables: FrontDoor = {
  name: 'timetables',
  schema: new URL('./schema/', import.meta.url),
  routes: () => {},
  erase: async () => {},
  invariants: [],
  sealed: [
    {
      table: 'shop_bookings',
      keys: ['store_id', 'order_id'],
      columns: ['booker_name', 'booker_phone', 'booker_message'],
    },
  ],
}
