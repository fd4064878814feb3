import { Link, useParams, useSearch } from '@tanstack/react-router'
import { CancellationPolicy } from '../../../../policies/screens/store/cancellation-policy.tsx'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { showInStrip } from '../../../../web/kit/strip.ts'
import { useQuery } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { type RestaurantAnswer, restaurantQuery } from '../restaurants/restaurant-queries.ts'
import { ClosedDates } from './closed-dates.tsx'
import { DayBookings } from './day-bookings.tsx'
import { Details } from './details.tsx'
import { NotOwner } from './my-restaurants.tsx'
import { Pictures } from './pictures.tsx'
import { type OwnerTab, ownerTabs } from './tabs.ts'
import { useOwnerText } from './text.ts'
import { WeekTimes } from './week-times.tsx'

/** One restaurant on its owner's desk: six parts, each with an address of its own. */
export function MyRestaurant() {
  const t = useOwnerText()
  const { restaurantId } = useParams({ from: '/owner/$restaurantId' })
  const { tab = 'bookings' } = useSearch({ from: '/owner/$restaurantId' })
  const me = useMe()
  const asked = useQuery(restaurantQuery(restaurantId))
  const isOwner = me && me.role !== 'customer'
  return (
    <Page
      title={asked.data?.restaurant.name ?? t('mine.title')}
      aside={
        <div className="no-print flex flex-wrap gap-3">
          <Link to="/owner" className={buttonLook('quiet')}>
            {t('mine.all')}
          </Link>
          <Link
            to="/restaurants/$restaurantId"
            params={{ restaurantId }}
            className={buttonLook('quiet')}
          >
            {t('mine.seeAsGuest')}
          </Link>
        </div>
      }
    >
      <Tabs tab={tab} storeId={restaurantId} />
      {me !== undefined && !isOwner ? <NotOwner isSignedIn={me !== null} /> : null}
      {asked.isError && !asked.data ? (
        <Failure problem={asked.error} onRetry={() => asked.refetch()} />
      ) : null}
      {asked.isPending || me === undefined ? (
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      ) : null}
      {asked.data && isOwner ? <Part tab={tab} answer={asked.data} /> : null}
    </Page>
  )
}

const tabLook = (isHere: boolean): string =>
  `flex min-h-12 items-center border-b-3 px-3 font-semibold ${
    isHere ? 'border-accent text-accent' : 'border-transparent text-soft hover:text-ink'
  }`

/** The parts of the desk, and the store's payments, which have a page of their own. */
function Tabs({ tab, storeId }: { tab: OwnerTab; storeId: string }) {
  const t = useOwnerText()
  return (
    <nav
      aria-label={t('tabs.label')}
      className="no-print relative -mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
    >
      <ul className="flex gap-1">
        {ownerTabs.map((name) => (
          <li key={name} className="shrink-0">
            <Link
              ref={name === tab ? showInStrip : undefined}
              to="."
              search={{ tab: name }}
              resetScroll={false}
              aria-current={name === tab ? 'page' : undefined}
              className={tabLook(name === tab)}
            >
              {t(`tabs.${name}`)}
            </Link>
          </li>
        ))}
        <li className="shrink-0">
          <Link to="/stores/$storeId/payments" params={{ storeId }} className={tabLook(false)}>
            {t('tabs.payments')}
          </Link>
        </li>
      </ul>
    </nav>
  )
}

function Part({ tab, answer }: { tab: OwnerTab; answer: RestaurantAnswer }) {
  if (tab === 'bookings') return <DayBookings {...answer} />
  if (tab === 'times') return <WeekTimes {...answer} />
  if (tab === 'closed') return <ClosedDates {...answer} />
  if (tab === 'policy') return <CancellationPolicy store={answer.restaurant} />
  if (tab === 'pictures') return <Pictures {...answer} />
  return <Details {...answer} />
}
