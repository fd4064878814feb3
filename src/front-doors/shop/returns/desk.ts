import type { Static } from 'typebox'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import { page } from '../../../kernel/page.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import { readDeskOrders } from '../parcels/desk-queries.ts'
import { listGoods } from '../parcels/queries.ts'
import { openRecipient } from '../parcels/recipient.ts'
import { namesOf, returnView } from '../parcels/view.ts'
import { variantOf } from '../products/rules.ts'
import type * as contract from './contract.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import type { ReturnState } from './state-rules.ts'

const filters = {
  requested: ['requested'],
  approved: ['approved'],
  collected: ['collected'],
  ended: ['done', 'refused', 'withdrawn', 'canceled'],
  all: ['requested', 'approved', 'collected', 'done', 'refused', 'withdrawn', 'canceled'],
} as const satisfies Record<string, readonly ReturnState[]>

interface ListAsk {
  readonly state?: Exclude<keyof typeof filters, 'all'> | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

type Answer = Static<typeof contract.ShopReturnView>

/** Returns of a shop, latest first. Problem: market-missing. */
export async function listShopReturns(
  engine: Engine,
  ask: StoreAsk,
  { state, cursor, limit = 30 }: ListAsk,
): Promise<Static<(typeof contract.listShopReturns)['answer']>> {
  const { id: storeId, currency, now } = await readOwn(engine, ask)
  const cell = engine.cell(storeId)
  const filter = { states: filters[state ?? 'all'], before: cursor, limit: limit + 1 }
  const found = await queries.listOfShop(cell, storeId, filter)
  const { data, nextCursor } = page(found, limit, ({ id }) => id)
  const views = await viewReturns(engine, cell, { storeId, currency, now }, data)
  return { data: views, nextCursor, now: now.toISOString() }
}

/** One of them, after it was handled. Problems in order: market-missing, return-missing. */
export async function readShopReturn(
  engine: Engine,
  ask: StoreAsk,
  returnId: Id<'Return'>,
): Promise<Answer> {
  const { id: storeId, currency, now } = await readOwn(engine, ask)
  const cell = engine.cell(storeId)
  const given = await queries.readReturn(cell, storeId, returnId)
  const [view] = given ? await viewReturns(engine, cell, { storeId, currency, now }, [given]) : []
  if (!view) throw rules.returnMissing()
  return view
}

interface OfShop {
  readonly storeId: Id<'Store'>
  readonly currency: Currency
  readonly now: Date
}

async function viewReturns(
  engine: Engine,
  on: Queryable,
  { storeId, currency, now }: OfShop,
  returns: readonly queries.Return[],
): Promise<Answer[]> {
  const orderIds = [...new Set(returns.map(({ orderId }) => orderId))]
  const [orders, goods] = await Promise.all([
    readDeskOrders(on, storeId, orderIds),
    listGoods(on, storeId, orderIds),
  ])
  const [names, options] = await Promise.all([
    namesOf(on, storeId, goods),
    queries.listOptions(
      on,
      storeId,
      goods.map(({ key }) => variantOf(key)),
    ),
  ])
  return returns.map((given) => {
    const order = orders.find(({ orderId }) => orderId === given.orderId)
    const to = order && openRecipient(engine, order)
    const option = options.find(({ variantId }) => variantId === given.exchangeVariantId)
    const { refundDueAt, state, kind } = given
    return {
      ...returnView(given, names, { currency, exchangeFor: option?.title ?? null }),
      orderNumber: order?.orderNumber ?? '',
      isDue:
        kind === 'return' &&
        state === 'collected' &&
        refundDueAt !== null &&
        rules.isRefundDueSoon(refundDueAt, now),
      recipient: to ? { name: to.name, phone: to.phone } : null,
    }
  })
}
