import { useParams } from '@tanstack/react-router'
import { BookingScreen } from '../../../../orders/screens/booking/booking.tsx'
import { bookingQuery } from './table-booking.tsx'

export function Booking() {
  const { bookingId } = useParams({ from: '/bookings/$bookingId' })
  return <BookingScreen query={bookingQuery(bookingId)} />
}
