import { Link } from '@tanstack/react-router'
import type { ProblemBody } from '../../../web/call.ts'
import { useLanguage } from '../../../web/language.ts'
import { useHeld } from '../held/held-query.ts'
import { nextStart, startText } from '../starts.ts'

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
  const language = useLanguage()
  const { data } = useHeld()
  return (
    <ul>
      {data?.bookings.map((booking) => {
        const start = nextStart(booking)
        return (
          <li key={booking.id}>
            <Link
              to="/bookings/$bookingId"
              params={{ bookingId: booking.id }}
              className="inline-flex min-h-6 items-center font-semibold underline"
            >
              {booking.store.name}
              {start ? ` · ${startText(start, booking.store, language)}` : null}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
