import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { MoneyShape, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import { orderMissing } from '../../orders/rules.ts'
import { priceMeans } from '../../stores/pricing-rules.ts'
import { BILL_MOST, notArrived } from './rules.ts'

const OfStoreBooking = Shape({ storeId: Uuid, bookingId: Uuid })

const BillView = Shape(
  {
    /** What was paid for the booking and not given back. */
    paid: MoneyShape,
    /** `part`: that comes off the bill; `whole`: the bill is what comes on top. */
    means: OrNull(Type.Enum([...priceMeans])),
    /** Null: none was entered; then the rest is null, too. */
    bill: OrNull(MoneyShape),
    toCollect: OrNull(MoneyShape),
    /** The deposit was more than the bill. */
    toGiveBack: OrNull(MoneyShape),
  },
  'Bill',
)

export const getBill = endpoint({
  name: 'getBill',
  method: 'GET',
  path: '/v1/stores/:storeId/bookings/:bookingId/bill',
  summary: 'What a visit came to, and what of it is left to collect',
  role: 'owner',
  right: 'desk',
  params: OfStoreBooking,
  answer: BillView,
  problems: [orderMissing],
})

export const enterBill = endpoint({
  name: 'enterBill',
  method: 'PUT',
  path: '/v1/stores/:storeId/bookings/:bookingId/bill',
  summary: 'Enter what a visit came to, from which the deposit comes off; null takes it back',
  role: 'owner',
  right: 'desk',
  params: OfStoreBooking,
  body: Shape({
    /** Minor units of the store's currency. */
    amount: OrNull(Type.Integer({ minimum: 0, maximum: BILL_MOST })),
  }),
  answer: BillView,
  problems: [orderMissing, notArrived],
})
