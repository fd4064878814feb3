import { Link, useParams, useSearch } from '@tanstack/react-router'
import { NotOwner } from '../../../../orders/screens/desk/not-owner.tsx'
import { Tabs } from '../../../../orders/screens/desk/tabs.tsx'
import { CancellationPolicy } from '../../../../policies/screens/store/cancellation-policy.tsx'
import { Pictures } from '../../../../stores/pictures/screens/desk/pictures.tsx'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { type RestaurantAnswer, restaurantQuery } from '../restaurants/restaurant-queries.ts'
import { ClosedDates } from './closed-dates.tsx'
import { DayBookings } from './day-bookings.tsx'
import { Details } from './details.tsx'
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
      <Tabs
        label={t('tabs.label')}
        parts={ownerTabs.map((name) => ({ name, title: t(`tabs.${name}`) }))}
        here={tab}
        storeId={restaurantId}
      />
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

/** The pictures, which the list and the restaurant's page show, too. */
function PicturesPart({ restaurant }: RestaurantAnswer) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['restaurants'] })
  return <Pictures storeId={restaurant.id} onChanged={refresh} />
}

function Part({ tab, answer }: { tab: OwnerTab; answer: RestaurantAnswer }) {
  if (tab === 'bookings') return <DayBookings {...answer} />
  if (tab === 'times') return <WeekTimes {...answer} />
  if (tab === 'closed') return <ClosedDates {...answer} />
  if (tab === 'policy') return <CancellationPolicy store={answer.restaurant} />
  if (tab === 'pictures') return <PicturesPart {...answer} />
  return <Details {...answer} />
}
