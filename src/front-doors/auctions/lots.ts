import { timeSkipped } from '../../bookings/rules.ts'
import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { existingInstantOf, type WallDate, type WallTime } from '../../kernel/time.ts'
import { lockOrder } from '../../orders/queries.ts'
import { placeId } from '../../places/place-id.ts'
import { lockPlaces, resizePlaces } from '../../places/queries.ts'
import { resize } from '../../places/rules.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import { copyPictures, listPictures } from '../../stores/pictures/queries.ts'
import type { By, Store } from '../../stores/rules.ts'
import { lockLot, writeBidding } from './bid-queries.ts'
import * as bidRules from './bid-rules.ts'
import * as queries from './lot-queries.ts'
import { queueLotMails } from './mails/queue.ts'
import { readOwnLot } from './own-lots.ts'
import * as rules from './rules.ts'
import * as wins from './win-queries.ts'
import { nextBidder, winOf, winStageAt } from './win-rules.ts'
import { endOver } from './wins.ts'

/** An auction that the caller may touch. */
export const auction = (by: By, storeId: Id<'Store'>): StoreAsk => ({
  by,
  storeId,
  of: { door: 'auctions', missing: rules.auctionMissing },
})

/** A moment by the clock on the wall of the auction. */
interface Wall {
  readonly date: WallDate
  readonly time: WallTime
}

/** Problem: time-skipped. */
function instantAt({ date, time }: Wall, timeZone: string): Date {
  const at = existingInstantOf(date, time, timeZone)
  if (!at) throw timeSkipped()
  return at
}

export interface LotDraft
  extends Pick<rules.Lot, 'title' | 'description' | 'category' | 'startPrice'> {
  readonly reserve?: number | null | undefined
  readonly buyNow?: number | null | undefined
  readonly startsAt?: Wall | undefined
  readonly endsAt: Wall
}

/**
 * Registers a lot under the present terms.
 * Problems in order: auction-missing, time-skipped, lot-times-unfit, lot-prices-unfit.
 */
export const addLot = (engine: Engine, ask: StoreAsk, draft: LotDraft, once: Once | undefined) =>
  onOwn(engine, ask, (tx, store) =>
    answerOnce(tx, once, async () => {
      const terms = await termsIn(tx, ask.storeId)
      const lot = lotOf(engine, store, { ...draft, terms, relistedFrom: null }, tx.now)
      await queries.insertLot(tx, lot)
      return readOwnLot(tx, { storeId: ask.storeId, lotId: lot.id })
    }),
  )

interface Drafted extends LotDraft, Pick<rules.Lot, 'terms' | 'relistedFrom'> {}

/** Problems in order: time-skipped, lot-times-unfit, lot-prices-unfit. */
function lotOf(
  engine: Engine,
  { id: storeId, timeZone }: Store,
  { reserve = null, buyNow = null, startsAt: from, endsAt: until, ...draft }: Drafted,
  now: Date,
): queries.NewLot {
  const startsAt = from ? instantAt(from, timeZone) : now
  const endsAt = instantAt(until, timeZone)
  const refused =
    rules.checkTimes(startsAt, endsAt, now) ?? rules.checkPrices({ ...draft, reserve, buyNow })
  if (refused) throw refused
  const hardEndsAt = rules.hardEndOf(endsAt, draft.terms)
  const lot = { ...draft, reserve, buyNow, startsAt, endsAt, hardEndsAt }
  return { ...lot, storeId, id: engine.newId<'Lot'>() }
}

export interface LotChange extends Partial<LotDraft> {
  readonly hidden?: boolean | undefined
}

export interface OwnLotAsk extends StoreAsk {
  readonly lotId: Id<'Lot'>
}

/**
 * Changes a lot that nobody has bid on; hides or shows one that is over.
 * Problems in order: auction-missing, lot-missing, lot-not-closed (to hide one that is not over),
 * lot-closed, lot-has-bids, time-skipped, lot-times-unfit, lot-prices-unfit
 */
export const changeLot = (engine: Engine, ask: OwnLotAsk, { hidden, ...change }: LotChange) =>
  onLot(engine, ask, async (tx, lot, store) => {
    if (hidden !== undefined && hidden !== lot.hidden) {
      if (lot.state === 'open') throw rules.lotNotClosed()
      await queries.writeHidden(tx, ask, hidden)
      await tellChanged(tx, ask, lot.version + 1)
    }
    if (Object.keys(change).length === 0) return
    const refused = bidRules.withdraw(lot, tx.now) // what may be withdrawn may be changed
    if (refused) throw refused
    await queries.writeLot(tx, changed(lot, change, store, tx.now))
    await tellChanged(tx, ask, lot.version + 1)
  })

function changed(lot: rules.Lot, change: LotChange, { timeZone }: Store, now: Date): rules.Lot {
  const { startsAt, endsAt, hidden: _, ...rest } = change
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const after: rules.Lot = {
    ...lot,
    ...given,
    startsAt: startsAt ? instantAt(startsAt, timeZone) : lot.startsAt,
    endsAt: endsAt ? instantAt(endsAt, timeZone) : lot.endsAt,
  }
  const refused = rules.checkTimes(after.startsAt, after.endsAt, now) ?? rules.checkPrices(after)
  if (refused) throw refused
  return { ...after, hardEndsAt: rules.hardEndOf(after.endsAt, lot.terms) }
}

const tellChanged = (tx: Tx, { storeId, lotId }: OwnLotAsk, version: number) =>
  publish(tx, { topic: 'lot.changed', storeId, subjectId: lotId, body: { lotId, version } })

/** Problems in order: auction-missing, lot-missing, lot-closed, lot-has-bids. */
export const withdrawLot = (engine: Engine, ask: OwnLotAsk) =>
  onLot(engine, ask, async (tx, lot) => {
    const refused = bidRules.withdraw(lot, tx.now)
    if (refused) throw refused
    await writeBidding(tx, ask, { ...lot, state: 'withdrawn', version: lot.version + 1 })
  })

/**
 * Lists a lot again that nobody has bought, and takes the old one's place away, so that nothing that is
 * paid late can buy it.
 * Problems in order: auction-missing, lot-missing, lot-not-closed, lot-taken, time-skipped,
 * lot-times-unfit, lot-relisted-already
 */
export const relistLot = (
  engine: Engine,
  ask: OwnLotAsk,
  times: Pick<LotDraft, 'startsAt' | 'endsAt'>,
) =>
  onOwn(engine, ask, async (tx, store) => {
    const { lot, places } = await lockFree(engine, tx, ask)
    const terms = await termsIn(tx, ask.storeId)
    const draft = { ...draftOf(lot), ...times, terms, relistedFrom: lot.id }
    const again = lotOf(engine, store, draft, tx.now)
    if ((await queries.insertLot(tx, again)) === 0) throw rules.relistedAlready()
    const shut = places.map((place) => resize(place, 0))
    await resizePlaces(tx, ask.storeId, shut)
    await copyPicturesOf(engine, tx, ask, again.id)
    return readOwnLot(tx, { storeId: ask.storeId, lotId: again.id })
  })

const draftOf = ({ title, description, category, startPrice, reserve, buyNow }: rules.Lot) => ({
  ...{ title, description, category, startPrice, reserve, buyNow },
})

async function copyPicturesOf(engine: Engine, tx: Tx, ask: OwnLotAsk, to: Id<'Lot'>) {
  const found = await listPictures(tx, ask.storeId, ask.lotId as string as Id<'Subject'>)
  const copies = (found?.pictures ?? []).map(({ id }) => ({
    of: id,
    id: engine.newId<'Picture'>(),
  }))
  await copyPictures(tx, ask.storeId, copies, to as string as Id<'Subject'>)
}

/**
 * Offers a lot that its winner has not paid to the next bidder, once, at their own maximum.
 * Problems in order: auction-missing, lot-missing, lot-not-closed, lot-taken, lot-relisted-already,
 * no-next-bidder
 */
export const offerSecondChance = (engine: Engine, ask: OwnLotAsk) =>
  onOwn(engine, ask, async (tx) => {
    const { lot } = await lockFree(engine, tx, ask)
    const own = await queries.readOwnLot(tx, ask)
    if (own?.relistedAs) throw rules.relistedAlready()
    const given = await wins.lockWins(tx, ask)
    const [first, second] = given
    if (!first || second) throw rules.noNextBidder()
    const bidders = await wins.listBidders(tx, ask)
    const next = orThrow(nextBidder(bidders, first.bidder, lot.ownerId))
    const win = winOf('second-chance', { ...next, amount: next.maximum }, tx.now)
    await wins.insertWins(tx, ask, [win])
    await queueLotMails(engine, tx, ask, [{ kind: 'won', bidder: win.bidder, turn: win.round }])
    await publish(tx, {
      topic: 'lot.offered-again',
      ...{ storeId: ask.storeId, subjectId: ask.lotId, body: { lotId: ask.lotId } },
    })
    return readOwnLot(tx, ask)
  })

/**
 * Its order is locked first, as its cancellation does: the buyer cancels before, or not any more.
 * Problems in order: auction-missing, lot-missing, win-not-paid.
 */
export const confirmHandOver = (engine: Engine, ask: OwnLotAsk) =>
  onOwn(engine, ask, async (tx) => {
    const sold = await wins.listWins(tx, ask.storeId, [ask.lotId], tx.now)
    const orderId = sold.find(({ order }) => order === 'paid')?.orderId
    if (orderId) await lockOrder(tx, ask.storeId, orderId)
    if (!(await lockLot(tx, ask))) throw rules.lotMissing()
    const paid = (await wins.lockWins(tx, ask)).find(({ order }) => order === 'paid')
    if (!paid) throw rules.notPaidYet()
    await wins.writeHandedOver(tx, { ...ask, round: paid.round })
    const { bidder, round: turn } = paid
    await queueLotMails(engine, tx, ask, [{ kind: 'handed-over', bidder, turn }])
    return readOwnLot(tx, ask)
  })

/**
 * Locks a closed lot that nobody has or may still buy: its place first, as claims and late payments do.
 * Problems in order: lot-missing, lot-not-closed, lot-taken.
 */
async function lockFree(engine: Engine, tx: Tx, ask: OwnLotAsk) {
  const places = await lockPlaces(tx, ask.storeId, [placeId(ask.storeId, rules.lotKey(ask.lotId))])
  const lot = await lockLot(tx, ask)
  if (!lot) throw rules.lotMissing()
  if (!['sold', 'unsold', 'withdrawn'].includes(lot.state)) throw rules.lotNotClosed()
  const given = await wins.lockWins(tx, ask)
  if (given.some((win) => ['to-pay', 'paid'].includes(winStageAt(win, win.order, tx.now))))
    throw rules.lotTaken()
  await endOver(engine, tx, ask, given)
  return { lot, places }
}

/** Runs `work` with a lot locked, and answers with it as it is then. */
const onLot = (
  engine: Engine,
  ask: OwnLotAsk,
  work: (tx: Tx, lot: rules.Lot, store: Store) => Promise<void>,
) =>
  onOwn(engine, ask, async (tx, store) => {
    const lot = await lockLot(tx, ask)
    if (!lot) throw rules.lotMissing()
    await work(tx, lot, store)
    return readOwnLot(tx, ask)
  })

// ── terms ──

const termsIn = async (tx: Tx, storeId: Id<'Store'>): Promise<rules.Terms> =>
  (await queries.readTerms(tx, storeId))?.terms ?? rules.usualTerms

/** Problem: auction-missing. */
export async function showTerms(engine: Engine, ask: StoreAsk): Promise<rules.Terms> {
  await readOwn(engine, ask)
  const found = await queries.readTerms(engine.cell(ask.storeId), ask.storeId)
  return found?.terms ?? rules.usualTerms
}

/** Problems in order: auction-missing, steps-unfit. */
export const setTerms = (engine: Engine, ask: StoreAsk, terms: rules.Terms) =>
  onOwn(engine, ask, async (tx) => {
    const refused = rules.checkSteps(terms.steps)
    if (refused instanceof Problem) throw refused
    await queries.writeTerms(tx, ask.storeId, terms)
    return terms
  })
