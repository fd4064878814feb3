import { Link } from '@tanstack/react-router'
import { dayText } from '../../../../kernel/format.ts'
import { Notice } from '../../../../web/kit/notice.tsx'
import { PageHeading } from '../../../../web/kit/page.tsx'
import { withZone } from '../../../../web/kit/zone.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQueryClient } from '../../../../web/query.ts'
import { type Concert, ofConcert, type Performance } from '../concerts/concert-queries.ts'
import { OpensIn } from '../concerts/opens-in.tsx'
import { isOver } from '../concerts/performance-choice.tsx'
import { StatusTag } from '../concerts/status-tag.tsx'
import { useSeatsText } from './text.ts'

interface PerformanceHeadProps {
  readonly concert: Pick<Concert, 'id' | 'name' | 'timeZone'>
  readonly performance: Performance
  readonly aheadMs: number
  /** By the live states; undefined while they are loading. */
  readonly remaining: number | undefined
  /** Seats of one order. */
  readonly most: number
}

/** Which performance this is, what is left of it, and when it is sold. */
export function PerformanceHead(props: PerformanceHeadProps) {
  const { concert, performance, aheadMs, most, remaining = performance.remaining } = props
  const t = useSeatsText()
  const language = useLanguage()
  const client = useQueryClient()
  const { date, time, startsAt, status, salesFrom } = performance
  return (
    <div className="grid gap-2">
      <Link
        to="/concerts/$concertId"
        params={{ concertId: concert.id }}
        className="inline-flex min-h-6 w-fit items-center font-semibold text-accent hover:underline"
      >
        ← {t('otherDates')}
      </Link>
      <PageHeading title={concert.name} className="max-sm:text-2xl" />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <time dateTime={startsAt} className="text-lg font-bold">
          {dayText(date, language)} {withZone(time, concert.timeZone, language)}
        </time>
        <StatusTag status={status} />
        <span className="text-soft">
          {t('left', { remaining, capacity: performance.capacity })}
        </span>
        {isOver(status) ? null : <span className="text-soft">{t('note.most', { most })}</span>}
      </p>
      {status === 'upcoming' || status === 'presale' ? (
        <Notice tone="warn">
          <OpensIn
            at={salesFrom}
            timeZone={concert.timeZone}
            aheadMs={aheadMs}
            onOpen={() => client.invalidateQueries({ queryKey: ofConcert(concert.id) })}
          />
          {status === 'upcoming' ? <p>{t('lookOnly')}</p> : null}
        </Notice>
      ) : null}
      {status === 'sold-out' ? (
        <Notice title={t('soldOut.title')}>{t('soldOut.lead')}</Notice>
      ) : null}
      {status === 'ended' || status === 'canceled' ? (
        <Notice tone="warn" title={t(`over.${status}`)} />
      ) : null}
    </div>
  )
}
