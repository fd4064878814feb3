import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { readOwnOrder, readOwnToWrite } from '../orders/own.ts'
import { readOrders } from '../orders/queries.ts'
import * as orderRules from '../orders/rules.ts'
import type { Units } from '../orders/unit-queries.ts'
import { readStarts } from '../places/queries.ts'
import { findOwnedOrder, readTerms } from '../policies/queries.ts'
import { quoteParts } from '../policies/quote.ts'
import { fullRefund, refundChanged } from '../policies/rules.ts'
import { readNow } from '../postgres/now.ts'
import { type Once, remember, takeKey } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import type { By } from '../stores/rules.ts'
import { isCharge } from '../wallets/charge-rules.ts'
import type { CancelOutcome } from './cancel.ts'
import { giveBackLocked, mayGiveBack } from './give-back.ts'
import { lockMoney, type OrderMoney, readMoney } from './give-back-queries.ts'
import * as rules from './give-back-rules.ts'
import { lineQuoteView, type QuotedLine } from './line-view.ts'
import { feeComesBack, lockToCancel, refuseChange } from './lock-to-cancel.ts'
import { sendRefunds } from './refund-owed.ts'

interface LinesAsk {
  readonly orderId: Id<'Order'>
  readonly lines: readonly Units[]
}

interface LinesRequest extends LinesAsk {
  readonly once: Once
  /** Renders the answer, which is stored for replays. */
  answer(order: orderRules.Order, now: Date, outcome: CancelOutcome): string
}

export interface CancelLinesAsk extends LinesRequest {
  readonly buyerId: Id<'Account'>
  /** The refund the buyer agreed to, in minor units; absent: any. */
  readonly refund?: number
}

export interface StoreCancelLinesAsk extends LinesRequest {
  readonly by: By
  readonly storeId: Id<'Store'>
  readonly reason: string
}

/**
 * Cancels some lines of a buyer's paid order, or units of them: each by the policy and its own start.
 * With the last one the order is canceled.
 * Problems in order: order-missing, not-yours, those of the key, those of `planCancellation`,
 * payment-in-progress, refund-changed.
 */
export async function cancelLines(engine: Engine, { buyerId, refund, ...ask }: CancelLinesAsk) {
  const own = await readOwnToWrite(engine, { buyerId, orderId: ask.orderId })
  return cancelOnce(engine, ask, own, async (tx, order, starts) => {
    const money = await lockMoney(tx, order)
    const plan = await planCancellation(engine, tx, { order, starts, money }, ask.lines, tx.now)
    if (refund !== undefined && refund !== plan.given().refund)
      throw refundChanged({ quote: plan.quote() })
    return giveBackLocked(engine, tx, order, money, { ...plan.ask, ...byBuyer })
  })
}

const byBuyer = { by: 'buyer', reason: null, restock: true } as const

/**
 * The same for a store, at any time, with all that the lines are worth.
 * Problems in order: order-missing, those of the key, those of `giveBackIn`.
 */
export async function cancelLinesByStore(engine: Engine, ask: StoreCancelLinesAsk) {
  const own = await findOwnedOrder(engine.cell(ask.storeId), ask)
  const { lines, reason } = ask
  return cancelOnce(engine, ask, own, async (tx, order) => {
    const { isLast } = orThrow(rules.chooseLines(order, lines))
    const fee = await feeComesBack(engine, tx, order, lines, isLast)
    const whole = { lines, fee, by: 'store', reason, restock: true } as const
    return giveBackLocked(engine, tx, order, await lockMoney(tx, order), whole)
  })
}

type Starts = ReadonlyMap<Id<'Place'>, Date | null>
type OrderRef = Pick<orderRules.Order, 'storeId' | 'id'>

async function cancelOnce(
  engine: Engine,
  ask: LinesRequest,
  own: OrderRef | undefined,
  give: (tx: Tx, order: orderRules.Order, starts: Starts) => ReturnType<typeof giveBackLocked>,
) {
  if (!own || isCharge(own)) throw orderRules.orderMissing()
  const done = await engine.cell(own.storeId).transaction(async (tx) => {
    const known = await takeKey(tx, ask.once)
    if (known !== undefined) return { stored: known, replayed: true, refunding: [], isOwned: true }
    const { order, locked } = await lockToCancel(tx, own)
    orThrow(mayGiveBack(order, tx.now))
    const starts = new Map(locked.map(({ id, startsAt }) => [id, startsAt]))
    const { refunding, ...outcome } = await give(tx, order, starts)
    const stored = ask.answer(outcome.order, tx.now, outcome)
    await remember(tx, ask.once, stored)
    return { stored, replayed: false, refunding, isOwned: order.buyerId !== null }
  }, own.storeId)
  await sendRefunds(engine, done)
  return { stored: done.stored, replayed: done.replayed }
}

interface PlanFacts {
  readonly order: orderRules.Order
  readonly starts: Starts
  readonly money: OrderMoney
}

/**
 * What a buyer gets back for these lines of a paid order now, and whether the fee does, as of
 * `feeComesBack`.
 * Problems in order: those of `chooseLines`, already-begun, those of `refuseChange`; of what it returns:
 * payment-in-progress.
 */
async function planCancellation(
  engine: Engine,
  on: Queryable,
  { order, starts, money: { payers, feeBack } }: PlanFacts,
  asked: readonly Units[],
  now: Date,
) {
  const { lines, isLast } = orThrow(rules.chooseLines(order, asked))
  const parts = lines.map(({ placeId, worth }) => ({
    startsAt: starts.get(placeId) ?? null,
    amount: worth,
  }))
  if (parts.some(({ startsAt }) => startsAt && startsAt <= now)) throw orderRules.alreadyBegun()
  await refuseChange(engine, on, order, asked)
  const { quotes, timeZone } = await quoteParts(on, order, parts, now)
  const quoted = lines.map((line, at): QuotedLine => {
    const { kept = 0, refund = 0, keptPercent = 0, until = null } = quotes[at] ?? {}
    return { ...line, kept, refund, keptPercent, until }
  })
  const ask = { lines: quoted, fee: await feeComesBack(engine, on, order, asked, isLast) }
  const given = () => {
    const left = orThrow(rules.leftOf(order, payers))
    return orThrow(rules.giveBack({ order, left, feeBack }, ask))
  }
  const quote = () =>
    lineQuoteView(order, ask.fee ? given() : { ...given(), fee: 0 }, quoted, { timeZone, now })
  return { ask, given, quote }
}

/**
 * Quotes the refund for canceling these lines now. Writes nothing.
 * Problems in order: order-missing, those of `giveBackIn` for its state, those of `planCancellation`.
 */
export async function quoteLines(
  engine: Engine,
  { buyerId, orderId, lines }: LinesAsk & { readonly buyerId: Id<'Account'> },
) {
  const order = await readOwnOrder(engine, buyerId, orderId)
  if (!order || isCharge(order)) throw orderRules.orderMissing()
  const facts = await readFacts(engine.cell(order.storeId), order)
  const plan = await planCancellation(engine, engine.cell(order.storeId), facts, lines, facts.now)
  return plan.quote()
}

/** What a store reads before it cancels these lines. Problems as of `cancelLinesByStore`. */
export async function quoteLinesByStore(
  engine: Engine,
  { lines, ...ask }: LinesAsk & Pick<StoreCancelLinesAsk, 'by' | 'storeId'>,
) {
  const cell = engine.cell(ask.storeId)
  const own = await findOwnedOrder(cell, ask)
  const [order] = own ? await readOrders(cell, own.storeId, [own.id]) : []
  if (!order || isCharge(order)) throw orderRules.orderMissing()
  const { money, now } = await readFacts(cell, order)
  const chosen = orThrow(rules.chooseLines(order, lines))
  const left = orThrow(rules.leftOf(order, money.payers))
  const whole = { lines, fee: await feeComesBack(engine, cell, order, lines, chosen.isLast) }
  const given = orThrow(rules.giveBack({ order, left, feeBack: money.feeBack }, whole))
  const { timeZone } = await readTerms(cell, order)
  const quoted = chosen.lines.map((line) => ({ ...line, ...fullRefund(line.worth), until: null }))
  return lineQuoteView(order, whole.fee ? given : { ...given, fee: 0 }, quoted, { timeZone, now })
}

/** What a cancellation of lines depends on, without locks. Problems: those of `mayGiveBack`. */
async function readFacts(on: Queryable, order: orderRules.Order) {
  const placeIds = order.lines.map(({ placeId }) => placeId)
  const [{ now }, money, places] = await Promise.all([
    readNow(on),
    readMoney(on, order),
    readStarts(on, order.storeId, placeIds),
  ])
  orThrow(mayGiveBack(order, now))
  return { order, now, money, starts: new Map(places.map(({ id, startsAt }) => [id, startsAt])) }
}
