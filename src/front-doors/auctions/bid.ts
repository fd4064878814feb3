import { type Engine, perEngine } from '../../engine.ts'
import { GroupCommit } from '../../kernel/group-commit.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { placeId } from '../../places/place-id.ts'
import { type Once, type Replay, rememberFresh, replaysOf } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { withPhone } from '../../stores/hold-terms/operations.ts'
import * as queries from './bid-queries.ts'
import * as bidRules from './bid-rules.ts'
import type { LotMail } from './mails/queries.ts'
import { queueLotMails } from './mails/queue.ts'
import { outbid } from './mails/rules.ts'
import * as rules from './rules.ts'
import { countUnpaid } from './unpaid-queries.ts'
import { bidView } from './view.ts'
import { insertWins } from './win-queries.ts'
import { winOf } from './win-rules.ts'

export interface BidRequest extends queries.LotAsk, bidRules.BidAsk {
  readonly once: Once
}

type BidAnswer = Replay | { readonly stored: string }

/**
 * Bids on a lot, or buys it at once. Bids that arrive during a commit share the next one; all processes
 * take turns on the lot's row, and read the clock behind its lock: a bid is in time or late by the same
 * clock as the closing.
 * Problems in order: those of the key, lot-missing, those of `bid` of bid-rules.ts.
 */
export const placeBid = (engine: Engine, { storeId, lotId, ...ask }: BidRequest) =>
  withPhone(engine, ask.accountId, (hasPhone) =>
    bids(engine).submit(`${storeId} ${lotId}`, { ...ask, hasPhone }),
  )

type QueuedBid = Omit<BidRequest, 'storeId' | 'lotId'>

const bids = perEngine(
  (engine) =>
    new GroupCommit<QueuedBid, BidAnswer>(async (asks, lane) => {
      const [storeId = '', lotId = ''] = lane.split(' ')
      const answers = await bidAll(engine, { storeId, lotId }, asks)
      // A hint to those who watch at this process; the relay tells the others.
      engine.bus.publish([{ topic: 'lot.changed', storeId, subjectId: lotId, body: { lotId } }])
      return answers
    }),
)

async function bidAll(engine: Engine, at: queries.LotAsk, asks: readonly QueuedBid[]) {
  const accountIds = [...new Set(asks.map(({ accountId }) => accountId))]
  return engine.cell(at.storeId).transactionAfter(
    // Pipelined in this order: what follows the lock is read under it.
    (on) =>
      Promise.all([
        queries.lockLot(on, at),
        queries.readBidders(on, at, accountIds),
        replaysOf(on, asks),
        countUnpaid(on, accountIds),
      ]),
    async (tx, [lot, bidders, replays, unpaid]): Promise<(BidAnswer | Problem)[]> => {
      const fresh = asks.filter((ask) => !replays.has(ask))
      // What somebody has bid on goes on to its end.
      if (!lot || (lot.shutAt && lot.shutAt <= tx.now && lot.bids === 0))
        return asks.map((ask) => replays.get(ask) ?? refusalOf(lot))
      const deposits = await depositsFor(tx, at, lot, accountIds)
      const { ownerId, asksPhone } = lot
      const facts = { lot, ownerId, asksPhone, bidders, deposits, unpaid }
      const decided = bidRules.bid(facts, fresh, tx.now)
      const answers = new Map<QueuedBid, BidAnswer | Problem>(replays)
      const kept: { once: Once; answer: string }[] = []
      fresh.forEach((ask, index) => {
        const outcome = decided.outcomes[index] as bidRules.BidOutcome | Problem
        if (outcome instanceof Problem) {
          answers.set(ask, outcome)
          return
        }
        const answer = JSON.stringify(bidView(lot, outcome, tx.now))
        kept.push({ once: ask.once, answer })
        answers.set(ask, { stored: answer })
      })
      if (kept.length > 0) await tx.commitWith(writesOf(engine, tx, at, lot, decided, kept))
      return asks.map((ask) => answers.get(ask) as BidAnswer | Problem)
    },
  )
}

const refusalOf = (lot: object | undefined): Problem =>
  lot ? rules.lotClosed() : rules.lotMissing()

async function depositsFor(
  tx: Tx,
  { storeId, lotId }: queries.LotAsk,
  { terms }: rules.Bidding,
  accountIds: readonly Id<'Account'>[],
) {
  if (terms.deposit === 0) return undefined
  const place = { storeId, placeId: placeId(storeId, rules.depositKey(lotId)) }
  const kept = await queries.keepDeposits(tx, place, accountIds)
  return new Set(kept.map(({ accountId }) => accountId))
}

function writesOf(
  engine: Engine,
  tx: Tx,
  at: queries.LotAsk,
  before: rules.Bidding,
  { lot, bids: given, bidders, outcomes }: bidRules.Decided<rules.Bidding>,
  kept: readonly { readonly once: Once; readonly answer: string }[],
): Promise<unknown>[] {
  const isBought = outcomes.some((it) => !(it instanceof Problem) && it.outcome === 'bought')
  const buyer = bidders.find(({ bidder }) => bidder === lot.leader)
  const passed = outbid(before, lot)
  const mails: LotMail[] = passed ? [{ kind: 'outbid', bidder: passed, turn: lot.bids }] : []
  if (isBought && buyer)
    mails.push(
      { kind: 'won', bidder: buyer.bidder, turn: 1 },
      { kind: 'sold', bidder: null, turn: 1 },
    )
  return [
    ...(given.length > 0
      ? [
          queries.writeBidding(tx, at, lot),
          queries.writeBidders(tx, at, bidders),
          queries.insertBids(tx, at, given),
        ]
      : []),
    ...(isBought && buyer
      ? [insertWins(tx, at, [winOf('buy-now', { ...buyer, amount: lot.price ?? 0 }, tx.now)])]
      : []),
    ...(mails.length > 0 ? [queueLotMails(engine, tx, at, mails)] : []),
    rememberFresh(tx, kept),
  ]
}
