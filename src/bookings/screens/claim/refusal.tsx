import { Link } from '@tanstack/react-router'
import type { ProblemBody } from '../../../web/call.ts'
import { useLanguage } from '../../../web/language.ts'
import type { Booking } from '../booking-queries.ts'
import { useHeld } from '../held/held-query.ts'
import { nextStart, startText } from '../starts.ts'
import { useBookingDoor } from '../use-booking-door.ts'

/** Why a claim was refused, next to its button. */
export const Refusal = ({ problem }: { readonly problem: ProblemBody }) => (
  <div
    ref={(said) => said?.scrollIntoView({ block: 'nearest' })}
    role="alert"
    className="mt-1.5 grid gap-1 rounded-xl bg-bad-ground px-3 py-2 text-sm text-bad"
  >
    <p>{problem.title}</p>
    {typeof problem.detail === 'string' ? <p>{problem.detail}</p> : null}
    {problem.type === 'too-many-ready-orders' ? <HeldLinks /> : null}
  </div>
)

/** The way to each booking that is held and not paid. */
function HeldLinks() {
  const { data } = useHeld()
  return (
    <ul>
      {data?.bookings.map((booking) => (
        <li key={booking.id}>
          <HeldLink booking={booking} />
        </li>
      ))}
    </ul>
  )
}

/** By its time, or by what it is where nothing begins. */
function HeldLink({ booking }: { readonly booking: Booking }) {
  const language = useLanguage()
  const { title } = useBookingDoor(booking)
  const start = nextStart(booking)
  const what = start ? startText(start, booking.store, language) : title?.(booking)
  return (
    <Link
      to="/bookings/$bookingId"
      params={{ bookingId: booking.id }}
      className="inline-flex min-h-6 items-center font-semibold underline"
    >
      {booking.store.name}
      {what ? ` · ${what}` : null}
    </Link>
  )
}
