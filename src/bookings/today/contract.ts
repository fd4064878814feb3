import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { cursorParts } from '../../kernel/page.ts'
import {
  CursorOf,
  Day,
  Instant,
  OrNull,
  PageOf,
  PageQuery,
  Shape,
  TimeOfDay,
  Uuid,
} from '../../kernel/shape.ts'

export const listStoresToday = endpoint({
  name: 'listStoresToday',
  method: 'GET',
  path: '/v1/me/stores-today',
  summary:
    'Every store you own or work the day at: its bookings of today, who comes next, and what waits for you',
  role: 'owner',
  right: 'desk',
  query: Shape({
    ...PageQuery.properties,
    cursor: Type.Optional(CursorOf(cursorParts.uuid)),
  }),
  answer: PageOf(
    Shape(
      {
        store: Shape({
          id: Uuid,
          name: Type.String(),
          door: Type.String(),
          closed: Type.Boolean(),
        }),
        /** Its date now, in its own time zone. */
        date: Day,
        /** Confirmed and held bookings that begin today, and how many of these are still to begin. */
        bookings: Type.Integer(),
        coming: Type.Integer(),
        /** The next arrivals, five at most. */
        next: Type.Array(
          Shape({
            bookingId: Uuid,
            startsAt: Instant,
            time: TimeOfDay,
            /** Null without one, and once their account has left. */
            booker: OrNull(Type.String()),
          }),
        ),
        /** What waits for the store, or for its guests. */
        toDo: Shape({
          /** Proposals of another time that their guests have not answered. */
          proposals: Type.Integer(),
          /** Payments that somebody has to look at. */
          reviews: Type.Integer(),
          /** Refunds that the gateway has not confirmed. */
          refunds: Type.Integer(),
        }),
      },
      'StoreToday',
    ),
  ),
  problems: [],
})
