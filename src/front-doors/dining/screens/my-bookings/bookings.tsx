import { Link } from '@tanstack/react-router'
import { type Stage, stageOf } from '../../../../payments/screens/checkout/stage.ts'
import { dayText } from '../../../../web/format.ts'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Tag, type Tone } from '../../../../web/kit/notice.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { type BookingAnswer, bookingsQuery } from '../booking/booking-queries.ts'
import { CancelButton } from './cancel-button.tsx'
import { useMyBookingsText } from './text.ts'

/** Somebody's own bookings: what is to come first, then what has been. */
export function Bookings() {
  const t = useMyBookingsText()
  return (
    <Page title={t('bookings.title')}>
      <BookingList />
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
    )
  const upcoming = bookings.filter(isUpcoming).toSorted(byStart)
  const past = bookings.filter((booking) => !isUpcoming(booking))
  return (
    <>
      <Part title={t('bookings.upcoming')} none={t('bookings.noUpcoming')} bookings={upcoming} />
      {past.length > 0 ? <Part title={t('bookings.past')} bookings={past} /> : null}
      {list.hasNextPage ? (
        <Button
          kind="quiet"
          className="justify-self-center"
          pending={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          {t('bookings.more')}
        </Button>
      ) : null}
    </>
  )
}

const isUpcoming = ({ status, startsAt, now }: BookingAnswer): boolean =>
  (status === 'ready' || status === 'paid') && startsAt !== '' && new Date(startsAt) > new Date(now)

const byStart = (one: BookingAnswer, other: BookingAnswer): number =>
  Date.parse(one.startsAt) - Date.parse(other.startsAt)

interface PartProps {
  readonly title: string
  readonly none?: string
  readonly bookings: readonly BookingAnswer[]
}

const Part = ({ title, none, bookings }: PartProps) => (
  <section className="grid gap-4">
    <h2 className="text-xl font-bold">{title}</h2>
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

function BookingCard({ booking }: { booking: BookingAnswer }) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const { restaurant, date, time, price, payment } = booking
  const stage = stageOf(booking, new Date(booking.now))
  const isOver = stage === 'canceled' || stage === 'expired'
  const isRefunded = payment?.status === 'refunded'
  const isUnpaid = stage === 'form' || stage === 'paying' || stage === 'deposit'
  return (
    <article className="grid overflow-hidden rounded-3xl border border-line bg-card sm:grid-cols-[13rem_minmax(0,1fr)]">
      <Picture
        image={restaurant.image}
        small
        decorative
        className={`aspect-5/2 w-full sm:aspect-auto sm:h-0 sm:min-h-full ${isOver ? 'opacity-60 grayscale' : ''}`}
      />
      <div className="grid content-between gap-4 p-5">
        <div className="grid gap-1.5">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="text-lg font-bold">{restaurant.name}</h3>
            <Tag tone={tones[stage]}>{t(`bookings.status.${stage}`)}</Tag>
          </div>
          <p>
            <strong>
              {dayText(date, language)} {time}
            </strong>{' '}
            <span className="text-soft">
              · <Price money={price} />
            </span>
          </p>
          {stage === 'canceled' && isRefunded ? (
            <p className="text-sm text-soft">{t('refund.done')}</p>
          ) : null}
          <p className="text-sm text-soft">{booking.orderNumber}</p>
        </div>
        <div className="flex flex-wrap gap-3">
          <Link
            to="/bookings/$bookingId"
            params={{ bookingId: booking.id }}
            className={buttonLook(isUnpaid ? 'primary' : 'quiet')}
          >
            {t(isUnpaid ? 'bookings.goOn' : 'bookings.details')}
          </Link>
          {isUpcoming(booking) && stage !== 'checking' ? <CancelButton booking={booking} /> : null}
        </div>
      </div>
    </article>
  )
}
