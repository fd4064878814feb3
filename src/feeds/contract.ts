import { Type } from 'typebox'
import { notAllowed } from '../accounts/rules.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, Nothing, OrNull, Shape } from '../kernel/shape.ts'
import { OfStore } from '../stores/contract.ts'
import { storeMissing } from '../stores/rules.ts'

const Feed = Shape({
  /** Null: there is no address. */
  madeAt: OrNull(Instant),
})
const NewFeed = Shape({ url: Type.String(), madeAt: Instant })

export const getOwnFeed = endpoint({
  name: 'getCalendarFeed',
  method: 'GET',
  path: '/v1/me/calendar-feed',
  summary: 'Whether there is an address at which calendar programs read your bookings',
  role: 'customer',
  accountsOnly: true,
  exported: 'calendarFeed',
  answer: Feed,
  problems: [],
})

export const makeOwnFeed = endpoint({
  name: 'makeCalendarFeed',
  method: 'POST',
  path: '/v1/me/calendar-feed',
  summary: 'Make a new secret address of your bookings for calendar programs; the old one is dead',
  role: 'customer',
  accountsOnly: true,
  noted: 'feed-made',
  answer: NewFeed,
  problems: [notAllowed],
})

export const removeOwnFeed = endpoint({
  name: 'removeCalendarFeed',
  method: 'DELETE',
  path: '/v1/me/calendar-feed',
  summary: 'Remove the address of your bookings for calendar programs',
  role: 'customer',
  accountsOnly: true,
  noted: 'feed-removed',
  answer: Nothing,
  problems: [],
})

export const getStoreFeed = endpoint({
  name: 'getStoreCalendarFeed',
  method: 'GET',
  path: '/v1/stores/:storeId/calendar-feed',
  summary: 'Whether you have an address at which calendar programs read the bookings of a store',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  answer: Feed,
  problems: [storeMissing],
})

export const makeStoreFeed = endpoint({
  name: 'makeStoreCalendarFeed',
  method: 'POST',
  path: '/v1/stores/:storeId/calendar-feed',
  summary:
    'Make a new secret address of a store’s bookings for your calendar; your old one is dead',
  role: 'owner',
  right: 'desk',
  noted: 'feed-made',
  params: OfStore,
  answer: NewFeed,
  problems: [storeMissing, notAllowed],
})

export const removeStoreFeed = endpoint({
  name: 'removeStoreCalendarFeed',
  method: 'DELETE',
  path: '/v1/stores/:storeId/calendar-feed',
  summary: 'Remove your address of a store’s bookings for calendar programs',
  role: 'owner',
  right: 'desk',
  noted: 'feed-removed',
  params: OfStore,
  answer: Nothing,
  problems: [storeMissing],
})
