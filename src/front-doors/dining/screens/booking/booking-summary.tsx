import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { dayText } from '../../../../web/format.ts'
import { Picture } from '../../../../web/kit/picture.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { BookingAnswer } from './booking-queries.ts'
import { useBookingText } from './text.ts'

const CancelTerms = lazy(() =>
  import('../my-bookings/cancel-terms.tsx').then((part) => ({ default: part.CancelTerms })),
)

interface BookingSummaryProps {
  readonly booking: BookingAnswer
  readonly className?: string
}

/** What, when and how much: the same at every stage. */
export function BookingSummary({ booking, className = '' }: BookingSummaryProps) {
  const t = useBookingText()
  const language = useLanguage()
  const { restaurant, date, time, startsAt, price, orderNumber } = booking
  return (
    <section
      aria-label={t('booking.summary')}
      className={`overflow-hidden rounded-3xl border border-line bg-card shadow-lift md:sticky md:top-20 ${className}`}
    >
      <Picture
        image={restaurant.image}
        main
        small
        decorative
        className="aspect-4/1 w-full md:aspect-3/2"
      />
      <div className="grid gap-4 p-5">
        <h2 className="text-xl font-bold">
          <Link
            to="/restaurants/$restaurantId"
            params={{ restaurantId: restaurant.id }}
            search={{ date }}
            className="hover:text-accent"
          >
            {restaurant.name}
          </Link>
        </h2>
        <dl className="grid gap-2.5">
          <Fact label={t('booking.when')}>
            <time dateTime={startsAt} className="font-semibold">
              {dayText(date, language)} {time}
            </time>
          </Fact>
          <Fact label={t('booking.what')}>{t('booking.oneTable')}</Fact>
          <Fact label={t('booking.amount')}>
            <Price money={price} className="text-lg font-bold" />
          </Fact>
          <Fact label={t('booking.orderNumber')}>
            <span className="text-sm break-all select-all">{orderNumber}</span>
          </Fact>
        </dl>
        {booking.status === 'ready' || booking.status === 'paid' ? (
          <Suspense fallback={<Skeleton className="h-18" />}>
            <CancelTerms booking={booking} />
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
