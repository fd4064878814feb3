import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { buttonLook } from '../../../web/kit/button.tsx'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../web/query.ts'
import { screen } from '../../../web/root.tsx'
import { type Booking, bookingsQuery } from '../booking-queries.ts'
import { isUpcoming } from '../starts.ts'
import { MyWaitlist, useOfferedIds } from '../waitlist/my-waitlist.tsx'
import { BookingCard, UPCOMING } from './booking-card.tsx'
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
      <MyWaitlist />
      <BookingList />
      <Subscription />
    </Page>
  )
}

function BookingList() {
  const t = useMyBookingsText()
  const list = useInfiniteQuery(bookingsQuery)
  const offered = useOfferedIds()
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
  const bookings = list.data.pages.flatMap(({ data }) => data).filter(({ id }) => !offered.has(id))
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
