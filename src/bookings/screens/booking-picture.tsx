import { Picture } from '../../web/kit/picture.tsx'
import type { PictureSize } from '../../web/kit/picture-sizes.ts'
import type { Booking } from './booking-queries.ts'
import { useBookingDoor } from './use-booking-door.ts'

interface BookingPictureProps {
  readonly booking: Pick<Booking, 'store' | 'lines'>
  readonly className: string
  /** Default: a card. */
  readonly as?: PictureSize
}

/** The picture of what was sold, else the store's, its door's, or our mark. Decorative. */
export function BookingPicture({ booking, className, as = 'tile' }: BookingPictureProps) {
  const { store, lines } = booking
  const { Picture: OfDoor } = useBookingDoor(booking)
  // A thing is recognized by its outline; of a place any part will do.
  const thing = lines.find((line) => line.image)?.image
  const image = thing ?? store.image
  if (!image && OfDoor) return <OfDoor store={store} className={className} />
  return (
    <Picture image={image} as={as} whole={thing !== undefined} decorative className={className} />
  )
}
