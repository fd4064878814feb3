import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Day, Shape } from '../../kernel/shape.ts'
import { OfStore } from '../../stores/contract.ts'
import { storeMissing } from '../../stores/rules.ts'
import { datesWrong } from './rules.ts'

const load = {
  bookings: Type.Integer(),
  /** What was offered, in the units that the store’s front doors sell; 0: nothing, or it is not known. */
  offered: Type.Integer(),
  taken: Type.Integer(),
}
/** Of the date’s service, which may go past midnight: 25 is 01:00 of the next day. */
const Hour = Type.Integer({ minimum: 0, maximum: 35 })

export const getCalendar = endpoint({
  name: 'getStoreCalendar',
  method: 'GET',
  path: '/v1/stores/:storeId/calendar',
  summary: 'How full a store you work at is, by date and by hour, on 42 dates at most',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  query: Shape({
    /** The first and the last date, in the store’s time zone. */
    from: Day,
    to: Day,
  }),
  answer: Shape(
    {
      today: Day,
      /** Every date, in order. */
      days: Type.Array(Shape({ date: Day, ...load })),
      /** Those in which something is offered or begins. */
      hours: Type.Array(Shape({ date: Day, hour: Hour, ...load })),
    },
    'StoreCalendar',
  ),
  problems: [storeMissing, datesWrong],
})
