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
import { CardFacts } from './card-facts.tsx'
import { useConcertText } from './text.ts'

/** Every concert that sells. */
export function Concerts() {
  const t = useConcertText()
  return (
    <Page title={menuText()('title')} lead={menuText()('lead')}>
      <StoreList
        query={storesQuery('concerts')}
        columns={tileColumns}
        loading={<TilesSkeleton count={3} />}
        none={<EmptyState title={t('none')}>{t('noneLead')}</EmptyState>}
        card={(concert, at) => <ConcertCard concert={concert} main={at < 2} />}
      />
    </Page>
  )
}

function ConcertCard({ concert, main }: { concert: StoreCard; main: boolean }) {
  return (
    <Link to="/concerts/$concertId" params={{ concertId: concert.id }} className={tileLook}>
      <StoreTile store={concert} main={main}>
        <CardFacts concert={concert} />
      </StoreTile>
    </Link>
  )
}
