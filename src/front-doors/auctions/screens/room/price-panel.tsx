import { dayText, priceText, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import { withZone } from '../../../../web/kit/zone.ts'
import { useLanguage } from '../../../../web/language.ts'
import { LotClock } from '../clock/lot-clock.tsx'
import type { Lot, Mine } from '../lots/lot-queries.ts'
import { priceLabel, ReserveTag, StageTag } from '../lots/lot-tile.tsx'
import { useLotText } from '../lots/text.ts'
import { useRoomText } from './text.ts'
import type { Room } from './use-room.ts'

interface PricePanelProps {
  readonly room: Room
  readonly mine: Mine | undefined
}

/** The price in the largest letters, who leads, how long, and what is known of the reserve. */
export function PricePanel({ room: { lot, viewers }, mine }: PricePanelProps) {
  const t = useRoomText()
  const label = useLotText()(priceLabel(lot))
  const language = useLanguage()
  const { stage, price, startPrice, currency, bids, bidders } = lot
  const isOpen = stage === 'live' || stage === 'scheduled' || stage === 'closing'
  return (
    <section aria-label={t('price.label')} className="grid gap-3">
      <div className="grid">
        <p className="font-semibold text-soft">{label}</p>
        <p className="text-4xl font-extrabold tracking-tight sm:text-5xl">
          {priceText({ amount: price ?? startPrice, currency }, language)}
        </p>
        <Leader lot={lot} mine={mine} />
      </div>
      {isOpen ? (
        <div className="grid gap-0.5 rounded-2xl bg-well px-4 py-3">
          <LotClock lot={lot} className="text-2xl font-bold" />
          <Ends lot={lot} />
        </div>
      ) : null}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-soft">
        <span>{t('counts.bids', { count: bids })}</span>
        <span>{t('counts.bidders', { count: bidders })}</span>
        {viewers === null ? null : <span>{t('counts.viewers', { count: viewers })}</span>}
      </p>
      <p className="flex flex-wrap gap-1.5 empty:hidden">
        <StageTag stage={stage} />
        <ReserveTag lot={lot} />
      </p>
    </section>
  )
}

function Leader({ lot: { leader, stage }, mine }: { readonly lot: Lot; mine: Mine | undefined }) {
  const t = useRoomText()
  const name = useBidderName(mine)
  if (stage === 'unsold' || stage === 'withdrawn') return null
  if (leader === null) return <p className="text-soft">{t('leader.none')}</p>
  return (
    <p className="text-soft">
      {t(stage === 'sold' ? 'leader.sold' : 'leader.now')}{' '}
      <strong className={leader === mine?.bidder ? 'text-good' : 'text-ink'}>{name(leader)}</strong>
    </p>
  )
}

/** A bidder is a number to others, and `me` to the reader. */
export function useBidderName(mine: Mine | undefined): (bidder: number) => string {
  const t = useRoomText()
  return (bidder) => (bidder === mine?.bidder ? t('bidder.me') : t('bidder.other', { bidder }))
}

/** When it starts or ends by the auction's clock, and whether the end was moved. */
function Ends({ lot }: { readonly lot: Lot }) {
  const t = useRoomText()
  const language = useLanguage()
  const { stage, startsAt, endsAt, hardEndsAt, closedAt, timeZone, terms } = lot
  const text = (instant: string) => {
    const at = new Date(instant)
    const when = `${dayText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
    return withZone(when, timeZone, language)
  }
  if (closedAt) return <p className="text-sm text-soft">{t('ended', { when: text(closedAt) })}</p>
  const planned = Date.parse(hardEndsAt) - terms.extendMostSeconds * 1000
  const isExtended = Date.parse(endsAt) > planned
  return (
    <>
      {stage === 'scheduled' ? (
        <p className="text-sm text-soft">{t('starts', { when: text(startsAt) })}</p>
      ) : null}
      <p className="text-sm text-soft">{t('ends', { when: text(endsAt) })}</p>
      {isExtended ? (
        <p className="text-sm font-semibold text-warn">
          {t('extended', { most: wallTimeAt(new Date(hardEndsAt), timeZone) })}
        </p>
      ) : null}
    </>
  )
}
