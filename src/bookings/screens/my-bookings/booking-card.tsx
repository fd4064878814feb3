import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { priceText } from '../../../kernel/format.ts'
import { type Stage, stageOf } from '../../../payments/screens/checkout/stage.ts'
import { sumText } from '../../../stores/pricing-rules.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Tag, type Tone } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { BookingPicture } from '../booking-picture.tsx'
import { BookingPrice } from '../booking-price.tsx'
import type { Booking } from '../booking-queries.ts'
import {
  isUpcoming,
  leftOf,
  nextStart,
  partBack,
  startsOf,
  startText,
  wholeBack,
} from '../starts.ts'
import { useBookingDoor, usePricing, useWord } from '../use-booking-door.ts'
import { WayOut } from '../way-out.tsx'
import { CancelButton } from './cancel-button.tsx'
import { useMyBookingsText } from './text.ts'

export const UPCOMING = 'upcoming'

const tones: Record<Stage, Tone> = {
  form: 'warn',
  paying: 'warn',
  deposit: 'warn',
  checking: 'warn',
  paid: 'good',
  canceled: 'plain',
  expired: 'plain',
}

export function BookingCard({ booking }: { booking: Booking }) {
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
  const { title } = useBookingDoor(booking)
  const isFree = booking.price.amount === 0
  const isReturned = stage === 'canceled' && booking.cancellation?.isReturn
  const status =
    stage === 'form' && isFree
      ? 'bookings.status.named'
      : isReturned
        ? 'bookings.status.returned'
        : (`bookings.status.${stage}` as const)
  const isRefunded = booking.payment?.status === 'refunded'
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-lg font-bold">{title?.(booking) ?? booking.store.name}</h3>
        <div className="flex flex-wrap gap-2">
          {booking.move ? <Tag tone="warn">{t('move.tag')}</Tag> : null}
          {stage === 'paid' ? (
            <PaidTag booking={booking} />
          ) : (
            <Tag tone={tones[stage]}>{t(status)}</Tag>
          )}
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

/** What its door says of a paid one: how far it is, where it knows. */
function PaidTag({ booking }: { booking: Booking }) {
  const t = useMyBookingsText()
  const word = useWord(booking)
  const { unbooked, CardStage } = useBookingDoor(booking)
  const usual = (
    <Tag tone={tones.paid}>{unbooked?.(booking) ?? word('paid', t('bookings.status.paid'))}</Tag>
  )
  if (!CardStage) return usual
  return (
    <Suspense fallback={usual}>
      <CardStage booking={booking}>{usual}</CardStage>
    </Suspense>
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
  const sums = sumText(usePricing(booking))
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
        {booking.price.amount > 0 && sums ? `${sums[language]} ` : null}
        <BookingPrice booking={booking} />
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
