import { Link } from '@tanstack/react-router'
import { Suspense, useMemo } from 'react'
import { askAgainMs, type Stage, stageOf } from '../../../payments/screens/checkout/stage.ts'
import type { Query } from '../../../web/cache.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { later } from '../../../web/kit/later.ts'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQuery } from '../../../web/query.ts'
import type { Booking } from '../booking-door.ts'
import { BookingSummary } from './booking-summary.tsx'
import { ReadyBooking } from './ready-booking.tsx'
import { useBookingText } from './text.ts'

const [CheckingPanel] = later(() =>
  import('../../../payments/screens/checkout/waiting.tsx').then((loaded) => loaded.CheckingPanel),
)
const [BookingOutcome, useBookingOutcomeAhead] = later(() =>
  import('../my-bookings/booking-outcome.tsx').then((loaded) => loaded.BookingOutcome),
)

/** One booking, from the moment the place is theirs to the moment it is paid, or is not. */
export function BookingScreen({ query }: { query: Query<Booking> }) {
  const asked = useQuery({
    ...query,
    refetchInterval: ({ state: { data } }) =>
      data ? askAgainMs(stageOf(data, new Date(data.now))) : false,
  })
  if (asked.data)
    return (
      <BookingPage booking={asked.data} askedAt={asked.dataUpdatedAt} askAgain={asked.refetch} />
    )
  return <BookingLoading problem={asked.error} onRetry={asked.refetch} />
}

interface BookingLoadingProps {
  /** Why it cannot be shown; null while it is on its way. */
  readonly problem: unknown
  readonly onRetry: () => void
}

export function BookingLoading({ problem, onRetry }: BookingLoadingProps) {
  const t = useBookingText()
  return (
    <Page title={t('booking.title')} heading="unseen">
      {problem ? <BookingFailure problem={problem} onRetry={onRetry} /> : <BookingSkeleton />}
    </Page>
  )
}

interface BookingPageProps {
  readonly booking: Booking
  /** When the answer came, by the reader's clock. */
  readonly askedAt: number
  readonly askAgain: () => void
}

function BookingPage({ booking, askedAt, askAgain }: BookingPageProps) {
  const t = useBookingText()
  const stage = stageOf(booking, new Date(booking.now))
  const aheadMs = useMemo(() => Date.parse(booking.now) - askedAt, [booking.now, askedAt])
  return (
    <Page title={t(`booking.${stage}.title`)} lead={<Lead booking={booking} stage={stage} />}>
      <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_22rem] md:gap-10">
        <BookingSummary booking={booking} className="md:order-last" />
        <div className="grid gap-6">
          <Suspense fallback={<Skeleton className="h-72" />}>
            <BookingStage {...{ booking, stage, aheadMs, askAgain }} />
          </Suspense>
        </div>
      </div>
    </Page>
  )
}

/** What costs nothing is neither paid for nor waited for. */
function Lead({ booking: { price }, stage }: { booking: Booking; stage: Stage }) {
  const t = useBookingText()
  const isFree = price.amount === 0
  if (isFree && (stage === 'form' || stage === 'paid' || stage === 'expired'))
    return t(`booking.${stage}.leadFree`)
  return t(`booking.${stage}.lead`)
}

interface BookingStageProps extends Pick<BookingPageProps, 'booking' | 'askAgain'> {
  readonly stage: Stage
  readonly aheadMs: number
}

function BookingStage({ booking, stage, aheadMs, askAgain }: BookingStageProps) {
  useBookingOutcomeAhead()
  if (stage === 'form' || stage === 'paying' || stage === 'deposit')
    return <ReadyBooking {...{ booking, stage, aheadMs, askAgain }} />
  if (stage === 'checking') return <CheckingPanel />
  return <BookingOutcome booking={booking} stage={stage} />
}

function BookingFailure({ problem, onRetry }: { problem: unknown; onRetry: () => void }) {
  const t = useBookingText()
  const status = (problem as { status?: number }).status
  if (status !== 404 && status !== 403) return <Failure problem={problem} onRetry={onRetry} />
  return (
    <EmptyState
      title={t('booking.missing.title')}
      action={
        <Link to="/bookings" className={buttonLook()}>
          {t('booking.missing.all')}
        </Link>
      }
    >
      {t('booking.missing.lead')}
    </EmptyState>
  )
}

const BookingSkeleton = () => (
  <Loading className="grid gap-8">
    <div className="grid gap-3">
      <Skeleton className="h-10 w-1/2" />
      <Skeleton className="h-6 w-2/3" />
    </div>
    <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_22rem] md:gap-10">
      <Skeleton className="h-72 md:order-last" />
      <Skeleton className="h-96" />
    </div>
  </Loading>
)
