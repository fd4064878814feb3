import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { priceText } from '../../../../../kernel/format.ts'
import { HoldTermsSaid } from '../../../../../stores/screens/hold-terms/hold-terms-said.tsx'
import { announce } from '../../../../../web/kit/announce.tsx'
import { buttonLook } from '../../../../../web/kit/button.tsx'
import { Notice, Refused, type Tone } from '../../../../../web/kit/notice.tsx'
import { Skeleton } from '../../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { useMe } from '../../../../../web/session.ts'
import type { Lot, Mine } from '../../lots/lot-queries.ts'
import { useRoomText } from '../text.ts'
import type { Room } from '../use-room.ts'
import { BidForm } from './bid-form.tsx'
import { BuyNow } from './buy-now.tsx'
import { DepositPanel } from './deposit-panel.tsx'
import { type Bidding, type Outcome, useBidding } from './use-bidding.ts'

interface BidPanelProps {
  readonly room: Room
  /** Undefined while it loads, and where nobody is signed in. */
  readonly mine: Mine | undefined
}

/** All that a reader can do to win the lot, while it is live or about to be. */
export function BidPanel({ room, mine }: BidPanelProps) {
  const t = useRoomText()
  const me = useMe()
  const bidding = useBidding(room)
  const panel = useFocusBack(bidding.asked !== undefined)
  const { lot } = room
  if (me === null || me?.isGuest) return <SignInFirst lot={lot} />
  if (!mine) return <Skeleton className="h-56" />
  if (mine.isSeller) return <Notice>{t('bid.own')}</Notice>
  const needsDeposit = mine.deposit === 'missing' || mine.deposit === 'held'
  return (
    <section ref={panel} aria-label={t('bid.title')} tabIndex={-1} className="grid gap-4">
      <Standing {...{ lot, mine, bidding }} />
      <Refused problem={bidding.problem} />
      {mine.maximum === null ? <HoldTermsSaid storeId={lot.auctionId} to="bid" /> : null}
      {needsDeposit ? <DepositPanel lot={lot} /> : null}
      {lot.stage === 'live' && !needsDeposit ? (
        <>
          <BidForm {...{ lot, mine, bidding }} />
          <BuyNow {...{ lot, bidding }} />
        </>
      ) : null}
      {lot.stage === 'scheduled' && !needsDeposit ? <Notice>{t('bid.notYet')}</Notice> : null}
    </section>
  )
}

/** Gives the focus to the panel once what was asked in it is gone: else it would fall to the body. */
function useFocusBack(isAsked: boolean) {
  const panel = useRef<HTMLElement>(null)
  const wasAsked = useRef(isAsked)
  useEffect(() => {
    if (wasAsked.current && !isAsked && document.activeElement === document.body)
      panel.current?.focus({ preventScroll: true })
    wasAsked.current = isAsked
  }, [isAsked])
  return panel
}

function SignInFirst({ lot: { auctionId, lotId } }: { readonly lot: Lot }) {
  const t = useRoomText()
  return (
    <section aria-label={t('bid.title')} className="grid gap-2">
      <Link
        to="/sign-in"
        search={{ return: `/auctions/${auctionId}/lots/${lotId}` }}
        className={buttonLook('primary', 'min-h-14 text-lg')}
      >
        {t('bid.signIn')}
      </Link>
    </section>
  )
}

const tones: Record<Outcome, Tone> = {
  leading: 'good',
  kept: 'good',
  bought: 'good',
  outbid: 'warn',
}

interface StandingProps {
  readonly lot: Lot
  readonly mine: Mine
  readonly bidding: Bidding
}

/** What the reader is to the lot, in a sentence; right after a bid, what it has come to. */
function Standing({ lot, mine: { bidder, maximum }, bidding: { outcome } }: StandingProps) {
  const t = useRoomText()
  const language = useLanguage()
  const isLeader = bidder !== null && bidder === lot.leader
  const text = (amount: number) => priceText({ amount, currency: lot.currency }, language)
  // Told once the reader's own number is known, which a first bid brings.
  const isFresh = outcome && (outcome.is === 'outbid') === !isLeader
  const said = isFresh ? t(`outcome.${outcome.is}`, { maximum: text(outcome.maximum) }) : ''
  useEffect(() => {
    if (said) announce(said)
  }, [said])
  if (bidder === null || maximum === null) return null
  const tone = isFresh ? tones[outcome.is] : isLeader ? 'good' : 'warn'
  return (
    <Notice tone={tone} title={said || t(isLeader ? 'standing.leading' : 'standing.outbid')}>
      {t('standing.maximum', { amount: text(maximum), number: bidder })}
    </Notice>
  )
}
