import { useEffect, useState } from 'react'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { LotClock } from '../clock/lot-clock.tsx'
import type { Mine } from '../lots/lot-queries.ts'
import { useRoomText } from './text.ts'
import type { Room } from './use-room.ts'

interface PriceBarProps {
  readonly room: Room
  readonly mine: Mine | undefined
}

/** On a phone: price, clock and the way to bid, whatever part of the page is seen. */
export function PriceBar({ room: { lot }, mine }: PriceBarProps) {
  const t = useRoomText()
  const isLeader = lot.leader !== null && lot.leader === mine?.bidder
  const isAway = useIsAway('bid')
  const isOutbid = mine?.bidder != null && !isLeader
  return (
    <div
      className={`${isAway ? '' : 'invisible'} sticky bottom-[var(--held-bar,0px)] z-10 -mx-4 flex items-center justify-between gap-3 border-t border-line bg-card px-4 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:-mx-6 sm:px-6 lg:hidden short:static`}
    >
      <p className="grid leading-snug">
        <PriceNow room={{ lot }} />
        <span
          className={`text-sm font-semibold ${isLeader ? 'text-good' : isOutbid ? 'text-bad' : 'text-soft'}`}
        >
          {isLeader ? t('bar.leading') : isOutbid ? t('bar.outbid') : t('bar.none')}
        </span>
      </p>
      <a href="#bid" className={buttonLook('primary')}>
        {t('bar.bid')}
      </a>
    </div>
  )
}

/** Whether a part of the page is out of sight. */
function useIsAway(id: string): boolean {
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    const part = document.getElementById(id)
    if (!part) return
    const observer = new IntersectionObserver(
      (entries) => setAway(!entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: SEEN },
    )
    observer.observe(part)
    return () => observer.disconnect()
  }, [id])
  return isAway
}

/** Below the header, and above where the bar would be. */
const SEEN = '-64px 0px -80px 0px'

/** Price and clock in a line: beside every field, because a keyboard may hide the rest. */
export const PriceNow = ({ room: { lot } }: { readonly room: Pick<Room, 'lot'> }) => (
  <span className="flex flex-wrap items-baseline gap-x-2">
    <Price
      money={{ amount: lot.price ?? lot.startPrice, currency: lot.currency }}
      className="text-lg font-bold"
    />
    <LotClock lot={lot} className="text-sm font-semibold" />
  </span>
)
