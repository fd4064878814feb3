import type { Static } from 'typebox'
import { readAlong } from '../../../bookings/along.ts'
import { bookersOf } from '../../../bookings/find-booker.ts'
import type { Engine } from '../../../engine.ts'
import { page } from '../../../kernel/page.ts'
import { later } from '../../../kernel/time.ts'
import { readNow } from '../../../postgres/now.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import { listReturns } from '../returns/queries.ts'
import { openIn } from '../returns/state-rules.ts'
import * as desk from './desk-queries.ts'
import type * as contract from './owner-contract.ts'
import * as queries from './queries.ts'
import { openRecipient } from './recipient.ts'
import { DAY_SECONDS, stageOf } from './rules.ts'
import { goodsView, namesOf, parcelView } from './view.ts'

/** What a shop has to do. Problem: market-missing. */
export async function readWork(
  engine: Engine,
  ask: StoreAsk,
): Promise<Static<(typeof contract.getWork)['answer']>> {
  const { id, now } = await readOwn(engine, ask)
  const work = await desk.countWork(engine.cell(id), id, now, later(now, DAY_SECONDS))
  return { ...work, now: now.toISOString() }
}

interface ListAsk {
  readonly stage?: desk.DeskStage | undefined
  readonly query?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** Orders of a shop with where they go, latest first. Problem: market-missing. */
export async function listOrders(
  engine: Engine,
  ask: StoreAsk,
  { stage = 'all', query, cursor, limit = 30 }: ListAsk,
): Promise<Static<(typeof contract.listOrders)['answer']>> {
  const store = await readOwn(engine, ask)
  const storeId = store.id
  const cell = engine.cell(storeId)
  const { now } = await readNow(cell)
  const orderIds = query === undefined ? undefined : await bookersOf(engine).find(storeId, query)
  const filter = { stage, orderIds, number: query, before: cursor, limit: limit + 1 }
  const found = await desk.listDeskOrders(cell, storeId, filter, now)
  const { data, nextCursor } = page(found, limit, ({ orderId }) => orderId)
  return {
    data: await viewOrders(engine, cell, store, data, now),
    nextCursor,
    now: now.toISOString(),
  }
}

/** Orders with their goods, parcels and returns: a fixed number of statements. */
async function viewOrders(
  engine: Engine,
  on: Queryable,
  store: Awaited<ReturnType<typeof readOwn>>,
  orders: readonly desk.DeskOrder[],
  now: Date,
): Promise<Static<typeof contract.DeskOrderView>[]> {
  if (orders.length === 0) return []
  const storeId = store.id
  const ids = orders.map(({ orderId }) => orderId)
  const [goods, parcels, exchanges, returns, along] = await Promise.all([
    queries.listGoods(on, storeId, ids),
    queries.listParcels(on, storeId, ids),
    queries.listExchanges(on, storeId, ids),
    listReturns(on, storeId, ids),
    readAlong(engine, on, store, ids),
  ])
  const [names, corrections] = await Promise.all([
    namesOf(on, storeId, goods),
    queries.listCorrections(
      on,
      storeId,
      parcels.map(({ id }) => id),
    ),
  ])
  return orders.map((order) => {
    const { orderId, orderNumber, paidAt, amount, remaining, currency } = order
    const lines = goods.filter((line) => line.orderId === orderId)
    const sent = parcels.filter((parcel) => parcel.orderId === orderId)
    const exchange = exchanges.find((one) => one.orderId === orderId)
    const recipient = openRecipient(engine, order)
    return {
      ...{ orderId, orderNumber, paidAt: paidAt.toISOString(), price: { amount, currency } },
      remaining: { amount: remaining, currency },
      stage: stageOf(lines, sent, now),
      isExchange: exchange !== undefined,
      isWaiting: exchange !== undefined && !exchange.isDone,
      ...openIn(returns.filter((one) => one.orderId === orderId)),
      lines: lines.map((line) => goodsView(storeId, line, names, currency)),
      along: along(orderId, 'shop'),
      parcels: sent.map((parcel) => ({
        ...parcelView(parcel, now),
        corrections: corrections
          .filter(({ parcelId }) => parcelId === parcel.id)
          .map(({ parcelId: _, at, ...was }) => ({ ...was, at: at.toISOString() })),
      })),
      recipient: recipient && withoutEmail(recipient),
    }
  })
}

/** A seller sends parcels, no mails. */
const withoutEmail = ({ email: _, ...recipient }: NonNullable<ReturnType<typeof openRecipient>>) =>
  recipient
