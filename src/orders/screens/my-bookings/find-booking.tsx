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
    queryFn: async (asking) => {
      const finds = (await ownBookings(doors)).map(({ find }) => find(orderId))
      const answers = finds.map(({ queryFn }) => queryFn(asking, undefined))
      const found = await Promise.any(answers).catch(({ errors }: AggregateError) => {
        // A door that could not be asked may be the one that knows it.
        throw errors.find(({ status }) => status !== 404) ?? errors[0]
      })
      client.setQueryData(['bookings', orderId], found)
      return found.door.bookingPage(orderId)
    },
  })
  useEffect(() => {
    if (asked.data) router.history.replace(asked.data)
  }, [asked.data, router])
  return <BookingLoading problem={asked.error} onRetry={asked.refetch} />
}
