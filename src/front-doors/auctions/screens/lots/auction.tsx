import { useParams, useSearch } from '@tanstack/react-router'
import { Gallery } from '../../../../stores/pictures/screens/gallery/gallery.tsx'
import { OtherDoors } from '../../../../stores/screens/other-doors.tsx'
import { storeQuery } from '../../../../stores/screens/store-queries.ts'
import { StoreSkeleton } from '../../../../stores/screens/store-skeleton.tsx'
import type { StoreAnswer } from '../../../../web/door.ts'
import { LoadedPage } from '../../../../web/kit/loaded.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Page, PageHeading } from '../../../../web/kit/page.tsx'
import { useQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import { LotList } from './lot-list.tsx'
import { StageTabs } from './stage-tabs.tsx'
import { useLotText } from './text.ts'

/** One seller's auction: what it says of itself, and its lots. */
export function Auction() {
  const { auctionId } = useParams({ from: '/auctions/$auctionId' })
  return (
    <LoadedPage
      query={useQuery(storeQuery(auctionId))}
      title={menuText()('kind')}
      loading={<StoreSkeleton />}
    >
      {(auction) => <AuctionPage auction={auction} />}
    </LoadedPage>
  )
}

function AuctionPage({ auction }: { readonly auction: StoreAnswer }) {
  const t = useLotText()
  const { stage = 'live' } = useSearch({ from: '/auctions/$auctionId' })
  const { images } = auction
  return (
    <Page title={auction.name} heading="own">
      {images.length > 0 ? <Gallery images={images} /> : null}
      <div className="grid gap-1 sm:gap-3">
        <PageHeading title={auction.name} className="max-sm:text-2xl sm:text-4xl" />
        <p className="max-w-prose whitespace-pre-line text-soft sm:text-lg">
          {auction.description}
        </p>
        <OtherDoors store={auction} here="auctions" />
      </div>
      {auction.closed ? <Notice tone="warn">{t('closed')}</Notice> : null}
      <StageTabs stage={stage} />
      <LotList filter={{ stage, auctionId: auction.id }} />
    </Page>
  )
}
