import { Link } from '@tanstack/react-router'
import { StoreList } from '../../../../stores/screens/list/store-list.tsx'
import { StorePicture } from '../../../../stores/screens/store-picture.tsx'
import { type StoreCard, storesQuery } from '../../../../stores/screens/store-queries.ts'
import { Page } from '../../../../web/kit/page.tsx'
import { EmptyState, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { menuText } from '../text.ts'
import { useRestaurantText } from './text.ts'

const columns = 'grid gap-x-6 gap-y-9 sm:grid-cols-2 lg:grid-cols-3'

export function Restaurants() {
  const t = useRestaurantText()
  return (
    <Page title={menuText()('title')} lead={menuText()('lead')}>
      <StoreList
        query={storesQuery('dining')}
        columns={columns}
        loading={<RestaurantListSkeleton />}
        none={<EmptyState title={t('restaurants.none')}>{t('restaurants.noneLead')}</EmptyState>}
        card={(restaurant, at) => <RestaurantCard restaurant={restaurant} main={at < 2} />}
      />
    </Page>
  )
}

function RestaurantCard({ restaurant, main }: { restaurant: StoreCard; main: boolean }) {
  const look = 'aspect-3/2 w-full transition-transform duration-500 group-hover:scale-[1.03]'
  return (
    <Link
      to="/restaurants/$restaurantId"
      params={{ restaurantId: restaurant.id }}
      className="group grid gap-3 rounded-3xl"
    >
      <div className="overflow-hidden rounded-3xl shadow-lift">
        <StorePicture store={restaurant} main={main} className={look} />
      </div>
      <div className="grid gap-1 px-1">
        <h2 className="text-xl font-bold group-hover:text-accent">{restaurant.name}</h2>
        <p className="line-clamp-2 text-soft">{restaurant.description}</p>
      </div>
    </Link>
  )
}

const RestaurantListSkeleton = () => (
  <Loading className={columns}>
    {Array.from({ length: 6 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: skeletons never change order
      <div key={index} className="grid gap-3">
        <Skeleton className="aspect-3/2 rounded-3xl" />
        <Skeleton className="h-7 w-2/5" />
        <Skeleton className="h-12" />
      </div>
    ))}
  </Loading>
)
