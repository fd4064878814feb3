import { Link, useRouter } from '@tanstack/react-router'
import { type Stage, stageOf } from '../../../payments/screens/checkout/stage.ts'
import { dayText } from '../../../web/format.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Tag, type Tone } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { PriceOrFree } from '../../../web/kit/price.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useInfiniteQuery } from '../../../web/query.ts'
import type { Booking } from '../booking-door.ts'
import { CancelButton } from './cancel-button.tsx'
import { bookingsQuery } from './own-bookings.ts'
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
  const { doors } = useRouter().options.context
  const list = useInfiniteQuery(bookingsQuery(doors))
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
  const past = bookings.filter((booking) => !isUpcoming(booking)).toSorted(byMaking)
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

const byStart = (one: Booking, other: Booking): number =>
  Date.parse(one.startsAt) - Date.parse(other.startsAt)

const isUpcoming = ({ status, startsAt, now }: Booking): boolean =>
  (status === 'ready' || status === 'paid') && startsAt !== '' && new Date(startsAt) > new Date(now)

/** Latest first, as each door lists them. */
const byMaking = (one: Booking, other: Booking): number =>
  Date.parse(other.createdAt) - Date.parse(one.createdAt)

interface PartProps {
  readonly title: string
  readonly none?: string
  readonly bookings: readonly Booking[]
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

function BookingCard({ booking }: { booking: Booking }) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const { store, door, date, time, price, payment } = booking
  const stage = stageOf(booking, new Date(booking.now))
  const isOver = stage === 'canceled' || stage === 'expired'
  const isRefunded = payment?.status === 'refunded'
  const isUnpaid = stage === 'form' || stage === 'paying' || stage === 'deposit'
  return (
    <article className="grid overflow-hidden rounded-3xl border border-line bg-card sm:grid-cols-[13rem_minmax(0,1fr)]">
      {door.picture({
        className: `aspect-5/2 w-full sm:aspect-auto sm:h-0 sm:min-h-full ${isOver ? 'opacity-60 grayscale' : ''}`,
      })}
      <div className="grid content-between gap-4 p-5">
        <div className="grid gap-1.5">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="text-lg font-bold">{store.name}</h3>
            <Tag tone={tones[stage]}>
              {t(
                stage === 'form' && price.amount === 0
                  ? 'bookings.status.named'
                  : `bookings.status.${stage}`,
              )}
            </Tag>
          </div>
          <p>
            <strong>
              {dayText(date, language)} {time}
            </strong>{' '}
            <span className="text-soft">
              · <PriceOrFree money={price} />
            </span>
          </p>
          {stage === 'canceled' && isRefunded ? (
            <p className="text-sm text-soft">{t('refund.done')}</p>
          ) : null}
          <p className="text-sm text-soft">{booking.orderNumber}</p>
        </div>
        <div className="flex flex-wrap gap-3">
          <Link
            to={door.bookingPage(booking.id) as '/'}
            className={buttonLook(isUnpaid ? 'primary' : 'quiet')}
          >
            {t(
              isUnpaid
                ? price.amount > 0
                  ? 'bookings.goOn'
                  : 'bookings.goOnFree'
                : 'bookings.details',
            )}
          </Link>
          {isUpcoming(booking) && stage !== 'checking' ? <CancelButton booking={booking} /> : null}
        </div>
      </div>
    </article>
  )
}
