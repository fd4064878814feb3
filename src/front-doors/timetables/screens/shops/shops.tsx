import { Link } from '@tanstack/react-router'
import { StoreList } from '../../../../stores/screens/list/store-list.tsx'
import { type StoreCard, storesQuery } from '../../../../stores/screens/store-queries.ts'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { EmptyState, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { kindName } from '../kinds.ts'
import { menuText } from '../text.ts'
import { Scene } from './scene.tsx'
import { useShopText } from './text.ts'
import { TodayLeft } from './today-left.tsx'

const columns = 'grid gap-x-6 gap-y-6 sm:grid-cols-2 lg:grid-cols-3'

/** Every shop, with what remains of today. */
export function Shops() {
  const t = useShopText()
  return (
    <Page title={menuText()('title')} lead={menuText()('lead')}>
      <StoreList
        query={storesQuery('timetables')}
        columns={columns}
        loading={<ShopListSkeleton />}
        none={<EmptyState title={t('shops.none')}>{t('shops.noneLead')}</EmptyState>}
        card={(shop) => <ShopCard shop={shop} />}
      />
    </Page>
  )
}

const ShopCard = ({ shop }: { shop: StoreCard }) => (
  <Link
    to="/shops/$shopId"
    params={{ shopId: shop.id }}
    className="group grid h-full content-start overflow-hidden rounded-3xl border border-line bg-card shadow-lift"
  >
    <Scene kind={shop.kind} className="aspect-5/2 w-full" />
    <div className="grid gap-3 p-5">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-xl font-bold group-hover:text-accent">{shop.name}</h2>
        <Tag>{kindName(shop.kind)}</Tag>
      </div>
      <TodayLeft shopId={shop.id} />
    </div>
  </Link>
)

const ShopListSkeleton = () => (
  <Loading className={columns}>
    {Array.from({ length: 3 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: skeletons never change order
      <Skeleton key={index} className="h-72 rounded-3xl" />
    ))}
  </Loading>
)
