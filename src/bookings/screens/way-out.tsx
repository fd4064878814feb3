import { type ReactNode, Suspense } from 'react'
import { quoteQuery } from '../../policies/screens/terms/quote-query.ts'
import type { ProblemBody } from '../../web/call.ts'
import { useQuery } from '../../web/query.ts'
import { useBookingDoor } from './booking-door.ts'
import type { Booking } from './booking-queries.ts'

interface WayOutProps {
  readonly booking: Booking
  /** The usual way: a button that cancels. */
  readonly children: ReactNode
}

/** How a booking is given up or canceled: the usual way, its door's, or why it cannot be. */
export function WayOut({ booking, children }: WayOutProps) {
  const { wayOut, mayRefuseCancel, UnlessFinal } = useBookingDoor(booking.store)
  const own = booking.status === 'ready' ? wayOut?.(booking) : undefined
  if (own !== undefined) return own
  if (booking.status !== 'paid') return children
  if (UnlessFinal)
    return (
      <Suspense>
        <UnlessFinal booking={booking}>{children}</UnlessFinal>
      </Suspense>
    )
  return mayRefuseCancel ? <UnlessRefused booking={booking}>{children}</UnlessRefused> : children
}

function UnlessRefused({ booking, children }: WayOutProps) {
  const quote = useQuery(quoteQuery(booking.id))
  if (quote.isPending) return null
  const refusal = quote.error as unknown as ProblemBody | null | undefined
  return refusal?.status === 409 ? (
    <p className="self-center text-sm text-soft">{refusal.title}</p>
  ) : (
    children
  )
}
