import { Link } from '@tanstack/react-router'
import { Button } from '../../../../web/kit/button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { Scene } from './scene.tsx'
import { type Card, shopsQuery } from './shop-queries.ts'
import { useShopText } from './text.ts'
import { TodayLeft } from './today-left.tsx'

const columns = 'grid gap-x-6 gap-y-6 sm:grid-cols-2 lg:grid-cols-3'

/** Every shop, with what is left of its day. */
export function Shops() {
  const t = useShopText()
  const list = useInfiniteQuery(shopsQuery)
  if (list.isPending) return <ShopListSkeleton />
  if (list.isError && !list.data)
    return <Failure problem={list.error} onRetry={() => list.refetch()} />
  const shops = list.data.pages.flatMap(({ data }) => data)
  if (shops.length === 0)
    return <EmptyState title={t('shops.none')}>{t('shops.noneLead')}</EmptyState>
  return (
    <>
      <ul className={columns}>
        {shops.map((shop) => (
          <li key={shop.id}>
            <ShopCard shop={shop} />
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
          {t('shops.more')}
        </Button>
      ) : null}
    </>
  )
}

function ShopCard({ shop }: { shop: Card }) {
  const t = useShopText()
  return (
    <Link
      to="/shops/$shopId"
      params={{ shopId: shop.id }}
      className="group grid h-full content-start overflow-hidden rounded-3xl border border-line bg-card shadow-lift"
    >
      <Scene kind={shop.kind} className="aspect-5/2 w-full" />
      <div className="grid gap-3 p-5">
        <div className="flex items-baseline justify-between gap-3">
          <h3 className="text-xl font-bold group-hover:text-accent">{shop.name}</h3>
          <Tag>{shop.closed ? t('shop.closedForGood') : t(`kind.${shop.kind}`)}</Tag>
        </div>
        {shop.closed ? null : <TodayLeft shopId={shop.id} />}
      </div>
    </Link>
  )
}

const ShopListSkeleton = () => (
  <Loading className={columns}>
    {Array.from({ length: 3 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: three rooms that never move
      <Skeleton key={index} className="h-72 rounded-3xl" />
    ))}
  </Loading>
)
