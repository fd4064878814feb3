import { useState } from 'react'
import { numberText, priceText, wallTimeAt } from '../../../../kernel/format.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Lot, Mine } from '../lots/lot-queries.ts'
import { type HistoryLine, linesOf } from './history-lines.ts'
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
  const latest = linesOf(bids)
  const shown = isWhole ? latest : latest.slice(0, SHOWN)
  if (lot.bids === 0) return <p className="text-soft">{t('history.none')}</p>
  return (
    <div className="grid gap-3">
      <ol className="grid">
        {shown.map((line) => (
          <BidLine key={line.key} {...{ line, lot, mine }} />
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
  readonly line: HistoryLine
  readonly lot: Pick<Lot, 'currency' | 'timeZone'>
  readonly mine: Mine | undefined
}

/** On one line on a phone too. */
function BidLine({ line, lot: { currency, timeZone }, mine }: BidLineProps) {
  const t = useRoomText()
  const language = useLanguage()
  const name = useBidderName(mine)
  const { number, bidder, amount, isBeaten } = line
  const at = new Date(line.at)
  const seconds = String(at.getSeconds()).padStart(2, '0')
  const isMine = bidder === mine?.bidder
  return (
    <li
      className={`flex items-baseline gap-x-2 border-b border-line px-2 py-2 whitespace-nowrap last:border-0 sm:gap-x-3 ${isMine ? 'rounded-lg bg-blush' : ''}`}
    >
      <span className="w-6 shrink-0 text-right text-sm text-soft">
        {number === null ? '' : numberText(number, language)}
      </span>
      <span className="flex min-w-0 grow items-baseline gap-1.5">
        <span className={`truncate ${isMine ? 'font-bold' : 'font-medium'}`}>{name(bidder)}</span>
        {number === null ? <Tag>{t('history.automatic')}</Tag> : null}
        {isBeaten ? <span className="sr-only">{t('history.beaten')}</span> : null}
      </span>
      <span className={isBeaten ? 'text-soft' : 'font-bold'}>
        {priceText({ amount, currency }, language)}
      </span>
      <time dateTime={line.at} className="text-right text-xs text-soft tabular-nums sm:text-sm">
        {wallTimeAt(at, timeZone)}:{seconds}
      </time>
    </li>
  )
}
