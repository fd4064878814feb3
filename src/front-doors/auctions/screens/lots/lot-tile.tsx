import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { tileLook } from '../../../../stores/screens/list/store-tile.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { LotClock } from '../clock/lot-clock.tsx'
import { LotPicture } from './lot-picture.tsx'
import type { LotCard } from './lot-queries.ts'
import { useLotText } from './text.ts'

interface LotTileProps {
  readonly lot: LotCard
  /** Whether its picture is seen at once. */
  readonly main: boolean
  /** Where the page is of one auction, its name is left out. */
  readonly isOfOne?: boolean
  /** What the lot is to the reader, instead of what it is to everybody. */
  readonly children?: ReactNode
}

/** A lot in a list: picture, title, price, bids and the time left. */
export function LotTile({ lot, main, isOfOne = false, children }: LotTileProps) {
  const t = useLotText()
  const { auctionId, lotId, image, title, auctionName, stage, bids } = lot
  return (
    <Link
      to="/auctions/$auctionId/lots/$lotId"
      params={{ auctionId, lotId }}
      className={`${tileLook} max-sm:grid-cols-[8rem_minmax(0,1fr)] max-sm:gap-4`}
    >
      <div className="self-start overflow-hidden rounded-3xl shadow-lift max-sm:rounded-2xl">
        <LotPicture
          image={image}
          main={main}
          className="aspect-square w-full transition-transform duration-500 group-hover:scale-[1.03] sm:aspect-3/2"
        />
      </div>
      <div className="grid content-start gap-0.5 sm:px-1">
        <h2 className="line-clamp-2 text-lg leading-snug font-bold group-hover:text-accent sm:text-xl">
          {title}
        </h2>
        {isOfOne ? null : <p className="truncate text-sm text-soft">{auctionName}</p>}
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-sm text-soft">{t(priceLabel(lot))}</span>
          <Price
            money={{ amount: lot.price ?? lot.startPrice, currency: lot.currency }}
            className="text-lg font-bold"
          />
        </p>
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
          <span className="text-soft">{t('bids', { count: bids })}</span>
          {stage === 'live' || stage === 'scheduled' || stage === 'closing' ? (
            <LotClock lot={lot} className="font-semibold" />
          ) : null}
        </p>
        <p className="flex flex-wrap gap-1.5 pt-1 empty:hidden">
          {children ?? <StageTag stage={stage} />}
          <ReserveTag lot={lot} />
        </p>
      </div>
    </Link>
  )
}

/** What the number of a lot is. */
export const priceLabel = ({ stage, price }: Pick<LotCard, 'stage' | 'price'>) => {
  if (stage === 'sold') return 'price.sold'
  if (price === null) return 'price.start'
  return stage === 'unsold' ? 'price.last' : 'price.now'
}

/** Only of a lot that cannot be bid on. */
export function StageTag({ stage }: Pick<LotCard, 'stage'>) {
  const t = useLotText()
  if (stage === 'sold') return <Tag tone="good">{t('stage.sold')}</Tag>
  if (stage === 'unsold' || stage === 'withdrawn') return <Tag>{t(`stage.${stage}`)}</Tag>
  return null
}

/** Says nothing before the first bid: then it is no news. */
export function ReserveTag({
  lot: { reserve, stage, bids },
}: {
  lot: Pick<LotCard, 'reserve' | 'stage' | 'bids'>
}) {
  const t = useLotText()
  if (reserve === 'none' || bids === 0 || (stage !== 'live' && stage !== 'closing')) return null
  return <Tag tone={reserve === 'met' ? 'good' : 'warn'}>{t(`reserve.${reserve}`)}</Tag>
}
