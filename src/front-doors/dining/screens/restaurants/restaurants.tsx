import { Link } from '@tanstack/react-router'
import { Button } from '../../../../web/kit/button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { type Card, restaurantsQuery } from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'

const columns = 'grid gap-x-6 gap-y-9 sm:grid-cols-2 lg:grid-cols-3'

/** Every restaurant, with its picture. */
export function Restaurants() {
  const t = useRestaurantText()
  const list = useInfiniteQuery(restaurantsQuery)
  if (list.isPending) return <RestaurantListSkeleton />
  if (list.isError && !list.data)
    return <Failure problem={list.error} onRetry={() => list.refetch()} />
  const restaurants = list.data.pages.flatMap(({ data }) => data)
  if (restaurants.length === 0)
    return <EmptyState title={t('restaurants.none')}>{t('restaurants.noneLead')}</EmptyState>
  return (
    <>
      <ul className={columns}>
        {restaurants.map((restaurant, index) => (
          <li key={restaurant.id}>
            <RestaurantCard restaurant={restaurant} main={index < 2} />
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button
          kind="quiet"
          className="justify-self-center"
          pending={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          {t('restaurants.more')}
        </Button>
      ) : null}
    </>
  )
}

function RestaurantCard({ restaurant, main }: { restaurant: Card; main: boolean }) {
  const t = useRestaurantText()
  return (
    <Link
      to="/restaurants/$restaurantId"
      params={{ restaurantId: restaurant.id }}
      className="group grid gap-3 rounded-3xl"
    >
      <div className="overflow-hidden rounded-3xl shadow-lift">
        <Picture
          image={restaurant.image}
          main={main}
          small
          decorative
          className="aspect-3/2 w-full transition-transform duration-500 group-hover:scale-[1.03]"
        />
      </div>
      <div className="grid gap-1 px-1">
        <div className="flex items-baseline justify-between gap-3">
          <h3 className="text-xl font-bold group-hover:text-accent">{restaurant.name}</h3>
          {restaurant.closed ? <Tag>{t('restaurant.closedForGood')}</Tag> : null}
        </div>
        <p className="line-clamp-2 text-soft">{restaurant.description}</p>
      </div>
    </Link>
  )
}

const RestaurantListSkeleton = () => (
  <Loading className={columns}>
    {Array.from({ length: 6 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: six rooms that never move
      <div key={index} className="grid gap-3">
        <Skeleton className="aspect-3/2 rounded-3xl" />
        <Skeleton className="h-7 w-2/5" />
        <Skeleton className="h-12" />
      </div>
    ))}
  </Loading>
)
