import { Link, useParams } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { dayText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import { useNotPaid } from '../../../payments/screens/checkout/not-paid.ts'
import {
  isReady,
  type ShownStage,
  shownStage,
} from '../../../payments/screens/checkout/shown-stage.ts'
import { askAgainMs, stageOf } from '../../../payments/screens/checkout/stage.ts'
import { useCheckout } from '../../../payments/screens/checkout/use-checkout.ts'
import { passBought } from '../../../waiting-room/screens/kept.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { later } from '../../../web/kit/later.ts'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { withZone } from '../../../web/kit/zone.ts'
import { useLanguage } from '../../../web/language.ts'
import { useFetching, useQuery, useQueryClient } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { type Booking, bookingQuery } from '../booking-queries.ts'
import { heldKey, useHeld } from '../held/held-query.ts'
import { useBookingDoor, useProgress, useWord } from '../use-booking-door.ts'
import { BookingGlance, BookingSummary } from './booking-summary.tsx'
import { ReadyBooking } from './ready-booking.tsx'
import { useBookingText } from './text.ts'

const [CheckingPanel] = later(() =>
  import('../../../payments/screens/checkout/waiting.tsx').then((loaded) => loaded.CheckingPanel),
)
const [BookingOutcome, useBookingOutcomeAhead] = later(() =>
  import('../my-bookings/booking-outcome.tsx').then((loaded) => loaded.BookingOutcome),
)
/** Only for accounts that have not verified their address. */
const [UnverifiedNotice] = later(() =>
  import('../../../accounts/screens/address/unverified-notice.tsx').then(
    (loaded) => loaded.UnverifiedNotice,
  ),
)

/** One booking at every stage. */
export function BookingScreen() {
  const { bookingId } = useParams({ from: '/bookings/$bookingId' })
  return <BookingOf bookingId={bookingId} />
}

/** The same below another address: that of a guest's mail. */
export function BookingOf({ bookingId }: { readonly bookingId: string }) {
  const t = useBookingText()
  const { updatedAt } = useFetching(bookingQuery(bookingId).queryKey)
  const asked = useQuery({
    ...bookingQuery(bookingId),
    refetchInterval: ({ state: { data } }) =>
      data ? askAgainMs(stageOf(data, new Date(data.now))) : false,
  })
  if (asked.data)
    return (
      <BookingPage
        key={bookingId}
        booking={asked.data}
        answeredAt={updatedAt}
        askAgain={asked.refetch}
      />
    )
  return (
    <Page title={t('booking.title')} heading="unseen">
      {asked.isError ? (
        <BookingFailure problem={asked.error} onRetry={asked.refetch} />
      ) : (
        <BookingSkeleton />
      )}
    </Page>
  )
}

interface BookingPageProps {
  readonly booking: Booking
  /** When the answer was fetched, by the browser's clock. */
  readonly answeredAt: number
  readonly askAgain: () => Promise<void>
}

/** Payment, method choice and resulting stage of the page. */
function usePaying({ booking, answeredAt, askAgain }: BookingPageProps) {
  const { id: orderId, price } = booking
  const [isChoosing, setChoosing] = useState(false)
  const onNews = useCallback(
    (begun?: unknown) => {
      if (begun) setChoosing(false)
      return askAgain()
    },
    [askAgain],
  )
  const checkout = useCheckout({ orderId, price, answeredAt, onNews })
  const stage = shownStage(booking, { ...checkout, isChoosing }, new Date(booking.now))
  return { checkout, stage, chooseAgain: () => setChoosing(true) }
}

function BookingPage(props: BookingPageProps) {
  const { booking, answeredAt, askAgain } = props
  const { checkout, stage, chooseAgain } = usePaying(props)
  const { title, lead } = useStageText(booking, stage)
  const aheadMs = useMemo(() => Date.parse(booking.now) - answeredAt, [booking.now, answeredAt])
  useBookingOutcomeAhead()
  useHeldFresh(booking.status)
  usePassBought(booking)
  return (
    <Page title={title} stage={stage} lead={lead}>
      <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_22rem] md:gap-10">
        <div className="grid gap-6">
          <BookingGlance booking={booking} />
          <Suspense fallback={<Skeleton className="h-72" />}>
            {isReady(stage) ? (
              <ReadyBooking {...{ booking, stage, aheadMs, askAgain, checkout, chooseAgain }} />
            ) : stage === 'checking' ? (
              <CheckingPanel />
            ) : (
              <BookingOutcome booking={booking} stage={stage} />
            )}
          </Suspense>
          {isReady(stage) || stage === 'paid' ? <Unverified /> : null}
        </div>
        <BookingSummary booking={booking} />
      </div>
      {isReady(stage) ? <div className="h-24 md:hidden short:hidden" aria-hidden="true" /> : null}
    </Page>
  )
}

function Unverified() {
  const me = useMe()
  if (me?.address !== 'unverified' && me?.address !== 'lost') return null
  return (
    <Suspense fallback={null}>
      <UnverifiedNotice at="claim" />
    </Suspense>
  )
}

/** A booking that is paid or canceled is not held any more: the bar of the other pages says so. */
function useHeldFresh(status: Booking['status']): void {
  const client = useQueryClient()
  useEffect(() => {
    if (status !== 'ready') void client.invalidateQueries({ queryKey: heldKey })
  }, [client, status])
}

/** Once nothing is left to pay at a store with a waiting room, the visit of it is over. */
function usePassBought({ store: { id: storeId }, status, paidAt }: Booking): void {
  const { data } = useHeld()
  const { isFetching } = useFetching(heldKey)
  const isDone =
    status === 'paid' && !isFetching && data?.bookings.every(({ store }) => store.id !== storeId)
  useEffect(() => {
    if (isDone && paidAt) passBought(storeId, paidAt)
  }, [isDone, storeId, paidAt])
}

const MINUTE_MS = 60_000
/** Longer holds show no countdown. */
const MINUTES_MOST = 120

/** The title of a stage; free bookings have no payment. */
function useStageText(booking: Booking, stage: ShownStage): { title: string; lead: string } {
  const t = useBookingText()
  const language = useLanguage()
  const { payment, price, createdAt, expiresAt, store } = booking
  const notPaid = useNotPaid(payment)
  const door = useBookingDoor(booking)
  const word = useWord(booking)
  const progress = useProgress(booking)
  const minutes = Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / MINUTE_MS)
  const isShort = minutes < MINUTES_MOST
  if (stage === 'notPaid') {
    const at = new Date(expiresAt)
    const time = wallTimeAt(at, store.timeZone)
    const day = dayText(wallDateAt(at, store.timeZone), language)
    const until = withZone(isShort ? time : `${day} ${time}`, store.timeZone, language)
    const kept = t('booking.notPaid', { until })
    return { title: notPaid?.title ?? '', lead: `${notPaid?.lead ?? ''} ${kept}` }
  }
  if (stage === 'paid' && progress) return progress
  const own =
    stage === 'form' || stage === 'paid' || stage === 'canceled'
      ? door.stageWords?.(booking, stage)
      : undefined
  if (own) return own
  if (stage === 'canceled')
    return { title: word('canceled', t('booking.canceled.title')), lead: '' }
  const values = { minutes: isShort ? minutes : 0, price: price.amount }
  const title = t(`booking.${stage}.title`, values)
  return {
    title: stage === 'expired' ? word('expired', title) : title,
    lead: t(`booking.${stage}.lead`, values),
  }
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
      <Skeleton className="h-96" />
      <Skeleton className="h-72" />
    </div>
  </Loading>
)
