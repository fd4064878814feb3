import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { priceText } from '../../../kernel/format.ts'
import { type Stage, stageOf } from '../../../payments/screens/checkout/stage.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { buttonLook } from '../../../web/kit/button.tsx'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Tag, type Tone } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { PriceOrFree } from '../../../web/kit/price.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useInfiniteQuery } from '../../../web/query.ts'
import { screen } from '../../../web/root.tsx'
import { BookingPicture } from '../booking-picture.tsx'
import { type Booking, bookingsQuery } from '../booking-queries.ts'
import {
  isUpcoming,
  leftOf,
  nextStart,
  partBack,
  startsOf,
  startText,
  wholeBack,
} from '../starts.ts'
import { useBookingDoor, useWord } from '../use-booking-door.ts'
import { WayOut } from '../way-out.tsx'
import { CancelButton } from './cancel-button.tsx'
import { Subscription } from './subscription.tsx'
import { useMyBookingsText } from './text.ts'

/** All bookings of the signed-in person, upcoming ones first. */
export function Bookings() {
  const t = useMyBookingsText()
  return (
    <Page
      title={t('bookings.title')}
      aside={
        <Link to="/tickets" className={buttonLook('quiet')}>
          {t('bookings.tickets')}
        </Link>
      }
    >
      <BookingList />
      <Subscription />
    </Page>
  )
}

function BookingList() {
  const t = useMyBookingsText()
  const list = useInfiniteQuery(bookingsQuery)
  if (list.isPending)
    return (
      <Loading className="grid gap-4">
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
      </Loading>
    )
  if (list.isError && !list.data)
    return <Failure problem={list.error} onRetry={() => list.refetch()} />
  const bookings = list.data.pages.flatMap(({ data }) => data)
  if (bookings.length === 0)
    return (
      <>
        <Received />
        <EmptyState
          title={t('bookings.none')}
          action={
            <Link to="/" className={buttonLook()}>
              {t('bookings.noneNext')}
            </Link>
          }
        >
          {t('bookings.noneLead')}
        </EmptyState>
      </>
    )
  const upcoming = bookings.filter(isUpcoming)
  const past = bookings.filter((booking) => !isUpcoming(booking))
  return (
    <>
      <Part
        id={UPCOMING}
        title={t('bookings.upcoming')}
        none={t('bookings.noUpcoming')}
        bookings={upcoming}
      />
      <Received />
      {past.length > 0 ? <Part title={t('bookings.past')} bookings={past} /> : null}
      <MoreButton of={list}>{t('bookings.more')}</MoreButton>
    </>
  )
}

const ReceivedTickets = screen(
  () => import('../../../tickets/screens/received.tsx'),
  'ReceivedTickets',
)

/** What others gave the reader. */
const Received = () => (
  <Suspense>
    <ReceivedTickets />
  </Suspense>
)

const UPCOMING = 'upcoming'

interface PartProps {
  /** Of its heading, which can take the focus. */
  readonly id?: string
  readonly title: string
  readonly none?: string
  readonly bookings: readonly Booking[]
}

const Part = ({ id, title, none, bookings }: PartProps) => (
  <section className="grid gap-4">
    <h2 id={id} tabIndex={-1} className="scroll-mt-24 text-xl font-bold">
      {title}
    </h2>
    {bookings.length === 0 ? <p className="text-soft">{none}</p> : null}
    <ul className="grid gap-4 lg:grid-cols-2">
      {bookings.map((booking) => (
        <li key={booking.id}>
          <BookingCard booking={booking} />
        </li>
      ))}
    </ul>
  </section>
)

const tones: Record<Stage, Tone> = {
  form: 'warn',
  paying: 'warn',
  deposit: 'warn',
  checking: 'warn',
  paid: 'good',
  canceled: 'plain',
  expired: 'plain',
}

function BookingCard({ booking }: { booking: Booking }) {
  const stage = stageOf(booking, new Date(booking.now))
  const isOver = stage === 'canceled' || stage === 'expired'
  return (
    <article className="grid overflow-hidden rounded-3xl border border-line bg-card sm:grid-cols-[13rem_minmax(0,1fr)]">
      <BookingPicture
        booking={booking}
        className={`aspect-5/2 w-full sm:aspect-auto sm:h-0 sm:min-h-full ${isOver ? 'opacity-60 grayscale' : ''}`}
      />
      <div className="grid content-between gap-4 p-5">
        <CardFacts booking={booking} stage={stage} />
        <CardActions booking={booking} stage={stage} />
      </div>
    </article>
  )
}

interface CardProps {
  readonly booking: Booking
  readonly stage: Stage
}

function CardFacts({ booking, stage }: CardProps) {
  const t = useMyBookingsText()
  const word = useWord(booking)
  const door = useBookingDoor(booking)
  const { title } = door
  const isFree = booking.price.amount === 0
  const isReturned = stage === 'canceled' && booking.cancellation?.isReturn
  const status =
    stage === 'form' && isFree
      ? 'bookings.status.named'
      : isReturned
        ? 'bookings.status.returned'
        : (`bookings.status.${stage}` as const)
  const isRefunded = booking.payment?.status === 'refunded'
  const unbooked = door.unbooked?.(booking)
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-lg font-bold">{title?.(booking) ?? booking.store.name}</h3>
        <div className="flex flex-wrap gap-2">
          {booking.move ? <Tag tone="warn">{t('move.tag')}</Tag> : null}
          <Tag tone={tones[stage]}>
            {stage === 'paid' ? (unbooked ?? word('paid', t('bookings.status.paid'))) : t(status)}
          </Tag>
        </div>
      </div>
      <WhenAndPrice booking={booking} />
      <CanceledByStore booking={booking} />
      {stage === 'canceled' && isRefunded ? (
        <p className="text-sm text-soft">{t('refund.done')}</p>
      ) : null}
      <p className="text-sm text-soft">{booking.orderNumber}</p>
    </div>
  )
}

function CanceledByStore({ booking }: { booking: Booking }) {
  const t = useMyBookingsText()
  const word = useWord(booking)
  const { cancellation } = booking
  if (cancellation?.by !== 'store' || cancellation.isReturn) return null
  const { reason } = cancellation
  return (
    <p className="text-sm wrap-anywhere">
      <strong>{word('canceledByStore', t('canceled.byStore'))}</strong>
      {reason ? <span className="block">{t('canceled.reason', { reason })}</span> : null}
    </p>
  )
}

/** The next start and the number of further ones; without a start, the item. */
function WhenAndPrice({ booking }: { booking: Booking }) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const { title } = useBookingDoor(booking)
  const start = nextStart(booking)
  const lines = leftOf(booking)
  const more = startsOf({ lines }).length - 1
  const part = partBack(booking)
  const whole = wholeBack(booking)
  const what = lines.map((line) => line.what[language]).join(', ')
  return (
    <p>
      <strong>
        {start ? startText(start, booking.store, language) : title ? booking.store.name : what}
      </strong>
      <span className="block text-soft">
        {start && more > 0 ? `${t('bookings.moreStarts', { count: more })}\u00a0· ` : null}
        {start ? `${what}\u00a0· ` : null}
        <PriceOrFree money={booking.price} />
        {part
          ? ` · ${t('bookings.partBack', {
              back: priceText(part.back, language),
              left: priceText(part.left, language),
            })}`
          : null}
        {whole && whole.kept.amount > 0
          ? ` · ${t('bookings.wholeBack', {
              back: priceText(whole.back, language),
              kept: priceText(whole.kept, language),
            })}`
          : null}
      </span>
    </p>
  )
}

function CardActions({ booking, stage }: CardProps) {
  const t = useMyBookingsText()
  const word = useWord(booking)
  const isUnpaid = stage === 'form' || stage === 'paying' || stage === 'deposit'
  // The card has moved to the other part, and its button with the focus is gone.
  const tellCanceled = () => {
    document.getElementById(UPCOMING)?.focus()
    announce(
      booking.status === 'ready'
        ? word('letGoDone', t('cancel.letGoDone'))
        : word('cancelDone', t('cancel.done')),
    )
  }
  const goOn = booking.price.amount > 0 ? 'bookings.goOn' : 'bookings.goOnFree'
  return (
    <div className="flex flex-wrap gap-3">
      <Link
        to="/bookings/$bookingId"
        params={{ bookingId: booking.id }}
        className={buttonLook(isUnpaid ? 'primary' : 'quiet')}
      >
        {t(isUnpaid ? goOn : 'bookings.details')}
      </Link>
      {stage === 'paid' && isUpcoming(booking) ? <WhenPaid booking={booking} /> : null}
      {isUpcoming(booking) && stage !== 'checking' ? (
        <WayOut booking={booking}>
          {(without) => <CancelButton {...{ booking, without }} onCanceled={tellCanceled} />}
        </WayOut>
      ) : null}
    </div>
  )
}

/** What its door offers once it is paid. */
function WhenPaid({ booking }: { booking: Booking }) {
  const next = useBookingDoor(booking).whenPaid?.(booking)
  if (!next) return null
  return (
    <Link {...next.page} className={buttonLook()}>
      {next.label}
    </Link>
  )
}
