import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import { orThrow } from '../../../kernel/problem.ts'
import { readOwnToWrite } from '../../../orders/own.ts'
import type { Order } from '../../../orders/rules.ts'
import { readNow } from '../../../postgres/now.ts'
import { type Once, remember, takeKey } from '../../../postgres/once.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { readStore } from '../../../stores/queries.ts'
import { queueShopMails } from '../parcels/mails/queue.ts'
import { merged } from '../parcels/rules.ts'
import { decide, type ReturnAsk } from './decide.ts'
import { dropExchange } from './exchange.ts'
import { quoteAgain, readFacts } from './facts.ts'
import { lockAll } from './lock.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

interface OwnAsk {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
}

/**
 * What a return would bring back now. Writes nothing.
 * Problems in order: order-missing, not-yours, those of `decide`.
 */
export async function quoteOwnReturn(
  engine: Engine,
  own: OwnAsk,
  ask: ReturnAsk,
): Promise<{ quote: rules.ReturnQuote; currency: Currency }> {
  const order = await readOwnToWrite(engine, own)
  const cell = engine.cell(order.storeId)
  const [{ now }, store] = await Promise.all([readNow(cell), readStore(cell, order.storeId)])
  const facts = await readFacts(cell, order, now)
  const asked = { ...ask, lines: merged(ask.lines) }
  const quote = orThrow(decide(facts, asked, { timeZone: store?.timeZone ?? 'UTC', now }))
  return { quote, currency: order.currency }
}

/**
 * Asks to give goods back.
 * Problems in order: order-missing, not-yours, those of the key, those of `decide`, return-quote-changed.
 */
export async function requestReturn(
  engine: Engine,
  own: OwnAsk,
  ask: ReturnAsk & { readonly detail: string; readonly refund: number },
  once: Once | undefined,
): Promise<void> {
  const { storeId, id: orderId } = await readOwnToWrite(engine, own)
  const store = await readStore(engine.cell(storeId), storeId)
  await engine.cell(storeId).transaction(async (tx) => {
    if (once && (await takeKey(tx, once)) !== undefined) return
    await lockAll(tx, storeId, [orderId])
    const facts = await readFacts(tx, { storeId, id: orderId }, tx.now)
    const at = { timeZone: store?.timeZone ?? 'UTC', now: tx.now }
    const asked = { ...ask, lines: merged(ask.lines) }
    const quote = orThrow(decide(facts, asked, at))
    if (quote.refund !== ask.refund) throw rules.returnQuoteChanged({ refund: quote.refund })
    const { rootOrderId, rootOf, terms } = facts
    const made: queries.Return = {
      ...{ storeId, id: engine.newId<'Return'>(), orderId, state: 'requested', refusal: null },
      ...{ kind: ask.kind, reason: ask.reason, detail: ask.detail },
      ...{ fee: quote.fee, returnFee: quote.returnFee, firstLeg: quote.firstLeg },
      ...{ wayBack: terms.returnFee, wayThere: terms.waived, freeFrom: terms.freeFrom },
      ...{ way: null, sendTo: null, feeHow: null, feeReceived: null },
      refundedBefore: quote.refundedBefore,
      ...{ refund: quote.refund, exchangeVariantId: ask.exchangeVariantId ?? null },
      ...{ exchangeOrderId: null, restocked: null, requestedAt: tx.now, approvedAt: null },
      ...{ collectedAt: null, refundDueAt: null, endedAt: null },
      lines: asked.lines.map(({ placeId, quantity }) => ({
        ...{ placeId, quantity, rootOrderId, rootPlaceId: rootOf(placeId) },
      })),
    }
    await queries.insertReturn(tx, made)
    await tell(engine, tx, made, 'return-requested')
    if (once) await remember(tx, once, JSON.stringify({ returnId: made.id }))
  })
}

export const tell = (
  engine: Engine,
  tx: Tx,
  { storeId, orderId, id: aboutId }: queries.Return,
  kind: Parameters<typeof queueShopMails>[2][number]['kind'],
) => queueShopMails(engine, tx, [{ storeId, orderId, kind, aboutId }])

/** The buyer takes a request back. Problems in order: order-missing, not-yours, return-missing, return-state-unfit. */
export async function withdrawReturn(
  engine: Engine,
  own: OwnAsk & { readonly returnId: Id<'Return'> },
): Promise<void> {
  const { storeId, id } = await readOwnToWrite(engine, own)
  const known = await queries.readReturn(engine.cell(storeId), storeId, own.returnId)
  if (known?.orderId !== id) throw rules.returnMissing()
  await onReturn(engine, known, async (tx, given) => {
    const state = orThrow(rules.move(given.state, 'withdrawn'))
    await queries.writeReturn(tx, { ...given, state, endedAt: tx.now })
    await dropExchange(engine, tx, given)
    await quoteAgain(tx, given)
    await tell(engine, tx, given, 'return-withdrawn')
  })
}

/** Runs `work` with a return, behind the locks of all orders that it touches. */
export async function onReturn<Answer>(
  engine: Engine,
  { storeId, id, orderId, exchangeOrderId, lines }: queries.Return,
  work: (tx: Tx, given: queries.Return, orders: readonly Order[]) => Promise<Answer>,
): Promise<Answer> {
  const touched = [orderId, ...lines.map(({ rootOrderId }) => rootOrderId), exchangeOrderId]
  const ids = touched.flatMap((one) => one ?? [])
  return engine.cell(storeId).transaction(async (tx) => {
    const orders = await lockAll(tx, storeId, ids)
    const given = await queries.readReturn(tx, storeId, id)
    // An exchange that was approved meanwhile has an order that is not locked.
    if (!given || given.exchangeOrderId !== exchangeOrderId)
      throw rules.returnStateUnfit({ state: given?.state ?? 'withdrawn' })
    return work(tx, given, orders)
  })
}
