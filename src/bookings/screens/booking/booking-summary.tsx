import { Link } from '@tanstack/react-router'
import { Fragment, lazy, type ReactNode, Suspense } from 'react'
import { Price, PriceOrFree } from '../../../web/kit/price.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useBookingDoor } from '../booking-door.ts'
import { BookingPicture } from '../booking-picture.tsx'
import type { Booking, Line } from '../booking-queries.ts'
import { nextStart, startsOf, startText } from '../starts.ts'
import { useBookingText } from './text.ts'

const CancelTerms = lazy(() =>
  import('../../../policies/screens/terms/cancel-terms.tsx').then((part) => ({
    default: part.CancelTerms,
  })),
)

interface BookingProps {
  readonly booking: Booking
}

/** On a phone, two lines above everything else: store and start, items and price. */
export function BookingGlance({ booking }: BookingProps) {
  const language = useLanguage()
  const start = nextStart(booking)
  const what = booking.lines.map((line) => line.what[language]).join(', ')
  return (
    <div className="grid min-w-0 grid-cols-1 gap-0.5 md:hidden">
      <p className="font-semibold">
        {booking.store.name}
        {start ? ` · ${startText(start, language)}` : null}
      </p>
      <p className="flex gap-1.5 text-soft">
        <span className="truncate">{what}</span>·<PriceOrFree money={booking.price} />
      </p>
    </div>
  )
}

/** Items, start and price, at every stage. */
export function BookingSummary({ booking }: BookingProps) {
  const t = useBookingText()
  const { id, store, lines, price, orderNumber } = booking
  const { storePage } = useBookingDoor(store)
  return (
    <section
      aria-label={t('booking.summary')}
      className="overflow-hidden rounded-3xl border border-line bg-card shadow-lift md:sticky md:top-20"
    >
      <BookingPicture store={store} className="aspect-4/1 w-full md:aspect-3/2" />
      <div className="grid gap-4 p-5">
        <h2 className="text-xl font-bold">
          <Link {...storePage(booking)} className="hover:text-accent">
            {store.name}
          </Link>
        </h2>
        <dl className="grid gap-2.5">
          <Lines lines={lines} />
          <Fact label={t('booking.amount')}>
            <PriceOrFree money={price} className="text-lg font-bold" />
          </Fact>
          <Fact label={t('booking.orderNumber')}>
            <span className="text-sm break-all select-all">{orderNumber}</span>
          </Fact>
        </dl>
        {booking.status === 'ready' || booking.status === 'paid' ? (
          <Suspense fallback={<Skeleton className="h-18" />}>
            <CancelTerms orderId={id} price={price} />
          </Suspense>
        ) : null}
      </div>
    </section>
  )
}

/** The items by start; several lines show their prices. */
function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const t = useBookingText()
  const language = useLanguage()
  return startsOf({ lines }).map((start) => (
    <Fragment key={start.startsAt ?? ''}>
      {start.startsAt ? (
        <Fact label={t('booking.when')}>
          <time dateTime={start.startsAt} className="font-semibold">
            {startText(start, language)}
          </time>
        </Fact>
      ) : null}
      {start.lines.map(({ placeId, what, quantity, unitPrice }) => (
        <Fact key={placeId} label={t('booking.what')}>
          {what[language]}
          {lines.length > 1 && unitPrice.amount > 0 ? (
            <>
              {' · '}
              <Price money={{ ...unitPrice, amount: unitPrice.amount * quantity }} />
            </>
          ) : null}
        </Fact>
      ))}
    </Fragment>
  ))
}

export const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex items-baseline justify-between gap-4">
    <dt className="shrink-0 text-soft">{label}</dt>
    <dd className="text-right">{children}</dd>
  </div>
)
