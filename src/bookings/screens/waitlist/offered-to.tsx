import type { ReactNode } from 'react'
import { useQuery } from '../../../web/query.ts'
import { useWaitlistText } from './text.ts'
import { dayEntriesQuery } from './waitlist-queries.ts'

interface OfferedToProps {
  readonly storeId: string
  readonly date: string
  /** Of a booking that is not paid and has no name yet. */
  readonly bookingId: string | undefined
  /** Shown where it is no offer. */
  readonly children: ReactNode
}

/** That a booking is an offer of the waitlist, and who waited for it. */
export function OfferedTo({ storeId, date, bookingId, children }: OfferedToProps) {
  const t = useWaitlistText()
  const { data } = useQuery({
    ...dayEntriesQuery(storeId, date),
    enabled: bookingId !== undefined,
  })
  const entry = data?.data.find((one) => one.state === 'offered' && one.bookingId === bookingId)
  if (!bookingId || !entry) return children
  return <p>{t('desk.offeredTo', { guest: entry.guest ?? t('desk.noName') })}</p>
}
