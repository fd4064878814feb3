import { type ReactNode, Suspense } from 'react'
import { quoteQuery } from '../../policies/screens/terms/quote-query.ts'
import type { ProblemBody } from '../../web/call.ts'
import { useQuery } from '../../web/query.ts'
import type { Booking } from './booking-queries.ts'
import { choosable } from './my-bookings/line-choice.ts'
import { useBookingDoor, useSellers } from './use-booking-door.ts'

interface WayOutProps {
  readonly booking: Booking
  /** The usual way: a button that cancels; all but what a door sold of which nothing is canceled any more. */
  readonly children: (without?: string) => ReactNode
}

/** How a booking is given up or canceled: the usual way, its door's, or why it cannot be. */
export function WayOut({ booking, children }: WayOutProps) {
  const { wayOut } = useBookingDoor(booking)
  const { sellers } = useSellers(booking)
  const own = booking.status === 'ready' ? wayOut?.(booking) : undefined
  if (own !== undefined) return own
  if (booking.status !== 'paid') return children()
  const [final] = sellers.filter(({ bookings }) => bookings.UnlessFinal)
  if (final?.bookings.UnlessFinal) {
    const { UnlessFinal } = final.bookings
    const rest = choosable(booking, 'buyer', final.name).length > 0 ? children(final.name) : null
    return (
      <Suspense>
        <UnlessFinal {...{ booking, rest }}>{children()}</UnlessFinal>
      </Suspense>
    )
  }
  const mayRefuse = sellers.some(({ bookings }) => bookings.mayRefuseCancel)
  return mayRefuse ? <UnlessRefused booking={booking}>{children()}</UnlessRefused> : children()
}

interface UnlessRefusedProps {
  readonly booking: Booking
  readonly children: ReactNode
}

function UnlessRefused({ booking, children }: UnlessRefusedProps) {
  const quote = useQuery(quoteQuery(booking.id))
  if (quote.isPending) return null
  const refusal = quote.error as unknown as ProblemBody | null | undefined
  return refusal?.status === 409 ? (
    <p className="self-center text-sm text-soft">{refusal.title}</p>
  ) : (
    children
  )
}
