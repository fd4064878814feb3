import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import { type ConcertAnswer, concertQuery } from '../concerts/concert-queries.ts'
import { useTicketsText } from './text.ts'
import { TicketCard } from './ticket-card.tsx'
import { type Ticket, ticketsQuery } from './ticket-queries.ts'

/** At the door a ticket becomes used while it is shown. */
const POLL_MS = 15_000

/** The tickets of a booking, or all that the reader holds at a concert. */
export function Tickets() {
  const t = useTicketsText()
  const { concertId } = useParams({ from: '/concerts/$concertId/tickets' })
  const { booking } = useSearch({ from: '/concerts/$concertId/tickets' })
  const concert = useQuery(concertQuery(concertId))
  const tickets = useQuery({ ...ticketsQuery(concertId, booking), refetchInterval: POLL_MS })
  const failed = [tickets, concert].find((one) => one.isError && !one.data)
  useAwake()
  return (
    <Page title={t('title')} lead={concert.data ? concert.data.concert.name : undefined} narrow>
      {failed ? (
        <Failure problem={failed.error} onRetry={() => failed.refetch()} />
      ) : tickets.data && concert.data ? (
        <Shown tickets={tickets.data.data} answer={concert.data} booking={booking} />
      ) : (
        <Loading className="grid gap-5">
          <Skeleton className="h-[34rem] rounded-3xl" />
        </Loading>
      )}
    </Page>
  )
}

interface ShownProps {
  readonly tickets: readonly Ticket[]
  readonly answer: ConcertAnswer
  readonly booking: string | undefined
}

function Shown({ tickets, answer, booking }: ShownProps) {
  const t = useTicketsText()
  const { concert, hall } = answer
  if (tickets.length === 0)
    return (
      <EmptyState
        title={t('none.title')}
        action={
          <Link
            to="/concerts/$concertId"
            params={{ concertId: concert.id }}
            className={buttonLook()}
          >
            {t('none.next')}
          </Link>
        }
      >
        {t('none.lead')}
      </EmptyState>
    )
  return (
    <>
      <p className="no-print rounded-2xl bg-well px-4 py-3">{t('bright')}</p>
      <ul className="grid gap-5">
        {tickets.map((ticket) => (
          <li key={ticket.serial} className="break-inside-avoid print:break-after-page">
            <TicketCard {...{ ticket, concert }} hall={hall?.name ?? ''} />
          </li>
        ))}
      </ul>
      <div className="no-print flex flex-wrap gap-3">
        <Button kind="quiet" onClick={() => print()}>
          {t('print')}
        </Button>
        {booking ? (
          <Link
            to="/bookings/$bookingId"
            params={{ bookingId: booking }}
            className={buttonLook('plain')}
          >
            {t('toBooking')}
          </Link>
        ) : null}
      </div>
    </>
  )
}

/** The screen stays on while tickets are shown, where the browser can do that. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    const ask = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      navigator.wakeLock.request('screen').then(
        (given) => {
          lock = given
        },
        () => {}, // the battery is low, or the reader does not allow it
      )
    }
    ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [])
}
