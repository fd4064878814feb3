import { Link } from '@tanstack/react-router'
import { Remaining } from '../../../../bookings/screens/claim/remaining.tsx'
import { dayText, priceText } from '../../../../kernel/format.ts'
import { Notice } from '../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { withZone } from '../../../../web/kit/zone.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQueryClient } from '../../../../web/query.ts'
import {
  type Concert,
  ofConcert,
  type Performance,
  type Performances,
  type Status,
} from './concert-queries.ts'
import { OpensIn } from './opens-in.tsx'
import { StatusTag } from './status-tag.tsx'
import { useConcertText } from './text.ts'

interface PerformanceChoiceProps {
  readonly concert: Pick<Concert, 'id' | 'timeZone' | 'closed'>
  readonly performances: Performances
}

/** The dates of a concert, each a large link to its seats. */
export function PerformanceChoice({ concert, performances }: PerformanceChoiceProps) {
  const t = useConcertText()
  const { data, aheadMs } = performances
  if (concert.closed) return <Notice tone="warn">{t('closed')}</Notice>
  if (data.length === 0)
    return <EmptyState title={t('dates.none')}>{t('dates.noneLead')}</EmptyState>
  return (
    <ul className="grid gap-3">
      {data.map((performance) => (
        <li key={performance.id}>
          <PerformanceLink {...{ concert, performance, aheadMs }} />
        </li>
      ))}
    </ul>
  )
}

/** The seats can be looked at, even if none of them can be had. */
export const isOver = (status: Status): boolean => status === 'ended' || status === 'canceled'

interface PerformanceLinkProps extends Pick<PerformanceChoiceProps, 'concert'> {
  readonly performance: Performance
  readonly aheadMs: number
}

function PerformanceLink({ concert, performance, aheadMs }: PerformanceLinkProps) {
  const { id: performanceId, status } = performance
  const layout =
    'grid gap-3 rounded-3xl border p-4 sm:grid-cols-[minmax(0,1fr)_16rem] sm:items-center sm:gap-6 sm:p-5'
  const facts = <Facts {...{ concert, performance, aheadMs }} />
  if (isOver(status))
    return <div className={`${layout} border-line bg-well text-soft`}>{facts}</div>
  return (
    <Link
      to="/concerts/$concertId/performances/$performanceId"
      params={{ concertId: concert.id, performanceId }}
      className={`${layout} border-line bg-card shadow-sm transition hover:-translate-y-0.5 hover:border-accent hover:shadow-lift`}
    >
      {facts}
    </Link>
  )
}

function Facts({ concert, performance, aheadMs }: PerformanceLinkProps) {
  const t = useConcertText()
  const language = useLanguage()
  const client = useQueryClient()
  const { date, time, startsAt, status, prices, currency, salesFrom } = performance
  const text = (amount: number) => priceText({ amount, currency }, language)
  const opens = status === 'upcoming' || status === 'presale'
  return (
    <>
      <span className="grid gap-1">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <time dateTime={startsAt} className="text-xl font-bold">
            {dayText(date, language)} {withZone(time, concert.timeZone, language)}
          </time>
          <StatusTag status={status} />
        </span>
        {prices ? (
          <span className="text-soft">
            {prices.least === prices.most
              ? text(prices.least)
              : t('prices', { least: text(prices.least), most: text(prices.most) })}
          </span>
        ) : null}
        {opens ? (
          <OpensIn
            at={salesFrom}
            timeZone={concert.timeZone}
            aheadMs={aheadMs}
            onOpen={() => client.invalidateQueries({ queryKey: ofConcert(concert.id) })}
            className="text-sm font-medium text-warn"
          />
        ) : null}
      </span>
      <Left performance={performance} />
    </>
  )
}

/** How many seats are left, in words and as a bar. */
function Left({ performance: { status, remaining, capacity } }: { performance: Performance }) {
  const t = useConcertText()
  if (isOver(status)) return null
  return (
    <span className="grid gap-1.5">
      <span className="flex items-baseline justify-between gap-3">
        <span className="font-semibold">
          {status === 'sold-out' ? t('dates.soldOut') : t('dates.left', { remaining, capacity })}
        </span>
        <span className="font-semibold whitespace-nowrap text-accent">{t('dates.choose')}</span>
      </span>
      <Remaining remaining={remaining} capacity={Math.max(capacity, 11)} isOver={false} />
    </span>
  )
}
