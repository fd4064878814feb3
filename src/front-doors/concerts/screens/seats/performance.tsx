import { Link, useParams } from '@tanstack/react-router'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { type Fetched, useQuery } from '../../../../web/query.ts'
import {
  type ConcertAnswer,
  concertQuery,
  type Performance as Dated,
  performancesQuery,
} from '../concerts/concert-queries.ts'
import type { Hall } from './hall.ts'
import { PerformanceHead } from './performance-head.tsx'
import { SeatChoice } from './seat-choice.tsx'
import { hallQuery, statesQuery } from './seat-queries.ts'
import type { SeatStates } from './states.ts'
import { useSeatsText } from './text.ts'

const POLL_MS = 60_000

/** The seats of one performance. */
export function Performance() {
  const { concertId, performanceId } = useParams({
    from: '/concerts/$concertId/performances/$performanceId',
  })
  const t = useSeatsText()
  const concert = useQuery(concertQuery(concertId))
  const dates = useQuery({ ...performancesQuery(concertId), refetchInterval: POLL_MS })
  const states = useQuery(statesQuery(concertId, performanceId))
  const version = states.data?.version ?? concert.data?.hall?.version
  const hall = useQuery({
    ...hallQuery(concertId, version ?? 0),
    enabled: version !== undefined,
    placeholderData: (before) => before,
  })
  const failed = [concert, dates].find((one) => one.isError && !one.data)
  if (concert.data && dates.data) {
    const performance = dates.data.data.find(({ id }) => id === performanceId)
    if (!performance) return <NoPerformance concertId={concertId} />
    return (
      <WithSeats
        key={performanceId}
        answer={concert.data}
        performance={performance}
        aheadMs={dates.data.aheadMs}
        states={states}
        hall={hall}
      />
    )
  }
  return (
    <Page title={t('title')} heading="unseen">
      {failed ? (
        <Failure problem={failed.error} onRetry={() => failed.refetch()} />
      ) : (
        <SeatsSkeleton />
      )}
    </Page>
  )
}

interface WithSeatsProps {
  readonly answer: ConcertAnswer
  readonly performance: Dated
  readonly aheadMs: number
  readonly states: Fetched<SeatStates>
  readonly hall: Fetched<Hall>
}

/** The page once its hall and the states of its seats are there. */
function WithSeats({ answer, performance, aheadMs, states, hall }: WithSeatsProps) {
  const t = useSeatsText()
  const { concert } = answer
  const failed = [states, hall].find((one) => one.isError && !one.data)
  return (
    <Page title={concert.name} heading="own">
      <PerformanceHead
        {...{ concert, performance, aheadMs }}
        most={answer.seatsPerOrder}
        remaining={states.data?.remaining}
      />
      {answer.hall === null ? (
        <EmptyState title={t('noMap.title')}>{t('noMap.lead')}</EmptyState>
      ) : hall.data && states.data ? (
        <SeatChoice
          hall={hall.data}
          states={states.data}
          most={answer.seatsPerOrder}
          {...{ concert, performance }}
        />
      ) : failed ? (
        <Failure problem={failed.error} onRetry={() => failed.refetch()} />
      ) : (
        <SeatsSkeleton />
      )}
    </Page>
  )
}

function NoPerformance({ concertId }: { readonly concertId: string }) {
  const t = useSeatsText()
  return (
    <Page title={t('title')} heading="unseen">
      <EmptyState
        title={t('missing.title')}
        action={
          <Link to="/concerts/$concertId" params={{ concertId }} className={buttonLook()}>
            {t('missing.all')}
          </Link>
        }
      >
        {t('missing.lead')}
      </EmptyState>
    </Page>
  )
}

const SeatsSkeleton = () => (
  <Loading className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
    <Skeleton className="h-[60dvh] rounded-3xl" />
    <div className="grid content-start gap-3">
      <Skeleton className="h-24" />
      <Skeleton className="h-44" />
    </div>
  </Loading>
)
