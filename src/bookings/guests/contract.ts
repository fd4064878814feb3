import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Email, Line, MoneyShape, Phone, Shape } from '../../kernel/shape.ts'
import { limitReached } from '../../limits/rules.ts'
import { cancelOrder } from '../../payments/contract.ts'
import { QuoteView, quoteCancellation } from '../../policies/contract.ts'
import { bookingView } from '../contract.ts'
import * as rules from './rules.ts'

/** Signed for one order; as in the mails of a guest. */
const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' })

export const OfGuestBooking = Shape({ token: Token })

/** A booking, and the token that opens it again. */
export const GuestBookingView = Type.Object(
  { ...bookingView, token: Token },
  { additionalProperties: true, title: 'GuestBooking' },
)

export const lookUpGuestBooking = endpoint({
  name: 'lookUpGuestBooking',
  method: 'POST',
  path: '/v1/guest-bookings/look-up',
  summary:
    'Find what a guest bought: by the order’s number, with the phone number or the e-mail given',
  description: 'Every miss gets the same answer. Orders of accounts are not found.',
  role: 'anyone',
  body: Shape({
    orderNumber: Line({ most: 40 }),
    phone: Type.Optional(Phone),
    email: Type.Optional(Email),
  }),
  answer: GuestBookingView,
  problems: [limitReached, rules.guestBookingMissing],
})

export const getGuestBooking = endpoint({
  name: 'getGuestBooking',
  method: 'GET',
  path: '/v1/guest-bookings/:token',
  summary: 'What a guest bought, by the token of the mail’s link',
  role: 'anyone',
  params: OfGuestBooking,
  answer: GuestBookingView,
  problems: [rules.guestBookingMissing],
})

export const quoteGuestCancellation = endpoint({
  name: 'quoteGuestCancellation',
  method: 'GET',
  path: '/v1/guest-bookings/:token/cancellation-quote',
  summary: 'Quote the refund for canceling a guest’s order, now and later',
  role: 'anyone',
  params: OfGuestBooking,
  answer: QuoteView,
  problems: [rules.guestBookingMissing, ...quoteCancellation.problems],
})

export const cancelGuestBooking = endpoint({
  name: 'cancelGuestBooking',
  method: 'POST',
  path: '/v1/guest-bookings/:token/cancellation',
  summary: 'Cancel a guest’s order, as its buyer would',
  role: 'anyone',
  once: true,
  params: OfGuestBooking,
  /** `refund`: the quoted refund, in minor units. If it has changed, nothing is canceled. */
  body: cancelOrder.body,
  answer: Shape({ refund: MoneyShape, kept: MoneyShape }, 'GuestCancellation'),
  problems: [rules.guestBookingMissing, ...cancelOrder.problems],
})
