import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { NotOwner } from '../../../../orders/screens/desk/not-owner.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery, useQuery } from '../../../../web/query.ts'
import { meQuery } from '../../../../web/session.ts'
import { OpenRestaurant } from './open-restaurant.tsx'
import { myRestaurantsQuery } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

/** The restaurants somebody owns, and the way to open another. */
export function MyRestaurants() {
  const t = useOwnerText()
  const me = useQuery(meQuery)
  const [isOpening, setOpening] = useState(false)
  const isOwner = me.data && me.data.role !== 'customer'
  return (
    <Page
      title={t('mine.title')}
      aside={
        isOwner ? <Button onClick={() => setOpening(true)}>{t('mine.open')}</Button> : undefined
      }
    >
      {me.isPending ? <ListSkeleton /> : null}
      {me.isError ? <Failure problem={me.error} onRetry={() => me.refetch()} /> : null}
      {me.data !== undefined && !isOwner ? <NotOwner isSignedIn={me.data !== null} /> : null}
      {isOwner ? <List onOpen={() => setOpening(true)} /> : null}
      {isOpening ? <OpenRestaurant onClose={() => setOpening(false)} /> : null}
    </Page>
  )
}

const columns = 'grid gap-6 sm:grid-cols-2 lg:grid-cols-3'

const ListSkeleton = () => (
  <Loading className={columns}>
    <Skeleton className="h-64" />
    <Skeleton className="h-64" />
  </Loading>
)

function List({ onOpen }: { onOpen: () => void }) {
  const t = useOwnerText()
  const list = useInfiniteQuery(myRestaurantsQuery)
  if (list.isPending) return <ListSkeleton />
  if (list.isError && !list.data)
    return <Failure problem={list.error} onRetry={() => list.refetch()} />
  const restaurants = list.data.pages.flatMap(({ data }) => data)
  if (restaurants.length === 0)
    return (
      <EmptyState
        title={t('mine.none')}
        action={<Button onClick={onOpen}>{t('mine.open')}</Button>}
      >
        {t('mine.noneLead')}
      </EmptyState>
    )
  return (
    <>
      <ul className={columns}>
        {restaurants.map((restaurant) => (
          <li key={restaurant.id}>
            <Link
              to="/owner/$restaurantId"
              params={{ restaurantId: restaurant.id }}
              className="group grid overflow-hidden rounded-3xl border border-line bg-card shadow-lift"
            >
              <Picture image={restaurant.image} small decorative className="aspect-5/2 w-full" />
              <div className="flex items-center justify-between gap-3 p-5">
                <h2 className="text-lg font-bold group-hover:text-accent">{restaurant.name}</h2>
                {restaurant.closed ? <Tag>{t('mine.closed')}</Tag> : null}
              </div>
            </Link>
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
          {t('mine.more')}
        </Button>
      ) : null}
    </>
  )
}
