import type { Static } from 'typebox'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import { page } from '../../../kernel/page.ts'
import { readOwnToWrite } from '../../../orders/own.ts'
import type { Order } from '../../../orders/rules.ts'
import { pageOfCells } from '../../../postgres/cells.ts'
import { readNow } from '../../../postgres/now.ts'
import { pictureView } from '../../../stores/pictures/view.ts'
import { readStore } from '../../../stores/queries.ts'
import * as parcels from '../parcels/queries.ts'
import { stageOf } from '../parcels/rules.ts'
import { goodsView, type Named, namesOf, parcelView, returnView } from '../parcels/view.ts'
import { variantOf } from '../products/rules.ts'
import type * as contract from './contract.ts'
import { openReturns, type ReturnFacts, readFacts } from './facts.ts'
import { listOwnGoods } from './own-queries.ts'
import { listReturns } from './queries.ts'
import * as rules from './rules.ts'
import { openIn } from './state-rules.ts'

/** An order of goods, as its buyer sees it. Problems in order: order-missing, not-yours. */
export async function readOwnGoods(
  engine: Engine,
  ask: { readonly buyerId: Id<'Account'>; readonly orderId: Id<'Order'> },
): Promise<Static<(typeof contract.getOwnOrder)['answer']>> {
  const order = await readOwnToWrite(engine, ask)
  const cell = engine.cell(order.storeId)
  const { now } = await readNow(cell)
  const [facts, store, [exchange]] = await Promise.all([
    readFacts(cell, order, now),
    readStore(cell, order.storeId),
    parcels.listExchanges(cell, order.storeId, [order.id]),
  ])
  const names = await namesOf(cell, order.storeId, facts.goods)
  const at = { timeZone: store?.timeZone ?? 'UTC', now }
  // What comes back may be less by now than was written last.
  const open = new Map(facts.isPaid ? openReturns(facts).map((one) => [one.id, one]) : [])
  const titleOf = new Map(facts.options.map(({ variantId, title }) => [variantId, title]))
  return {
    ...{ orderId: order.id, marketId: order.storeId, orderNumber: order.number },
    stage: stageOf(facts.goods, facts.parcels, now),
    isExchange: exchange !== undefined,
    lines: facts.goods.map((line) => ownLine(order, line, facts, names, at)),
    parcels: facts.parcels.map((parcel) => parcelView(parcel, now)),
    returns: facts.returns
      .filter(({ orderId }) => orderId === order.id)
      .map((given) => {
        const exchangeFor =
          given.exchangeVariantId && (titleOf.get(given.exchangeVariantId) ?? null)
        return returnView(open.get(given.id) ?? given, names, {
          currency: order.currency,
          exchangeFor,
        })
      }),
    now: now.toISOString(),
  }
}

function ownLine(
  { storeId, currency }: Pick<Order, 'storeId' | 'currency'>,
  line: parcels.GoodsLine,
  { lines, allArrivedAt, options }: ReturnFacts,
  names: Named,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): Static<(typeof contract.getOwnOrder)['answer']>['lines'][number] {
  const { here = 0, sentAt = null } = lines.find((one) => one.placeId === line.placeId) ?? {}
  const option = options.find(({ variantId }) => variantId === variantOf(line.key))
  // While a part is on its way no time runs: it is told as if that came now.
  const from = sentAt && (allArrivedAt ?? now)
  const until = (reason: rules.Reason) =>
    from && rules.returnableUntil(from, reason, timeZone).toISOString()
  return {
    ...goodsView(storeId, line, names, currency),
    here,
    returnableUntil: until('change-of-mind'),
    faultUntil: until('defective'),
    whyFinal: option && !option.isReturnable ? option.whyFinal : null,
    options: options
      .filter((one) => one.isForSale && one.productId === option?.productId)
      .filter((one) => one.price === option?.price && one.left > 0)
      .map(({ variantId, title, left }) => ({ variantId, title, left })),
  }
}

interface PageAsk {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** Paid orders of goods of a buyer, latest first: a fixed number of statements for each shop. */
export async function listOwn(
  engine: Engine,
  buyerId: Id<'Account'>,
  { cursor, limit = 20 }: PageAsk,
): Promise<Static<(typeof contract.listOwnOrders)['answer']>> {
  const latest = (one: { orderId: string }, other: { orderId: string }) =>
    one.orderId < other.orderId ? 1 : -1
  const found = await pageOfCells(engine, limit + 1, latest, (on) =>
    listOwnGoods(on, buyerId, cursor, limit + 1),
  )
  const { data, nextCursor } = page(found, limit, ({ orderId }) => orderId)
  const byStore = Map.groupBy(data, ({ storeId }) => storeId)
  const cards = await Promise.all(
    [...byStore].map(([storeId, some]) => viewCards(engine, storeId, some)),
  )
  return { data: cards.flat().toSorted(latest), nextCursor }
}

async function viewCards(
  engine: Engine,
  storeId: Id<'Store'>,
  orders: Awaited<ReturnType<typeof listOwnGoods>>,
) {
  const cell = engine.cell(storeId)
  const ids = orders.map(({ orderId }) => orderId)
  const [{ now }, goods, sent, returns] = await Promise.all([
    readNow(cell),
    parcels.listGoods(cell, storeId, ids),
    parcels.listParcels(cell, storeId, ids),
    listReturns(cell, storeId, ids),
  ])
  const names = await namesOf(cell, storeId, goods)
  return orders.map(({ storeId: _, storeName, paidAt, amount, currency, ...told }) => {
    const { orderId } = told
    const lines = goods.filter((line) => line.orderId === orderId)
    const image = lines.map(({ placeId }) => names.get(placeId)?.image).find((one) => one)
    return {
      ...{ ...told, marketId: storeId, marketName: storeName },
      image: image ? pictureView(storeId, image) : null,
      price: { amount, currency: currency as Currency },
      paidAt: paidAt.toISOString(),
      stage: stageOf(
        lines,
        sent.filter((parcel) => parcel.orderId === orderId),
        now,
      ),
      ...openIn(returns.filter((one) => one.orderId === orderId)),
    }
  })
}
