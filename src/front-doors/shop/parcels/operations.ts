import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { orThrow, Problem } from '../../../kernel/problem.ts'
import { later } from '../../../kernel/time.ts'
import { readOwnToWrite } from '../../../orders/own.ts'
import * as orders from '../../../orders/queries.ts'
import { orderMissing } from '../../../orders/rules.ts'
import { inCells } from '../../../postgres/cells.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import { marketMissing } from '../rules.ts'
import { queueShopMails } from './mails/queue.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** A shop of the caller's own. */
export const market = (by: StoreAsk['by'], storeId: string): StoreAsk => ({
  by,
  storeId: storeId as Id<'Store'>,
  of: { door: 'shop', missing: () => marketMissing() },
})

export interface PackAsk {
  readonly orderId: Id<'Order'>
  /** Default: all that is left. */
  readonly lines?: readonly rules.ParcelLine[] | undefined
}

/** What became of one of many. */
export type Each<Done> = { readonly done: Done } | { readonly problem: Problem }

/**
 * Packs orders, each into a new parcel; one that cannot be packed keeps no other back.
 * Problems of each in order: order-missing, those of `rules.pack`.
 */
export async function packOrders(
  engine: Engine,
  ask: StoreAsk,
  asks: readonly PackAsk[],
): Promise<Each<rules.Parcel>[]> {
  const { id: storeId } = await readOwn(engine, ask)
  const ids = [...new Set(asks.map(({ orderId }) => orderId))]
  return engine.cell(storeId).transaction(async (tx) => {
    const locked = await lockToSend(tx, storeId, ids)
    const [goods, exchanges, there] = await Promise.all([
      queries.listGoods(tx, storeId, ids),
      queries.listExchanges(tx, storeId, ids),
      queries.listParcels(tx, storeId, ids),
    ])
    const made: rules.Parcel[] = []
    const each = asks.map(({ orderId, lines }): Each<rules.Parcel> => {
      const order = locked.find(({ id }) => id === orderId)
      const sold = goods.filter((line) => line.orderId === orderId)
      if (!order || sold.length === 0) return { problem: orderMissing() }
      const exchange = exchanges.find((one) => one.orderId === orderId)
      // An order that is named again gets a further parcel, of what the one before it left.
      const before = made.filter((one) => one.orderId === orderId)
      const own = before.reduce<readonly queries.GoodsLine[]>(
        (now, parcel) => rules.packedInto(now, parcel.lines),
        sold,
      )
      const packed = rules.pack({ status: order.status, ...waitOf(exchange), lines: own }, lines)
      if (packed instanceof Problem) return { problem: packed }
      const done = newParcel(engine, tx, { storeId, orderId, lines: packed }, [...there, ...before])
      made.push(done)
      return { done }
    })
    if (made.length > 0) await queries.insertParcels(tx, made)
    return each
  })
}

/** Locks orders, and those that goods of them are exchanged for. */
async function lockToSend(tx: Tx, storeId: Id<'Store'>, ids: readonly Id<'Order'>[]) {
  const exchanges = await queries.listExchanges(tx, storeId, ids)
  const roots = exchanges.map(({ rootOrderId }) => rootOrderId)
  return orders.lockOrders(tx, storeId, [...new Set([...ids, ...roots])])
}

const waitOf = (exchange: queries.Exchange | undefined) => ({
  isWaiting: exchange !== undefined && !exchange.isDone,
  isOver: exchange !== undefined && !exchange.stands,
})

/** Its number is the next one of its order. */
function newParcel(
  engine: Engine,
  { now: packedAt }: Tx,
  of: Pick<rules.Parcel, 'storeId' | 'orderId' | 'lines'>,
  there: readonly rules.Parcel[],
): rules.Parcel {
  const numbers = there.filter((one) => one.orderId === of.orderId).map(({ number }) => number)
  return {
    ...{ ...of, id: engine.newId<'Parcel'>(), number: Math.max(0, ...numbers) + 1 },
    ...{ carrier: null, trackingNumber: null, packedAt },
    ...{ shippedAt: null, deliveredAt: null, confirmedAt: null },
  }
}

/** Packs one order. Problems in order: market-missing, order-missing, those of `rules.pack`. */
export async function packOrder(
  engine: Engine,
  ask: StoreAsk,
  one: PackAsk,
): Promise<rules.Parcel> {
  const [each] = await packOrders(engine, ask, [one])
  return doneOf(each)
}

function doneOf<Done>(each: Each<Done> | undefined): Done {
  if (!each) throw new Error('one answer for each')
  if ('problem' in each) throw each.problem
  return each.done
}

export interface ShipAsk extends rules.Shipment {
  readonly parcelId: Id<'Parcel'>
}

/**
 * Ships parcels, and tells their buyers; one that cannot be shipped keeps no other back.
 * Problems of each in order: parcel-missing, those of `rules.ship`.
 */
export const shipParcels = (engine: Engine, ask: StoreAsk, asks: readonly ShipAsk[]) =>
  onParcels(engine, ask, asks, async (tx, each) => {
    const done: rules.Parcel[] = []
    const decided = each.map(({ parcel, isSold, asked }): Each<rules.Parcel> => {
      // One that is named twice is shipped by then.
      const now = done.find(({ id }) => id === parcel?.id) ?? parcel
      const shipped = now ? rules.ship(now, isSold, asked, tx.now) : rules.parcelMissing()
      if (shipped instanceof Problem) return { problem: shipped }
      done.push(shipped)
      return { done: shipped }
    })
    if (done.length > 0) await queries.writeParcels(tx, done)
    await queueShopMails(engine, tx, done.map(aboutParcel('shipped')))
    return decided
  })

const aboutParcel =
  (kind: 'shipped' | 'delivered') =>
  ({ storeId, orderId, id }: rules.Parcel) => ({ storeId, orderId, kind, aboutId: id })

/** Problems in order: market-missing, parcel-missing, those of `rules.ship`. */
export async function shipParcel(engine: Engine, ask: StoreAsk, one: ShipAsk) {
  const [each] = await shipParcels(engine, ask, [one])
  return doneOf(each)
}

/** Another carrier or number; the old one is logged. Problems in order: market-missing, parcel-missing, those of `rules.correct`. */
export const correctParcel = (engine: Engine, ask: StoreAsk, one: ShipAsk) =>
  onParcel(engine, ask, one.parcelId, async (tx, parcel) => {
    const corrected = orThrow(rules.correct(parcel, one))
    await queries.insertCorrection(tx, engine.newId<'Correction'>(), parcel)
    await queries.writeParcels(tx, [corrected])
    return corrected
  })

/** Takes a packed parcel apart. Problems in order: market-missing, parcel-missing, parcel-shipped-already. */
export const unpackParcel = (engine: Engine, ask: StoreAsk, parcelId: Id<'Parcel'>) =>
  onParcel(engine, ask, parcelId, async (tx, parcel) => {
    if (parcel.shippedAt) throw rules.parcelNotPacked()
    await queries.deleteParcels(tx, parcel.storeId, [parcel.id])
    return parcel
  })

/** Problems in order: market-missing, parcel-missing, parcel-not-shipped. */
export const deliverParcel = (engine: Engine, ask: StoreAsk, parcelId: Id<'Parcel'>) =>
  onParcel(engine, ask, parcelId, async (tx, parcel) => {
    const delivered = orThrow(rules.deliver(parcel, tx.now))
    await queries.writeParcels(tx, [delivered])
    await queueShopMails(engine, tx, [aboutParcel('delivered')(delivered)])
    return delivered
  })

/**
 * The buyer has a parcel and is content.
 * Problems in order: order-missing, not-yours, parcel-missing, parcel-not-shipped.
 */
export async function confirmParcel(
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly orderId: Id<'Order'>
    readonly parcelId: Id<'Parcel'>
  },
): Promise<void> {
  const { storeId } = await readOwnToWrite(engine, ask)
  await engine.cell(storeId).transaction(async (tx) => {
    await orders.lockOrder(tx, storeId, ask.orderId)
    const there = await queries.listParcels(tx, storeId, [ask.orderId])
    const parcel = there.find(({ id }) => id === ask.parcelId)
    if (!parcel) throw rules.parcelMissing()
    await queries.writeParcels(tx, [orThrow(rules.confirm(parcel, tx.now))])
  })
}

interface Found<Ask> {
  readonly asked: Ask
  readonly parcel: rules.Parcel | undefined
  /** Its order is paid, and so is the one that it is sent in exchange for. */
  readonly isSold: boolean
}

/** Runs `work` with parcels of an own shop, behind the locks of their orders. */
async function onParcels<Ask extends { readonly parcelId: Id<'Parcel'> }, Answer>(
  engine: Engine,
  ask: StoreAsk,
  asks: readonly Ask[],
  work: (tx: Tx, each: readonly Found<Ask>[]) => Promise<Answer>,
): Promise<Answer> {
  const { id: storeId } = await readOwn(engine, ask)
  const ids = asks.map(({ parcelId }) => parcelId)
  return engine.cell(storeId).transaction(async (tx) => {
    const named = await queries.readParcels(tx, storeId, ids)
    const orderIds = [...new Set(named.map(({ orderId }) => orderId))]
    const locked = await lockToSend(tx, storeId, orderIds)
    const [found, exchanges] = await Promise.all([
      queries.readParcels(tx, storeId, ids),
      queries.listExchanges(tx, storeId, orderIds),
    ])
    const byId = new Map(found.map((parcel) => [parcel.id, parcel]))
    const over = exchanges.filter(({ stands }) => !stands).map(({ orderId }) => orderId)
    const sold = locked.filter(({ id, status }) => status === 'paid' && !over.includes(id))
    const each = asks.map((asked) => {
      const parcel = byId.get(asked.parcelId)
      return { asked, parcel, isSold: sold.some(({ id }) => id === parcel?.orderId) }
    })
    return work(tx, each)
  })
}

const onParcel = <Answer>(
  engine: Engine,
  ask: StoreAsk,
  parcelId: Id<'Parcel'>,
  work: (tx: Tx, parcel: rules.Parcel) => Promise<Answer>,
): Promise<Answer> =>
  onParcels(engine, ask, [{ parcelId }], async (tx, [one]) => {
    if (!one?.parcel) throw rules.parcelMissing()
    return work(tx, one.parcel)
  })

const WRITTEN_MOST = 200

/** Writes down what the clock has done to parcels, and tells buyers what has arrived. */
export const writeOverdue = (engine: Engine): Promise<number> =>
  inCells(engine, (on) =>
    on.transaction(async (tx) => {
      const before = {
        shipped: later(tx.now, -rules.DELIVERED_AFTER_SECONDS),
        delivered: later(tx.now, -rules.CONFIRMED_AFTER_SECONDS),
      }
      const overdue = await queries.takeOverdue(tx, before, WRITTEN_MOST)
      if (overdue.length === 0) return 0
      await queries.writeParcels(
        tx,
        overdue.map((parcel) => rules.asOf(parcel, tx.now)),
      )
      const arrived = overdue.filter(({ deliveredAt }) => deliveredAt === null)
      await queueShopMails(engine, tx, arrived.map(aboutParcel('delivered')))
      return overdue.length
    }),
  )
