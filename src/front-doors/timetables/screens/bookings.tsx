import { lazy, Suspense } from 'react'
import type { BookingDoor } from '../../../bookings/screens/booking-door.ts'
import { claiming } from './shops/claiming.ts'
import { menuText } from './text.ts'

const Scene = lazy(() => import('./shops/scene.tsx').then((part) => ({ default: part.Scene })))

export const bookings: BookingDoor = {
  storePage: ({ store }) => ({ to: '/shops/$shopId', params: { shopId: store.id } }),
  Picture: ({ store, className }) => (
    <Suspense fallback={<div className={`bg-blush ${className}`} />}>
      <Scene kind={store.kind} className={className} />
    </Suspense>
  ),
  messageHint: () => menuText()('booking.messageHint'),
  event: (name) => menuText()('booking.event', { name }),
  durationSeconds: 60 * 60, // as in the mails
  availabilityKey: (storeId) => claiming(storeId).availabilityKey,
  claimAgain: ({ store, lines: [line, ...others] }) => {
    const { timetableId } = line?.item ?? {}
    if (!timetableId || others.length > 0) return undefined
    const { place, availabilityKey } = claiming(store.id)
    return { place: (_, key) => place(timetableId, key), availabilityKey }
  },
}
