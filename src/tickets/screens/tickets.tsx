import { Link, useSearch } from '@tanstack/react-router'
import { Button, buttonLook } from '../../web/kit/button.tsx'
import { MoreButton } from '../../web/kit/more-button.tsx'
import { Tag } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../web/kit/states.tsx'
import { useLanguage } from '../../web/language.ts'
import { useInfiniteQuery, useQuery } from '../../web/query.ts'
import { Offers } from './offers.tsx'
import { startLongText } from './start.ts'
import { useTicketsText } from './text.ts'
import { TicketCard, tones } from './ticket-card.tsx'
import { bookingTicketsQuery, ownTicketsQuery, type Ticket } from './ticket-queries.ts'
import { useAwake } from './use-awake.ts'

/** At the door a ticket becomes used while it is shown. */
const POLL_MS = 15_000
/** Somebody may accept what is offered at any moment. */
const OFFERED_MS = 4_000

const everyMs = (tickets: readonly Ticket[] | undefined): number =>
  tickets?.some(({ offered }) => offered) ? OFFERED_MS : POLL_MS

/** The tickets of a booking, or all that the reader holds. */
export function Tickets() {
  const { booking, store } = useSearch({ from: '/tickets' })
  useAwake()
  return booking ? <OfBooking booking={booking} /> : <Own store={store} />
}

function OfBooking({ booking }: { readonly booking: string }) {
  const t = useTicketsText()
  const tickets = useQuery({
    ...bookingTicketsQuery(booking),
    refetchInterval: ({ state }) => everyMs(state.data?.data),
  })
  return (
    <Page title={t('title')} lead={tickets.data?.data[0]?.store.name} narrow>
      {tickets.data ? (
        <Cards tickets={tickets.data.data} />
      ) : (
        <Waiting problem={tickets.error} onRetry={tickets.refetch} />
      )}
      <Link
        to="/bookings/$bookingId"
        params={{ bookingId: booking }}
        className={buttonLook('plain', 'no-print justify-self-start')}
      >
        {t('toBooking')}
      </Link>
    </Page>
  )
}

function Own({ store }: { readonly store: string | undefined }) {
  const t = useTicketsText()
  const list = useInfiniteQuery({
    ...ownTicketsQuery(store),
    refetchInterval: ({ state }) => everyMs(state.data?.pages.flatMap(({ data }) => data)),
  })
  const tickets = list.data?.pages.flatMap(({ data }) => data)
  return (
    <Page title={t('mine')} lead={store ? tickets?.[0]?.store.name : undefined} narrow>
      <Offers />
      {tickets ? (
        <Parts tickets={tickets} />
      ) : (
        <Waiting problem={list.error} onRetry={list.refetch} />
      )}
      <MoreButton of={list}>{t('more')}</MoreButton>
      {store ? (
        <Link to="/tickets" className={buttonLook('plain', 'no-print justify-self-start')}>
          {t('all')}
        </Link>
      ) : null}
    </Page>
  )
}

interface WaitingProps {
  readonly problem: unknown
  readonly onRetry: () => Promise<void>
}

const Waiting = ({ problem, onRetry }: WaitingProps) =>
  problem ? (
    <Failure problem={problem} onRetry={onRetry} />
  ) : (
    <Loading className="grid gap-5">
      <Skeleton className="h-[34rem] rounded-3xl" />
    </Loading>
  )

interface TicketsProps {
  readonly tickets: readonly Ticket[]
}

/** What is coming in full, then what is over in a few words. */
function Parts({ tickets }: TicketsProps) {
  const t = useTicketsText()
  const past = tickets.filter(({ coming }) => !coming)
  const coming = tickets.filter((ticket) => ticket.coming)
  return (
    <>
      {coming.length === 0 && past.length > 0 ? (
        <p className="text-soft">{t('noComing')}</p>
      ) : (
        <Cards tickets={coming} />
      )}
      {past.length > 0 ? (
        <section className="no-print grid gap-3">
          <h2 className="text-xl font-bold">{t('past')}</h2>
          <ul className="grid gap-3">
            {past.map((ticket) => (
              <li key={ticket.serial}>
                <PastTicket ticket={ticket} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

function PastTicket({ ticket }: { readonly ticket: Ticket }) {
  const t = useTicketsText()
  const language = useLanguage()
  const { store, startsAt, seat, state } = ticket
  return (
    <article className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 rounded-2xl border border-line bg-card p-4">
      <div>
        <h3 className="font-bold">{store.name}</h3>
        <p>{startLongText(startsAt, store.timeZone, language)}</p>
        <p className="text-soft">{seat[language]}</p>
      </div>
      {state === 'valid' ? null : <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>}
    </article>
  )
}

function Cards({ tickets }: TicketsProps) {
  const t = useTicketsText()
  if (tickets.length === 0)
    return (
      <EmptyState
        title={t('none.title')}
        action={
          <Link to="/" className={buttonLook()}>
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
          <li
            key={`${ticket.bookingId} ${ticket.seatId}`}
            className="break-inside-avoid print:break-after-page"
          >
            <TicketCard ticket={ticket} />
          </li>
        ))}
      </ul>
      <Button kind="quiet" className="no-print justify-self-start" onClick={() => print()}>
        {t('print')}
      </Button>
    </>
  )
}
