import { Link } from '@tanstack/react-router'
import type * as bookings from '../../bookings/contract.ts'
import { isUpcoming } from '../../bookings/screens/starts.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import { Notice } from '../../web/kit/notice.tsx'
import { useQuery } from '../../web/query.ts'
import { useAccountText } from './text.ts'

const SHOWN_MOST = 3

/** The first page: upcoming bookings come first in it. */
const nextQuery = {
  queryKey: ['bookings', 'first'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof bookings.listBookings>('GET /v1/bookings', { query: { limit: 100 }, signal }),
    ),
}

/** What somebody who leaves has paid for and not had yet. */
export function OpenBookings() {
  const t = useAccountText()
  const { data } = useQuery(nextQuery)
  const open = data?.data.filter((booking) => booking.status === 'paid' && isUpcoming(booking))
  if (!open || open.length === 0) return null
  return (
    <Notice tone="warn" title={t('leave.open', { count: open.length })}>
      <ul className="grid list-disc gap-1 pl-5">
        {open.slice(0, SHOWN_MOST).map(({ id, store, lines: [line] }) => (
          <li key={id}>{[store.name, line?.date, line?.time].filter(Boolean).join(' ')}</li>
        ))}
      </ul>
      <p>
        {t('leave.openLead')}{' '}
        <Link to="/bookings" className="underline">
          {t('leave.openLink')}
        </Link>
      </p>
    </Notice>
  )
}
