import { type BookingDoor, claimingOne } from '../../../bookings/screens/booking-door.ts'
import { claiming } from './restaurants/claiming.ts'
import { partyClaiming } from './restaurants/parties/party-claiming.ts'
import { menuText } from './text.ts'

export const bookings: BookingDoor = {
  storePage: ({ store, lines: [line] }) => ({
    to: '/restaurants/$restaurantId',
    params: { restaurantId: store.id },
    search: line?.date ? { date: line.date } : {},
  }),
  // A deposit per person was paid for as many as booked. A table of a weekly time is for however many come.
  partyStays: ({ lines: [line] }) =>
    line?.item?.time && line.unitPrice.amount > 0 ? menuText()('booking.partyStays') : undefined,
  messageHint: () => menuText()('booking.messageHint'),
  event: (name) => menuText()('booking.event', { name }),
  durationSeconds: 2 * 60 * 60, // as in the mails
  availabilityKey: (storeId) => claiming(storeId).availabilityKey,
  claimAgain: ({ store, lines: [line, ...others] }) => {
    const { tableTimeId, date, time } = line?.item ?? {}
    if (!line || !date || others.length > 0) return undefined
    if (time) return claimingOne(partyClaiming(store.id), { date, time, party: line.quantity })
    if (!tableTimeId) return undefined
    return claimingOne(claiming(store.id), { tableTimeId, date })
  },
}
