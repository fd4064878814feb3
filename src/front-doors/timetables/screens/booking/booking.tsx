import { useParams } from '@tanstack/react-router'
import { BookingScreen } from '../../../../orders/screens/booking/booking.tsx'
import { bookingQuery } from './shop-booking.tsx'

export function ShopBooking() {
  const { bookingId } = useParams({ from: '/shop-bookings/$bookingId' })
  return <BookingScreen query={bookingQuery(bookingId)} />
}
