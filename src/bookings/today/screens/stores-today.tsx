import { Link } from '@tanstack/react-router'
import { NotOwner } from '../../../stores/screens/not-owner.tsx'
import { hasDesk } from '../../../stores/screens/role.tsx'
import { useDoor } from '../../../stores/screens/use-door.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Tag } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState } from '../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { useTodayText } from './text.ts'
import { type StoreToday, type TodayAnswer, todayQuery } from './today-query.ts'

const POLL_MS = 15_000

/** All stores of the reader on one page: who comes today, and what waits for somebody. */
export function StoresToday() {
  const t = useTodayText()
  const me = useMe()
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      aside={
        <Link to="/desk" className={buttonLook('quiet')}>
          {t('all')}
        </Link>
      }
    >
      {hasDesk(me) ? <Stores /> : null}
      {me !== undefined && !hasDesk(me) ? <NotOwner isSignedIn={me !== null} /> : null}
    </Page>
  )
}

function Stores() {
  const t = useTodayText()
  const query = useInfiniteQuery<TodayAnswer>({ ...todayQuery, refetchInterval: POLL_MS })
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const stores = pages.flatMap(({ data }) => data)
        if (stores.length === 0) return <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
        return (
          <>
            <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
              {stores.map((one) => (
                <li key={one.store.id} className="grid">
                  <StoreOfToday today={one} />
                </li>
              ))}
            </ul>
            {query.hasNextPage ? (
              <Button
                kind="quiet"
                className="justify-self-center"
                pending={query.isFetchingNextPage}
                onClick={() => query.fetchNextPage()}
              >
                {t('more')}
              </Button>
            ) : null}
          </>
        )
      }}
    </Loaded>
  )
}

/** One store: a card with the way into its desk. */
function StoreOfToday({ today }: { readonly today: StoreToday }) {
  const t = useTodayText()
  const { store, bookings, coming, next, date } = today
  const tab = useDoor(store.door)?.dayTab
  return (
    <article className="grid content-start gap-3 rounded-3xl border border-line bg-card p-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-bold">{store.name}</h2>
        {store.closed ? <Tag>{t('closed')}</Tag> : null}
      </div>
      <p>
        <strong className="text-xl">{t('bookings', { count: bookings })}</strong>
        {bookings > 0 ? (
          <span className="text-soft"> · {t('coming', { count: coming })}</span>
        ) : null}
      </p>
      {bookings > 0 ? <Next next={next} /> : null}
      <ToDo today={today} />
      <Link
        to="/desk/$storeId"
        params={{ storeId: store.id }}
        search={tab ? { tab, date } : {}}
        aria-label={`${store.name} ${t('open')}`}
        className={buttonLook('quiet')}
      >
        {t('open')}
      </Link>
    </article>
  )
}

function Next({ next }: Pick<StoreToday, 'next'>) {
  const t = useTodayText()
  return (
    <div className="grid gap-1">
      <h3 className="text-sm font-semibold text-soft">{t('next')}</h3>
      {next.length === 0 ? <p className="text-sm text-soft">{t('nobody')}</p> : null}
      <ul className="grid gap-1">
        {next.map(({ bookingId, time, booker }) => (
          <li key={bookingId} className="flex gap-3">
            <span className="font-semibold">{time}</span>
            <span className="truncate">{booker || t('unnamed')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function ToDo({ today: { store, toDo, date } }: { readonly today: StoreToday }) {
  const t = useTodayText()
  const tab = useDoor(store.door)?.dayTab
  const kinds = (['proposals', 'reviews', 'refunds'] as const).filter((kind) => toDo[kind] > 0)
  const look = 'inline-flex min-h-6 text-accent underline'
  const params = { storeId: store.id }
  return (
    <div className="grid gap-1">
      <h3 className="text-sm font-semibold text-soft">{t('toDo')}</h3>
      {kinds.length === 0 ? <p className="text-sm text-soft">{t('nothing')}</p> : null}
      <ul className="grid gap-1">
        {kinds.map((kind) => (
          <li key={kind}>
            {kind === 'proposals' ? (
              <Link
                to="/desk/$storeId"
                params={params}
                search={tab ? { tab, date } : {}}
                className={look}
              >
                {t('proposals', { count: toDo.proposals })}
              </Link>
            ) : kind === 'reviews' ? (
              <Link to="/stores/$storeId/reviews" params={params} className={look}>
                {t('reviews', { count: toDo.reviews })}
              </Link>
            ) : (
              <Link
                to="/desk/$storeId"
                params={params}
                search={{ tab: 'payments', state: 'refunding' }}
                className={look}
              >
                {t('refunds', { count: toDo.refunds })}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
