import { useState } from 'react'
import { numberText, priceText, wallTimeAt } from '../../../../kernel/format.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Bid, Lot, Mine } from '../lots/lot-queries.ts'
import { useBidderName } from './price-panel.tsx'
import { useRoomText } from './text.ts'
import type { Room } from './use-room.ts'

interface HistoryProps {
  readonly room: Room
  readonly mine: Mine | undefined
}

/** Lines before the reader asks for more. */
const SHOWN = 10

/** Bids, the latest first; bidders are numbers. */
export function History({ room: { bids, lot }, mine }: HistoryProps) {
  const t = useRoomText()
  const [isWhole, setWhole] = useState(false)
  const latest = bids.toReversed()
  const shown = isWhole ? latest : latest.slice(0, SHOWN)
  if (lot.bids === 0) return <p className="text-soft">{t('history.none')}</p>
  return (
    <div className="grid gap-3">
      <ol className="grid">
        {shown.map((bid) => (
          <BidLine key={bid.number} {...{ bid, lot, mine }} />
        ))}
      </ol>
      {latest.length > SHOWN && !isWhole ? (
        <Button kind="quiet" className="justify-self-start" onClick={() => setWhole(true)}>
          {t('history.more', { count: latest.length - SHOWN })}
        </Button>
      ) : null}
    </div>
  )
}

interface BidLineProps {
  readonly bid: Bid
  readonly lot: Pick<Lot, 'currency' | 'timeZone'>
  readonly mine: Mine | undefined
}

function BidLine({ bid, lot: { currency, timeZone }, mine }: BidLineProps) {
  const t = useRoomText()
  const language = useLanguage()
  const name = useBidderName(mine)
  const at = new Date(bid.at)
  const seconds = String(at.getSeconds()).padStart(2, '0')
  const isMine = bid.bidder === mine?.bidder
  return (
    <li
      className={`flex flex-wrap items-baseline gap-x-3 border-b border-line px-2 py-2 last:border-0 ${isMine ? 'rounded-lg bg-blush' : ''}`}
    >
      <span className="w-8 text-right text-sm text-soft">{numberText(bid.number, language)}</span>
      <span className="grow">
        <span className={isMine ? 'font-bold' : 'font-medium'}>{name(bid.bidder)}</span>{' '}
        {bid.leader === bid.bidder ? null : <Tag>{t('history.beaten')}</Tag>}
      </span>
      <span className="font-bold">{priceText({ amount: bid.amount, currency }, language)}</span>
      <time dateTime={bid.at} className="w-18 text-right text-sm text-soft">
        {wallTimeAt(at, timeZone)}:{seconds}
      </time>
    </li>
  )
}
