import { Link, useParams, useRouterState, useSearch } from '@tanstack/react-router'
import { useClaim } from '../../../../orders/screens/use-claim.ts'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Page, PageHeading } from '../../../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useLive } from '../../../../web/live.ts'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { claiming } from '../booking/table-booking.tsx'
import { DayGrid } from './day-grid.tsx'
import { Gallery } from './gallery.tsx'
import { patchPlaces, type RestaurantAnswer, restaurantQuery } from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'

/** One restaurant: what it looks like, what it is, and what remains of its next ten days. */
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
      <section aria-labelledby="times" className="grid gap-5">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="grid gap-1">
            <h2 id="times" className="text-2xl font-bold">
              {t('grid.title')}
            </h2>
            <p className="text-soft">
              {t('grid.lead')} <ElsewhereClock timeZone={restaurant.timeZone} />
            </p>
          </div>
          {me === null && !restaurant.closed ? <SignInToBook /> : null}
        </div>
        <p role="status" className={isUp ? 'sr-only' : 'text-sm font-medium text-warn'}>
          {isUp ? '' : t('grid.lost')}
        </p>
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
      </section>
    </Page>
  )
}

/** Signed out, the times are no links; this is the one way on, and it leads back here. */
function SignInToBook() {
  const t = useRestaurantText()
  const here = useRouterState({ select: ({ location }) => location.href })
  return (
    <Link to="/sign-in" search={{ return: here }} className={buttonLook()}>
      {t('grid.signIn')}
    </Link>
  )
}

/** Says whose clock the times are on, where it is not the reader's. */
function ElsewhereClock({ timeZone }: { timeZone: string }) {
  const t = useRestaurantText()
  const language = useLanguage()
  if (timeZone === Intl.DateTimeFormat().resolvedOptions().timeZone) return null
  const name = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'long' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value
  return <>{t('grid.localTime', { zone: name ?? timeZone })}</>
}

const RestaurantSkeleton = () => (
  <Loading className="grid gap-8">
    <Skeleton className="aspect-3/2 rounded-3xl md:aspect-auto md:h-[28rem]" />
    <Skeleton className="h-10 w-1/3" />
    <Skeleton className="h-14 max-w-prose" />
    <div className="grid gap-4 md:grid-cols-5">
      {['h-80', 'h-80', 'h-80', 'h-80', 'h-80'].map((look, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: five rooms that never move
        <Skeleton key={index} className={`${look} ${index > 0 ? 'hidden md:block' : ''}`} />
      ))}
    </div>
  </Loading>
)
