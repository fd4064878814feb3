import { type BookingDoor, claimingOne } from '../../../bookings/screens/booking-door.ts'
import { appointmentClaiming, selectionOf } from './appointments/appointment-claiming.ts'
import { claiming } from './shops/claiming.ts'
import { Scene } from './shops/scene.tsx'
import { menuText } from './text.ts'

export const bookings: BookingDoor = {
  storePage: ({ store }) => ({ to: '/shops/$shopId', params: { shopId: store.id } }),
  Picture: ({ store, className }) => <Scene kind={store.kind} className={className} />,
  messageHint: () => menuText()('booking.messageHint'),
  event: (name) => menuText()('booking.event', { name }),
  durationSeconds: 60 * 60, // as in the mails
  availabilityKey: (storeId) => claiming(storeId).availabilityKey,
  claimAgain: ({ store, lines: [line, ...others] }) => {
    if (!line || others.length > 0) return undefined
    const { timetableId } = line.item
    if (timetableId) return claimingOne(claiming(store.id), timetableId)
    const selection = selectionOf(line.item)
    return selection && claimingOne(appointmentClaiming(store.id), selection)
  },
}
