import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { orThrow } from '../../../kernel/problem.ts'
import type { Order } from '../../../orders/rules.ts'
import { giveBackIn } from '../../../payments/give-back.ts'
import { sendRefunds } from '../../../payments/refund-owed.ts'
import type { Payment } from '../../../payments/rules.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../../stores/operations.ts'
import { readBusiness } from '../receipts/queries.ts'
import { claimExchange, dropExchange } from './exchange.ts'
import { quoteAgain, readFacts, settle, sumOf } from './facts.ts'
import { lockAll } from './lock.ts'
import { onReturn, tell } from './operations.ts'
import * as queries from './queries.ts'
import { restockExchanged } from './restock.ts'
import * as rules from './rules.ts'
import type { ReturnState } from './state-rules.ts'

// What a seller does with returns.

export interface HandleAsk {
  readonly ask: StoreAsk
  readonly returnId: Id<'Return'>
}

/** A return of an own shop. Problems in order: market-missing, return-missing. */
async function readHandled(engine: Engine, { ask, returnId }: HandleAsk) {
  const store = await readOwn(engine, ask)
  const known = await queries.readReturn(engine.cell(store.id), store.id, returnId)
  if (!known) throw rules.returnMissing()
  return { store, known }
}

/**
 * Agrees to a return; what is sent in exchange is taken out of the stock at once.
 * Problems in order: market-missing, return-missing, return-state-unfit, those of `rules.approved`, those
 * of `optionOf`.
 */
export async function approveReturn(
  engine: Engine,
  handled: HandleAsk,
  { way, sendTo, feeHow = '' }: Partial<rules.Approval> & Pick<rules.Approval, 'way'>,
): Promise<queries.Return> {
  const { store, known } = await readHandled(engine, handled)
  const business = await readBusiness(engine.cell(store.id), store.id)
  const approval = { way, sendTo: sendTo ?? business?.address ?? '', feeHow }
  const { storeId, orderId, exchangeVariantId } = known
  return engine.cell(storeId).transaction(async (tx) => {
    const to = exchangeVariantId && (await queries.readPlaceOf(tx, storeId, exchangeVariantId))
    const roots = known.lines.map(({ rootOrderId }) => rootOrderId)
    const orders = await lockAll(tx, storeId, [orderId, ...roots], to ? [to.placeId] : [])
    const given = await queries.readReturn(tx, storeId, known.id)
    if (!given) throw rules.returnMissing()
    const state = orThrow(rules.move(given.state, 'approved'))
    const told = orThrow(rules.approved(given, approval))
    // Its money has gone back: nothing is sent instead.
    if (to && !roots.every((id) => isPaid(orders, id)))
      throw rules.returnStateUnfit({ state: given.state })
    const exchangeOrderId = to ? await claimExchange(engine, tx, given, store.timeZone) : null
    return write(engine, tx, { ...given, ...told, state, approvedAt: tx.now, exchangeOrderId })
  })
}

/** Problems in order: market-missing, return-missing, return-state-unfit. */
export async function refuseReturn(
  engine: Engine,
  handled: HandleAsk,
  refusal: string,
): Promise<queries.Return> {
  const { known } = await readHandled(engine, handled)
  return onReturn(engine, known, async (tx, given) => {
    const state = orThrow(rules.move(given.state, 'refused'))
    const refused = await write(engine, tx, { ...given, state, refusal, endedAt: tx.now })
    await dropExchange(engine, tx, given)
    await quoteAgain(tx, given)
    return refused
  })
}

/** The goods have come: the money is due. Problems in order: market-missing, return-missing, return-state-unfit. */
export async function collectReturn(engine: Engine, handled: HandleAsk): Promise<queries.Return> {
  const { known, store } = await readHandled(engine, handled)
  return onReturn(engine, known, async (tx, given) => {
    const state = orThrow(rules.move(given.state, 'collected'))
    const refundDueAt = rules.refundDueAt(tx.now, store.timeZone)
    return write(engine, tx, { ...given, state, collectedAt: tx.now, refundDueAt })
  })
}

const isTold = (state: ReturnState) =>
  state !== 'requested' && state !== 'withdrawn' && state !== 'canceled'

async function write(engine: Engine, tx: Tx, given: queries.Return): Promise<queries.Return> {
  await queries.writeReturn(tx, given)
  if (isTold(given.state)) await tell(engine, tx, given, `return-${given.state}`)
  return given
}

interface Checked {
  readonly restock: boolean
  readonly feeReceived?: boolean | undefined
}

/**
 * The goods are as they should be: the money goes back, or the exchange may be packed.
 * Problems in order: market-missing, return-missing, return-state-unfit, those of `giveBackIn`.
 *
 * @param checked whether they can be sold again, and whether the fee of an exchange has come
 */
export async function completeReturn(
  engine: Engine,
  handled: HandleAsk,
  checked: Checked,
): Promise<queries.Return> {
  const { known } = await readHandled(engine, handled)
  if (known.kind === 'exchange') return completeExchange(engine, handled, checked)
  const { restock } = checked
  const done = await onReturn(engine, known, async (tx, given, orders) => {
    const ended = endedOf(given, restock, tx.now)
    const { storeId, orderId: id } = given
    const { goods: _, ...quote } = settle(await readFacts(tx, { storeId, id }, tx.now), given)
    // Its units are counted as returned before they are given back: what else is packed stays packed.
    await queries.writeReturn(tx, { ...ended, ...quote })
    const { refunding, ...money } = await giveBack(
      engine,
      tx,
      { ...given, ...quote },
      restock,
      orders,
    )
    const settled = await write(engine, tx, { ...ended, ...quote, ...money })
    await quoteAgain(tx, given)
    const isOwned = orders.some(({ buyerId }) => buyerId !== null)
    return { given: settled, refunding, isOwned }
  })
  await sendRefunds(engine, done)
  return done.given
}

/** Problem: return-state-unfit. */
const endedOf = (given: queries.Return, restocked: boolean, now: Date): queries.Return => ({
  ...{ ...given, restocked, endedAt: now },
  state: orThrow(rules.move(given.state, 'done')),
})

/** Behind the lock of the shop, which changes of the stock take first. */
const completeExchange = (
  engine: Engine,
  { ask, returnId }: HandleAsk,
  { restock, feeReceived = false }: Checked,
) =>
  onOwn(engine, ask, async (tx, { id: storeId }) => {
    const known = await queries.readReturn(tx, storeId, returnId)
    if (!known) throw rules.returnMissing()
    const roots = known.lines.map(({ rootOrderId }) => rootOrderId)
    const orders = await lockAll(tx, storeId, [known.orderId, ...roots])
    const given = await queries.readReturn(tx, storeId, returnId)
    if (!given) throw rules.returnMissing()
    const ended = endedOf(given, restock, tx.now)
    // A canceled order has put its units back itself.
    const isSold = roots.every((id) => isPaid(orders, id))
    if (restock && isSold) await restockExchanged(engine, tx, given, ask.by.callerId)
    return write(engine, tx, { ...ended, feeReceived: given.feeHow === null ? null : feeReceived })
  })

const REASONS: Readonly<Record<rules.Reason, string>> = {
  'change-of-mind': '반품: 단순 변심',
  'wrong-choice': '반품: 옵션을 잘못 선택',
  defective: '반품: 상품 불량·파손',
  'wrong-item': '반품: 다른 상품이 배송됨',
  'not-as-described': '반품: 상품 설명과 다름',
}

const isPaid = (orders: readonly Order[], id: Id<'Order'>): boolean =>
  orders.some((order) => order.id === id && order.status === 'paid')

const nothing = {
  ...{ refund: 0, refundedBefore: 0, fee: 0, returnFee: 0, firstLeg: 0 },
  refunding: [],
} as const

/**
 * Gives the money back by the lines that were paid for, and the units by those that were sent. An order
 * that was canceled meanwhile has given all of its money back.
 */
async function giveBack(
  engine: Engine,
  tx: Tx,
  given: queries.Return,
  restock: boolean,
  orders: readonly Order[],
): Promise<Partial<rules.ReturnQuote> & { refunding: readonly Payment[] }> {
  const { storeId, orderId, lines, fee, returnFee, firstLeg } = given
  const rootOrderId = lines[0]?.rootOrderId ?? orderId
  const isOwn = rootOrderId === orderId
  const told = { by: 'store', reason: REASONS[given.reason], isReturn: true } as const
  if (!isOwn && isPaid(orders, orderId)) {
    const sent = { ...told, lines: byPlace(lines), restock }
    await giveBackIn(engine, tx, { storeId, id: orderId }, sent)
  }
  if (!isPaid(orders, rootOrderId)) return nothing
  const paid = byPlace(lines.map((line) => ({ ...line, placeId: line.rootPlaceId })))
  const ask = { ...told, fee, kept: returnFee + firstLeg, lines: paid, restock: isOwn && restock }
  const money = await giveBackIn(engine, tx, { storeId, id: rootOrderId }, ask)
  return { refund: money.refund, fee: Math.min(fee, money.fee), refunding: money.refunding }
}

const byPlace = (lines: readonly { placeId: Id<'Place'>; quantity: number }[]) =>
  [...Map.groupBy(lines, ({ placeId }) => placeId)].map(([placeId, some]) => ({
    placeId,
    quantity: sumOf(some, ({ quantity }) => quantity),
  }))
