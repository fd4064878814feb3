import { useParams, useSearch } from '@tanstack/react-router'
import { TimeSection } from '../../../../bookings/screens/claim/time-section.tsx'
import { useClaim } from '../../../../bookings/screens/claim/use-claim.ts'
import { Gallery } from '../../../../stores/pictures/screens/gallery/gallery.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Page, PageHeading } from '../../../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useLive } from '../../../../web/live.ts'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { claiming } from './claiming.ts'
import { DayGrid } from './day-grid.tsx'
import { patchPlaces, type RestaurantAnswer, restaurantQuery } from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'

/** One restaurant: pictures, description, and what remains of the next ten days. */
export function Restaurant() {
  const t = useRestaurantText()
  const { restaurantId } = useParams({ from: '/restaurants/$restaurantId' })
  const asked = useQuery(restaurantQuery(restaurantId))
  if (asked.data) return <RestaurantPage {...asked.data} />
  return (
    <Page title={t('restaurant.title')} heading="unseen">
      {asked.isError ? (
        <Failure problem={asked.error} onRetry={() => asked.refetch()} />
      ) : (
        <RestaurantSkeleton />
      )}
    </Page>
  )
}

function RestaurantPage({ restaurant, days }: RestaurantAnswer) {
  const t = useRestaurantText()
  const client = useQueryClient()
  const { queryKey } = restaurantQuery(restaurant.id)
  const isUp = useLive(restaurant.id, {
    onPlaces: (changes) => patchPlaces(client, restaurant.id, changes),
    onReconnect: () => client.invalidateQueries({ queryKey }),
  })
  const me = useMe()
  const claim = useClaim(claiming(restaurant.id))
  const { date } = useSearch({ from: '/restaurants/$restaurantId' })
  return (
    <Page title={restaurant.name} heading="own">
      <Gallery images={restaurant.images} />
      <div className="grid gap-3">
        <PageHeading title={restaurant.name} className="sm:text-4xl" />
        <p className="max-w-prose text-lg whitespace-pre-line text-soft">
          {restaurant.description}
        </p>
      </div>
      <TimeSection
        title={t('grid.title')}
        lead={t('grid.lead')}
        timeZone={restaurant.timeZone}
        isUp={isUp}
        isClosed={restaurant.closed}
      >
        {restaurant.closed ? (
          <Notice tone="warn">{t('restaurant.closedLead')}</Notice>
        ) : (
          <DayGrid
            days={days}
            currency={restaurant.currency}
            date={date}
            claim={me ? claim : undefined}
          />
        )}
      </TimeSection>
    </Page>
  )
}

const RestaurantSkeleton = () => (
  <Loading className="grid gap-8">
    <Skeleton className="aspect-3/2 rounded-3xl md:aspect-auto md:h-[28rem]" />
    <Skeleton className="h-10 w-1/3" />
    <Skeleton className="h-14 max-w-prose" />
    <div className="grid gap-4 md:grid-cols-5">
      {['h-80', 'h-80', 'h-80', 'h-80', 'h-80'].map((look, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: skeletons never change order
        <Skeleton key={index} className={`${look} ${index > 0 ? 'hidden md:block' : ''}`} />
      ))}
    </div>
  </Loading>
)
