import { Link } from '@tanstack/react-router'
import { Fragment, lazy, type ReactNode, Suspense } from 'react'
import { coversText, sumText } from '../../../stores/pricing-rules.ts'
import { Price, PriceOrFree } from '../../../web/kit/price.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useBookingDoor, useWord } from '../booking-door.ts'
import { BookingPicture } from '../booking-picture.tsx'
import type { Booking } from '../booking-queries.ts'
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
        {start ? ` · ${startText(start, booking.store, language)}` : null}
      </p>
      <p className="flex gap-1.5 text-soft">
        <span className="truncate">{what}</span>·
        <span className="whitespace-nowrap">
          {booking.price.amount > 0 ? sumText(booking.store.pricing)?.[language] : null}{' '}
          <PriceOrFree money={booking.price} />
        </span>
      </p>
    </div>
  )
}

/** Items, start and price, at every stage. */
export function BookingSummary({ booking }: BookingProps) {
  const t = useBookingText()
  const { id, store, lines, price, orderNumber } = booking
  const language = useLanguage()
  const { storePage, title, cancellation } = useBookingDoor(store)
  const word = useWord(store)
  const isPriced = price.amount > 0
  const covers = coversText(store.pricing)
  return (
    <section
      aria-label={word('summary', t('booking.summary'))}
      className="overflow-hidden rounded-3xl border border-line bg-card shadow-lift md:sticky md:top-20 short:static"
    >
      <BookingPicture booking={booking} className="aspect-4/1 w-full md:aspect-3/2" />
      <div className="grid gap-4 p-5">
        <h2 className="text-xl font-bold">
          <Link {...storePage(booking)} className="hover:text-accent">
            {title?.(booking) ?? store.name}
          </Link>
        </h2>
        {title ? <p className="-mt-3 text-soft">{store.name}</p> : null}
        <dl className="grid gap-2.5">
          <Lines lines={lines} store={store} />
          <Fact label={(isPriced && sumText(store.pricing)?.[language]) || t('booking.amount')}>
            <PriceOrFree money={price} className="text-lg font-bold" />
          </Fact>
          <Fact label={t('booking.orderNumber')} isWhole>
            <span className="text-sm break-all select-all">{orderNumber}</span>
          </Fact>
        </dl>
        {isPriced && covers ? <p className="text-sm text-soft">{covers[language]}</p> : null}
        {isCancelable(booking) ? (
          <Suspense fallback={<Skeleton className="h-18" />}>
            <CancelTerms orderId={id} price={price} said={cancellation?.(booking)} />
          </Suspense>
        ) : null}
      </div>
    </section>
  )
}

/** Whether its buyer may still cancel: nothing of it has begun. */
const isCancelable = ({ status, lines, now }: Booking) =>
  (status === 'ready' || status === 'paid') &&
  lines.every(({ startsAt }) => !startsAt || Date.parse(startsAt) > Date.parse(now))

/** The items by start; several lines show their prices. */
function Lines({ lines, store }: Pick<Booking, 'lines' | 'store'>) {
  const t = useBookingText()
  const { items } = useBookingDoor(store)
  const language = useLanguage()
  return startsOf({ lines }).map((start) => (
    <Fragment key={start.startsAt ?? ''}>
      {start.startsAt ? (
        <Fact label={t('booking.when')}>
          <time dateTime={start.startsAt} className="font-semibold">
            {startText(start, store, language)}
          </time>
        </Fact>
      ) : null}
      <Fact label={items?.() ?? t('booking.what')}>
        {start.lines.map(({ placeId, what, quantity, unitPrice }) => (
          <span key={placeId} className="block">
            {what[language]}
            {lines.length > 1 && unitPrice.amount > 0 ? (
              <>
                {' · '}
                <Price money={{ ...unitPrice, amount: unitPrice.amount * quantity }} />
              </>
            ) : null}
          </span>
        ))}
      </Fact>
    </Fragment>
  ))
}

interface FactProps {
  readonly label: string
  /** Falls below its label where it does not fit beside it, rather than break. */
  readonly isWhole?: boolean
  readonly children: ReactNode
}

export const Fact = ({ label, isWhole, children }: FactProps) => (
  <div className={`flex items-baseline justify-between gap-x-4 ${isWhole ? 'flex-wrap' : ''}`}>
    <dt className="shrink-0 text-soft">{label}</dt>
    <dd className="ml-auto text-right">{children}</dd>
  </div>
)
