import { Type } from 'typebox'
import { budgetProblems, holdTooLarge, SUSPECT_LIMITS } from '../holds/rules.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Shape } from '../kernel/shape.ts'
import * as orders from '../orders/rules.ts'
import { OfStore } from '../stores/contract.ts'
import { depositAsked } from '../stores/hold-terms/deposit-rules.ts'
import { noShowsReached, phoneNotVerified } from '../stores/hold-terms/rules.ts'
import { BookingView, SeenPrice } from './contract.ts'
import * as rules from './rules.ts'

const THINGS_MOST = 50

export const bookTogether = endpoint({
  name: 'bookTogether',
  method: 'POST',
  path: '/v1/stores/:storeId/orders',
  summary: 'Book things of several front doors of a store as one order: all of them, or none',
  description:
    'A table and two seats, paid once; each keeps its own rules of cancellation. What a door delivers is ordered at its own checkout.',
  role: 'customer',
  asksTerms: true,
  creates: '/v1/bookings/:id',
  once: true,
  proof: SUSPECT_LIMITS,
  behindRoomOf: 'storeId',
  params: OfStore,
  body: Shape({
    items: Type.Array(
      Shape({
        /** The front door that sells it. */
        door: Type.String({ minLength: 1, maxLength: 40 }),
        /** In its terms: `{ tableTimeId, date }`, `{ performanceId, seatId }`. */
        item: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 100 }), {
          maxProperties: 8,
        }),
        quantity: Type.Integer({ minimum: 1, maximum: 100 }),
        /** Of one. */
        price: SeenPrice,
      }),
      { minItems: 1, maxItems: THINGS_MOST },
    ),
    seenTotal: SeenPrice,
  }),
  answer: BookingView,
  problems: [
    rules.itemUnknown,
    rules.itemRefused,
    orders.orderMissing,
    orders.storeClosed,
    orders.placeNamedTwice,
    orders.tooManyPlaces,
    orders.alreadyYours,
    noShowsReached,
    phoneNotVerified,
    orders.tooManyReadyOrders,
    holdTooLarge,
    ...budgetProblems,
    rules.itemsGone,
    depositAsked,
    orders.priceChanged,
  ],
})
