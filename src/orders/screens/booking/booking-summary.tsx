import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { dayText } from '../../../web/format.ts'
import { PriceOrFree } from '../../../web/kit/price.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import type { Booking } from '../booking-door.ts'
import { useBookingText } from './text.ts'

const CancelTerms = lazy(() =>
  import('../../../policies/screens/terms/cancel-terms.tsx').then((part) => ({
    default: part.CancelTerms,
  })),
)

interface BookingSummaryProps {
  readonly booking: Booking
  readonly className?: string
}

/** What, when and how much: the same at every stage. */
export function BookingSummary({ booking, className = '' }: BookingSummaryProps) {
  const t = useBookingText()
  const language = useLanguage()
  const { id, store, door, date, time, startsAt, price, orderNumber } = booking
  return (
    <section
      aria-label={t('booking.summary')}
      className={`overflow-hidden rounded-3xl border border-line bg-card shadow-lift md:sticky md:top-20 ${className}`}
    >
      {door.picture({ main: true, className: 'aspect-4/1 w-full md:aspect-3/2' })}
      <div className="grid gap-4 p-5">
        <h2 className="text-xl font-bold">
          <Link {...door.storePage} className="hover:text-accent">
            {store.name}
          </Link>
        </h2>
        <dl className="grid gap-2.5">
          <Fact label={t('booking.when')}>
            <time dateTime={startsAt} className="font-semibold">
              {dayText(date, language)} {time}
            </time>
          </Fact>
          <Fact label={t('booking.what')}>{door.what()}</Fact>
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

export const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex items-baseline justify-between gap-4">
    <dt className="shrink-0 text-soft">{label}</dt>
    <dd className="text-right">{children}</dd>
  </div>
)
