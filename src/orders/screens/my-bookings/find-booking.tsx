import { useParams, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { BookingLoading } from '../booking/booking.tsx'
import { ownBookings } from './own-bookings.ts'

/** An order of which nobody has said what it is for: asks every front door, and goes on to it. */
export function FindBooking() {
  const { orderId } = useParams({ from: '/orders/$orderId' })
  const client = useQueryClient()
  const router = useRouter()
  const { doors } = router.options.context
  const asked = useQuery({
    queryKey: ['orders', orderId, 'page'],
    queryFn: async () => {
      const all = await ownBookings(doors)
      const found = await Promise.any(
        all.map(({ find }) => client.fetchQuery(find(orderId))),
      ).catch(({ errors }: AggregateError) => Promise.reject(errors[0]))
      return found.door.bookingPage(orderId)
    },
  })
  useEffect(() => {
    if (asked.data) router.history.replace(asked.data)
  }, [asked.data, router])
  return <BookingLoading problem={asked.error} onRetry={asked.refetch} />
}
