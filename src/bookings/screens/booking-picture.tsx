import { Picture } from '../../web/kit/picture.tsx'
import { type BookedStore, useBookingDoor } from './booking-door.ts'

interface BookingPictureProps {
  readonly store: BookedStore
  readonly className: string
}

/** The store's picture, else its door's, else our mark. Decorative. */
export function BookingPicture({ store, className }: BookingPictureProps) {
  const { Picture: OfDoor } = useBookingDoor(store)
  if (!store.image && OfDoor) return <OfDoor store={store} className={className} />
  return <Picture image={store.image} small decorative className={className} />
}
