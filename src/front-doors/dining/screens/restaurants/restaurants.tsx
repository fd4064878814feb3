import { Link } from '@tanstack/react-router'
import { StoreList } from '../../../../stores/screens/list/store-list.tsx'
import {
  StoreTile,
  TilesSkeleton,
  tileColumns,
  tileLook,
} from '../../../../stores/screens/list/store-tile.tsx'
import { type StoreCard, storesQuery } from '../../../../stores/screens/store-queries.ts'
import { Page } from '../../../../web/kit/page.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { menuText } from '../text.ts'
import { useRestaurantText } from './text.ts'

export function Restaurants() {
  const t = useRestaurantText()
  return (
    <Page title={menuText()('title')} lead={menuText()('lead')}>
      <StoreList
        query={storesQuery('dining')}
        columns={tileColumns}
        loading={<TilesSkeleton count={6} />}
        none={<EmptyState title={t('restaurants.none')}>{t('restaurants.noneLead')}</EmptyState>}
        card={(restaurant, at) => <RestaurantCard restaurant={restaurant} main={at < 2} />}
      />
    </Page>
  )
}

function RestaurantCard({ restaurant, main }: { restaurant: StoreCard; main: boolean }) {
  return (
    <Link
      to="/restaurants/$restaurantId"
      params={{ restaurantId: restaurant.id }}
      className={tileLook}
    >
      <StoreTile store={restaurant} main={main} />
    </Link>
  )
}
