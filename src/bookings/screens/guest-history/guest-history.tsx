import type { ReactNode } from 'react'
import { dayText } from '../../../kernel/format.ts'
import { Tag } from '../../../web/kit/notice.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { type History, historyQuery } from './history-queries.ts'
import { LastingNote, NoteSaid } from './lasting-note.tsx'
import { useHistoryText } from './text.ts'

interface GuestHistoryProps {
  readonly storeId: string
  readonly bookingId: string
}

/** What a store knows of the guest of a booking. */
export function GuestHistory({ storeId, bookingId }: GuestHistoryProps) {
  const { data, isError, error, refetch } = useQuery(historyQuery(storeId, bookingId))
  if (isError && !data) return <Failure problem={error} onRetry={() => refetch()} />
  if (!data)
    return (
      <Loading>
        <Skeleton className="h-20" />
      </Loading>
    )
  return (
    <HistoryPanel history={data}>
      <LastingNote {...{ storeId, bookingId }} note={data.note} />
    </HistoryPanel>
  )
}

interface HistoryPanelProps {
  readonly history: History
  /** In place of the note on the guest. */
  readonly children?: ReactNode
}

/** How often a guest came, stayed away and canceled; what was noted; the latest bookings. */
export function HistoryPanel({ history, children }: HistoryPanelProps) {
  const t = useHistoryText()
  const { visits, noShows, cancellations, past, days } = history
  return (
    <section aria-label={t('title')} className="grid gap-2 rounded-2xl bg-well p-4">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-semibold">
          {visits === 0 && past.length > 0 ? t('none') : t('nth', { nth: visits + 1, visits })}
        </span>
        {noShows > 0 ? <Tag tone="bad">{t('noShows', { count: noShows })}</Tag> : null}
        {cancellations > 0 ? (
          <Tag tone="plain">{t('cancellations', { count: cancellations })}</Tag>
        ) : null}
      </p>
      {children ?? (history.note ? <NoteSaid note={history.note} /> : null)}
      {past.length > 0 ? (
        <ul aria-label={t('others')} className="grid gap-1 text-sm">
          {past.map((one) => (
            <PastBooking key={one.id} booking={one} />
          ))}
        </ul>
      ) : null}
      <p className="text-sm text-soft">{t('days', { days })}</p>
    </section>
  )
}

function PastBooking({ booking }: { readonly booking: History['past'][number] }) {
  const t = useHistoryText()
  const language = useLanguage()
  const { date, visit, status, note } = booking
  const was = visit ?? (status === 'canceled' ? 'canceled' : 'booked')
  return (
    <li className="grid gap-0.5">
      <span className="flex justify-between gap-4">
        <span>{date ? dayText(date, language) : t('noDate')}</span>
        <span className={was === 'no-show' ? 'font-semibold text-bad' : 'text-soft'}>
          {t(`was.${was}`)}
        </span>
      </span>
      {note ? <span className="text-soft wrap-anywhere">{note}</span> : null}
    </li>
  )
}
