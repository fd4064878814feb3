import { Suspense } from 'react'
import { screen } from '../../../web/root.tsx'
import { useMe } from '../../../web/session.ts'

const CalendarFeed = screen(
  () => import('../../../feeds/screens/calendar-feed.tsx'),
  'CalendarFeed',
)

/** The bookings in the reader's calendar; guests have no account that could keep an address. */
export function Subscription() {
  const me = useMe()
  return me && !me.isGuest ? (
    <Suspense>
      <CalendarFeed />
    </Suspense>
  ) : null
}
