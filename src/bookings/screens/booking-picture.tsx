import { Picture } from '../../web/kit/picture.tsx'
import { useBookingDoor } from './booking-door.ts'
import type { Booking } from './booking-queries.ts'

interface BookingPictureProps {
  readonly booking: Pick<Booking, 'store' | 'lines'>
  readonly className: string
}

/** The picture of what was sold, else the store's, its door's, or our mark. Decorative. */
export function BookingPicture({ booking: { store, lines }, className }: BookingPictureProps) {
  const { Picture: OfDoor } = useBookingDoor(store)
  const image = lines.find((line) => line.image)?.image ?? store.image
  if (!image && OfDoor) return <OfDoor store={store} className={className} />
  return <Picture image={image} small decorative className={className} />
}
