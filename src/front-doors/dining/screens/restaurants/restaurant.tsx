import { useParams, useSearch } from '@tanstack/react-router'
import { PriceChanged } from '../../../../bookings/screens/claim/price-changed.tsx'
import { TimeSection } from '../../../../bookings/screens/claim/time-section.tsx'
import { useClaim } from '../../../../bookings/screens/claim/use-claim.ts'
import { useWantedTime } from '../../../../bookings/screens/claim/use-wanted-time.ts'
import { DepositSaid, useIsWaived } from '../../../../bookings/screens/no-shows/deposit-said.tsx'
import { LineSaid } from '../../../../door-line/screens/line-said.tsx'
import { StoreMenu } from '../../../../stores/menu/screens/store-menu.tsx'
import { Gallery } from '../../../../stores/pictures/screens/gallery/gallery.tsx'
import { pricingText } from '../../../../stores/pricing-rules.ts'
import { StoreAbout } from '../../../../stores/profile/screens/store-about.tsx'
import { StoreActions } from '../../../../stores/saved/screens/store-actions.tsx'
import { HoldTermsSaid } from '../../../../stores/screens/hold-terms/hold-terms-said.tsx'
import { OtherDoors } from '../../../../stores/screens/other-doors.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Page, PageHeading } from '../../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useLive } from '../../../../web/live.ts'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { claiming } from './claiming.ts'
import { DayGrid } from './day-grid.tsx'
import { PartySection } from './parties/party-section.tsx'
import { useFreeTimes, useFreeTimesRefresh } from './parties/use-free-times.ts'
import {
  type Day,
  patchPlaces,
  type RestaurantAnswer,
  restaurantQuery,
  unitOf,
} from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'
import { useTaking } from './use-taking.tsx'

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

function RestaurantPage({ restaurant, days: known }: RestaurantAnswer) {
  const t = useRestaurantText()
  const client = useQueryClient()
  const isDeposit = restaurant.pricing.means === 'part'
  const isWaived = useIsWaived(restaurant.id) && isDeposit
  const days = isWaived ? known.map(withoutDeposit) : known
  const { queryKey } = restaurantQuery(restaurant.id)
  const choosing = useFreeTimes(restaurant, days)
  const refreshFree = useFreeTimesRefresh(restaurant.id)
  const isUp = useLive(restaurant.id, {
    onPlaces: (changes) => {
      patchPlaces(client, restaurant.id, changes)
      if (changes.some(({ placeId }) => !hasPlace(days, placeId))) refreshFree()
    },
    onOpen: () => client.invalidateQueries({ queryKey }),
  })
  const free = choosing.query.data
  const hasTables = !restaurant.closed && free !== undefined && free.areas.length > 0
  const isUnknown = !restaurant.closed && choosing.query.isPending && days.every(isUnused)
  const language = useLanguage()
  const claim = useClaim(claiming(restaurant.id))
  const { take, ways } = useTaking(restaurant, claim)
  const { date, time } = useSearch({ from: '/restaurants/$restaurantId' })
  const wanted = useWantedTime(time && date ? `${date} ${time}` : undefined)
  const pricing = days.some(isPriced) ? pricingText(restaurant.pricing)?.[language] : undefined
  return (
    <Page title={restaurant.name} heading="own">
      <Gallery images={restaurant.images} />
      <div className="grid gap-1 sm:gap-3">
        <PageHeading title={restaurant.name} className="max-sm:text-2xl sm:text-4xl" />
        <p className="max-w-prose whitespace-pre-line text-soft sm:text-lg">
          {restaurant.description}
        </p>
        <OtherDoors store={restaurant} here="dining" />
        <StoreActions store={restaurant} />
      </div>
      <LineSaid storeId={restaurant.id} page={`/restaurants/${restaurant.id}/line`} />
      {isUnknown ? <Skeleton className="h-96" /> : null}
      {hasTables ? <PartySection {...{ restaurant, choosing, free, isUp }} /> : null}
      {(hasTables && days.every(hasNoTime)) || (isUnknown && days.every(isUnused)) ? null : (
        <TimeSection
          title={t('grid.title')}
          lead={
            <>
              {pricing ? `${pricing} · ` : ''}
              {t(`grid.lead.${unitOf(restaurant.pricing)}`)}
            </>
          }
          timeZone={restaurant.timeZone}
          isUp={isUp}
        >
          {restaurant.closed ? (
            <Notice tone="warn">{t('restaurant.closedLead')}</Notice>
          ) : days.every(isUnused) ? (
            <EmptyState title={t('grid.none')}>{t('grid.noneLead')}</EmptyState>
          ) : (
            <>
              <HoldTermsSaid storeId={restaurant.id} to="book" />
              {isDeposit && known.some(isPriced) ? <DepositSaid storeId={restaurant.id} /> : null}
              <PriceChanged claim={claim} />
              <DayGrid {...{ days, restaurant, date, claim, take, wanted }} />
              {ways}
            </>
          )}
        </TimeSection>
      )}
      <StoreMenu storeId={restaurant.id} />
      <StoreAbout storeId={restaurant.id} name={restaurant.name} door="dining" />
    </Page>
  )
}

const isPriced = ({ times }: Day): boolean => times.some(({ price }) => price > 0)

const withoutDeposit = (day: Day): Day => ({
  ...day,
  times: day.times.map((time) => ({ ...time, price: 0 })),
})

const hasPlace = (days: readonly Day[], placeId: string): boolean =>
  days.some(({ times }) => times.some((time) => time.placeId === placeId))

const hasNoTime = ({ times }: Day) => times.length === 0

/** A restaurant of such days only has no times yet, or none any more. */
const isUnused = (day: Day) => hasNoTime(day) && !day.closed

const RestaurantSkeleton = () => (
  <Loading className="grid gap-8">
    <Skeleton className="aspect-2/1 rounded-3xl sm:aspect-3/2 md:aspect-auto md:h-[28rem]" />
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
