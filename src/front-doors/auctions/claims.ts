import * as bookings from '../../bookings/place.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import type { LineAsk } from '../../orders/claim-rules.ts'
import type { Offered } from '../../orders/offers.ts'
import type { Once } from '../../postgres/once.ts'
import type { LotAsk } from './bid-queries.ts'
import { depositLine, lotLine } from './lines.ts'
import { type DepositItem, deposits, type WonItem, wonLots } from './offers.ts'
import * as rules from './rules.ts'

// The two things of an auction that orders are made of: a lot for its winner, and a deposit.

const door = { name: 'auctions', members: () => ({}) }
/** More than the people who could bid on one lot. */
const DEPOSITS_MOST = 1_000_000

interface Asked extends LotAsk {
  readonly buyerId: Id<'Account'>
  readonly once: Once
}

/**
 * The order of a lot for the account that has won it, until the win expires.
 * Problems in order: those of the key, not-won, those of `claim`.
 */
export function orderLot(
  engine: Engine,
  { lotId, buyerId, price, ...ask }: Asked & { readonly price?: number | undefined },
) {
  const item: WonItem = { offers: wonLots, what: { lotId, buyerId } }
  return bookings.placeMany(engine, door, {
    ...{ ...ask, buyerId, items: [item], isByStore: true },
    draft(offers, now) {
      const offer = offers.of(item)
      if (!offer || offer.win.expiresAt <= now) return rules.notWon()
      const { auction, title, win } = offer
      return {
        store: { ...auction, kind: null },
        title,
        holdSeconds: (win.expiresAt.getTime() - now.getTime()) / 1000,
        isOwed: true,
        lines: [{ ...lineOf(item, offers, 1), unitPrice: win.amount, seenPrice: price }],
        describeLine: ({ key }) => lotLine(key, title),
      }
    },
  })
}

/**
 * The order of a deposit for a lot that can be bid on, now or later.
 * Problems in order: those of the key, lot-missing, deposit-paid, lot-closed, no-deposit, those of `claim`.
 */
export function placeDeposit(engine: Engine, { lotId, ...ask }: Asked) {
  const item: DepositItem = { offers: deposits, what: { lotId, buyerId: ask.buyerId } }
  return bookings.placeMany(engine, door, {
    ...{ ...ask, items: [item], isByStore: true },
    draft(offers, now) {
      const lot = offers.of(item)
      if (!lot) return rules.lotMissing()
      const refused = mayPlace(lot, now)
      if (refused instanceof Problem) return refused
      return {
        store: { ...lot.auction, kind: null },
        title: depositLine('', lot.title).what.ko,
        ...{ holdSeconds: rules.DEPOSIT_HOLD_SECONDS, asksBooker: false },
        lines: [{ ...lineOf(item, offers, DEPOSITS_MOST), unitPrice: lot.terms.deposit }],
        describeLine: ({ key }) => depositLine(key, lot.title),
      }
    },
  })
}

function mayPlace(
  lot: Parameters<typeof rules.stageAt>[0] & Pick<rules.Lot, 'terms'> & { isPaid: boolean },
  now: Date,
) {
  if (lot.isPaid) return rules.depositPaid()
  if (!['scheduled', 'live'].includes(rules.stageAt(lot, now))) return rules.lotClosed()
  return lot.terms.deposit === 0 ? rules.noDeposit() : undefined
}

const lineOf = (
  item: WonItem | DepositItem,
  offers: Offered,
  capacity: number,
): Omit<LineAsk, 'unitPrice'> => ({
  place: { ...offers.placeOf(item), capacity, startsAt: null },
  quantity: 1,
})
