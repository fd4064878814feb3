import type { Static } from 'typebox'
import type { Engine } from '../../../engine.ts'
import { orThrow } from '../../../kernel/problem.ts'
import { readNow } from '../../../postgres/now.ts'
import { type CartLine, readLines } from '../carts/queries.ts'
import { priceLines } from '../carts/read.ts'
import { couponOf } from '../coupons/attempts.ts'
import { marketMissing } from '../rules.ts'
import type { OrderQuote } from './contract.ts'
import { feeView } from './delivery.ts'
import { unsaidTerms } from './fee-rules.ts'
import { type OrderAsk, wantedOf } from './order.ts'
import { sumUp } from './sum-rules.ts'
import { readTill } from './till-queries.ts'

export interface QuoteAsk
  extends Pick<OrderAsk, 'storeId' | 'buyerId' | 'isGuest' | 'network' | 'coupon' | 'items'> {
  readonly postalCode?: string | undefined
}

/**
 * What an order of a cart, or of some things, would cost now; claims nothing.
 * Problems in order: market-missing, item-unknown, those of `couponOf`, those of `discountsOf`.
 */
export async function quoteOrder(
  engine: Engine,
  ask: QuoteAsk,
): Promise<Static<typeof OrderQuote>> {
  const { storeId, buyerId, items, isGuest } = ask
  const cell = engine.cell(storeId)
  const [till, { now }] = await Promise.all([readTill(cell, storeId), readNow(cell)])
  if (!till) throw marketMissing()
  const asked: readonly Omit<CartLine, 'id'>[] = items
    ? items.map((one) => ({ ...wantedOf(engine, one), item: one.item, seenPrice: one.price ?? 0 }))
    : await readLines(cell, storeId, [buyerId])
  const priced = await priceLines(engine, cell, { till, now, buyerId }, asked)
  const lines = priced.flatMap(({ offer, quantity }) =>
    offer && quantity > 0 ? [{ ...offer, quantity }] : [],
  )
  const coupon =
    ask.coupon === undefined ? undefined : await couponOf(engine, { ...ask, code: ask.coupon })
  const { currency } = till.store
  const asking = { lines, coupon, terms: till.terms ?? unsaidTerms, isGuest, currency }
  const sum = orThrow(sumUp({ ...asking, postalCode: ask.postalCode ?? null }, now))
  const money = (amount: number) => ({ amount, currency })
  return {
    subtotal: money(sum.subtotal),
    discount: money(sum.discount),
    fee: feeView(sum.fee, currency),
    total: money(sum.total),
    coupon: coupon ? { name: coupon.name } : null,
  }
}
