import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Gallery } from '../../../../stores/pictures/screens/gallery/gallery.tsx'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { LoadedPage } from '../../../../web/kit/loaded.tsx'
import { Page, PageHeading } from '../../../../web/kit/page.tsx'
import { Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { type Lot, lotQuery, type Mine, mineQuery } from '../lots/lot-queries.ts'
import { Scene } from '../lots/scene.tsx'
import { tabLook } from '../tabs.ts'
import { About } from './about.tsx'
import { BidPanel } from './bid/bid-panel.tsx'
import { Chat } from './chat/chat.tsx'
import { ClosedPanel } from './closed-panel.tsx'
import { History } from './history.tsx'
import { PriceBar } from './price-bar.tsx'
import { PricePanel } from './price-panel.tsx'
import { Share } from './share.tsx'
import { useRoomText } from './text.ts'
import { type Room as LiveRoom, useRoom } from './use-room.ts'
import { useVoice } from './use-voice.ts'

/** The room of a lot: pictures, price, bids, chat, live. */
export function Room() {
  const t = useRoomText()
  const path = useParams({ from: '/auctions/$auctionId/lots/$lotId' })
  return (
    <LoadedPage query={useQuery(lotQuery(path))} title={t('title')} loading={<RoomSkeleton />}>
      {(lot) => <LotRoom key={path.lotId} lot={lot} />}
    </LoadedPage>
  )
}

const RoomSkeleton = () => (
  <Loading className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-10">
    <Skeleton className="aspect-2/1 rounded-3xl lg:h-[28rem]" />
    <div className="grid content-start gap-4">
      <Skeleton className="h-10 w-2/3" />
      <Skeleton className="h-40" />
      <Skeleton className="h-56" />
    </div>
  </Loading>
)

const open = new Set<Lot['stage']>(['live', 'scheduled'])

function LotRoom({ lot: first }: { readonly lot: Lot }) {
  const { auctionId, lotId } = first
  const room = useRoom(first)
  const isSignedIn = useMe() != null
  const { data: mine } = useQuery({
    ...mineQuery({ auctionId, lotId }),
    enabled: isSignedIn,
  })
  const { lot } = room
  useVoice(lot, mine)
  return (
    <Page title={lot.title} heading="own">
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-x-10">
        <div className="grid gap-5">
          <Pictures lot={lot} />
          <Title lot={lot} isSeller={mine?.isSeller ?? false} />
        </div>
        <div className="grid gap-5 lg:row-span-2">
          <Connection room={room} />
          <PricePanel room={room} mine={mine} />
          {open.has(lot.stage) ? (
            <div id="bid" className="scroll-mt-24">
              <BidPanel room={room} mine={mine} />
            </div>
          ) : (
            <ClosedPanel lot={lot} mine={mine} />
          )}
          <div className="max-lg:hidden">
            <Chat room={room} mine={mine} />
          </div>
        </div>
        <Below room={room} mine={mine} />
      </div>
      {lot.stage === 'live' ? <PriceBar room={room} mine={mine} /> : null}
    </Page>
  )
}

const Pictures = ({ lot: { images } }: { readonly lot: Lot }) =>
  images.length > 0 ? <Gallery images={images} /> : <Scene className="h-44 rounded-3xl sm:h-72" />

function Title({ lot, isSeller }: { readonly lot: Lot; readonly isSeller: boolean }) {
  const t = useRoomText()
  return (
    <div className="grid gap-1">
      <PageHeading title={lot.title} className="max-sm:text-2xl sm:text-4xl" />
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <Link
          to="/auctions/$auctionId"
          params={{ auctionId: lot.auctionId }}
          activeOptions={{ exact: true }}
          className="inline-flex min-h-11 items-center font-semibold text-soft underline"
        >
          {lot.auctionName}
        </Link>
        <div className="flex flex-wrap items-center gap-2">
          {isSeller ? (
            <Link
              to="/desk/$storeId"
              params={{ storeId: lot.auctionId }}
              search={{ tab: 'lots', subject: lot.lotId }}
              className={buttonLook('quiet')}
            >
              {t('manage')}
            </Link>
          ) : null}
          <Share title={lot.title} />
        </div>
      </div>
    </div>
  )
}

/** Says that what is shown may be old. */
function Connection({ room: { isLost } }: { readonly room: LiveRoom }) {
  const t = useRoomText()
  return (
    <p role="status" className={isLost ? 'text-sm font-medium text-warn' : 'sr-only'}>
      {isLost ? t('lost') : ''}
    </p>
  )
}

const parts = ['history', 'chat', 'about'] as const

interface PartProps {
  readonly room: LiveRoom
  readonly mine: Mine | undefined
}

/** Bids, chat and description: one at a time on a phone, all of them where there is room. */
function Below({ room, mine }: PartProps) {
  const t = useRoomText()
  const [shown, setShown] = useState<(typeof parts)[number]>('history')
  const look = (part: (typeof parts)[number]) => (part === shown ? '' : 'max-lg:hidden')
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap gap-1 lg:hidden">
        {parts.map((part) => (
          <button
            key={part}
            type="button"
            aria-pressed={part === shown}
            onClick={() => setShown(part)}
            className={tabLook(part === shown)}
          >
            {t(`parts.${part}`)}
          </button>
        ))}
      </div>
      <section aria-labelledby="history" className={`grid gap-2 ${look('history')}`}>
        <h2 id="history" className="text-xl font-bold max-lg:sr-only">
          {t('history.title')}
        </h2>
        <History room={room} mine={mine} />
      </section>
      {shown === 'chat' ? (
        <div className="lg:hidden">
          <Chat room={room} mine={mine} />
        </div>
      ) : null}
      <div className={look('about')}>
        <About lot={room.lot} />
      </div>
    </div>
  )
}
