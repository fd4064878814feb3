import type { PublishedEvent } from './bus.ts'

/** What happened to a booking, for open desks: a hint to read again. */
export type BookingHint = 'claimed' | 'paid' | 'canceled' | 'expired' | 'changed'

/** Topics of this process and others that change what a store's desk shows of an order. */
const hints: Readonly<Record<string, BookingHint>> = {
  'order.paid': 'paid',
  'order.canceled': 'canceled',
  'order.expired': 'expired',
}

/** A store names so many of its bookings in one event; a desk reads all of them again anyway. */
const NAMED_MOST = 32

/**
 * One `bookings.changed` for each store with changes of its orders; its body has what happened to each,
 * `{ <order id>: 'paid' }`. Of several things that happened to one, the most telling stays.
 */
export function bookingHints(events: readonly PublishedEvent[]): PublishedEvent[] {
  const stores = new Map<string, Map<string, BookingHint>>()
  for (const event of events) {
    if (event.storeId === null) continue
    for (const [orderId, hint] of hintsOf(event)) {
      const named = stores.get(event.storeId) ?? new Map<string, BookingHint>()
      stores.set(event.storeId, named)
      const isKnown = named.has(orderId)
      if (isKnown ? hint !== 'changed' : named.size < NAMED_MOST) named.set(orderId, hint)
    }
  }
  return [...stores].map(([storeId, named]) => ({
    ...{ topic: 'bookings.changed', storeId, subjectId: storeId },
    body: Object.fromEntries(named),
  }))
}

function hintsOf({ topic, subjectId, body }: PublishedEvent): [string, BookingHint][] {
  if (topic === 'orders.claimed')
    return (body as { orderIds: string[] }).orderIds.map((id) => [id, 'claimed'])
  const isOfBooking = topic.startsWith('order.') || topic === 'booking.changed'
  return isOfBooking ? [[subjectId, hints[topic] ?? 'changed']] : []
}
