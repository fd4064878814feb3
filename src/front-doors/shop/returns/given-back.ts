import type { DoorTools } from '../../../bookings/door.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Order } from '../../../orders/rules.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { exchangeStands, goodsInReturn, unpackGone } from '../parcels/change-rules.ts'
import * as parcels from '../parcels/queries.ts'
import { readVariants } from '../products/catalogue-queries.ts'
import { variantOf } from '../products/rules.ts'
import { changeStocks } from '../products/stock.ts'
import { exchangedUnits, rootUnits, sumOf } from './facts.ts'
import * as queries from './queries.ts'
import { isOpen } from './state-rules.ts'

type Given = Pick<Order, 'storeId' | 'id' | 'status'>

/**
 * Goods whose money went back are not sent, and no return of them waits. What is packed is taken out of its
 * parcels; with the whole order its returns end, but those whose goods have come back already.
 * Problems in order: exchange-stands, goods-in-return.
 */
export async function givenBack(engine: DoorTools, tx: Tx, order: Given): Promise<void> {
  const { storeId, id } = order
  const goods = await parcels.listGoods(tx, storeId, [id])
  if (goods.length === 0) return
  const [sent, exchanges, returns] = await Promise.all([
    parcels.listParcels(tx, storeId, [id]),
    parcels.listExchanges(tx, storeId, [id]),
    queries.listReturns(tx, storeId, [id]),
  ])
  const isSentInstead = exchanges.some(({ stands }) => stands)
  if (isSentInstead && goods.some(({ packable, quantity }) => packable < quantity))
    throw exchangeStands()
  const changed = unpackGone(goods, sent)
  if (changed.length > 0) await parcels.shrinkParcels(tx, storeId, changed)
  if (order.status === 'canceled') await endAll(engine, tx, order, goods, returns)
  else expectFree(order, goods, returns)
}

/** Units that are in a return, or were exchanged, are not given back beside that. */
function expectFree(
  { id }: Given,
  goods: readonly parcels.GoodsLine[],
  returns: readonly queries.Return[],
) {
  const facts = { returns, rootOrderId: id }
  // Those of exchanged goods are among what was exchanged.
  const open = returns.filter(({ state, orderId }) => isOpen(state) && orderId === id)
  for (const { placeId, quantity, givenBack: back } of goods) {
    const units = rootUnits(open, facts, placeId) + exchangedUnits(facts, placeId)
    if (units > quantity - back) throw goodsInReturn({ placeId })
  }
}

async function endAll(
  engine: DoorTools,
  tx: Tx,
  { storeId, id }: Given,
  goods: readonly parcels.GoodsLine[],
  returns: readonly queries.Return[],
) {
  await queries.cancelReturns(
    tx,
    storeId,
    returns.map(({ id: returnId }) => returnId),
  )
  // What was exchanged is in stock, or is broken; canceling the line that stayed sold has put it back again.
  const twice = goods
    .map(({ placeId, key }) => ({
      key,
      units: exchangedUnits({ returns, rootOrderId: id }, placeId),
    }))
    .filter(({ units }) => units > 0)
  await takeOut(engine, tx, storeId, twice)
}

async function takeOut(
  engine: DoorTools,
  tx: Tx,
  storeId: Id<'Store'>,
  twice: readonly { readonly key: string; readonly units: number }[],
) {
  if (twice.length === 0) return
  const variants = await readVariants(
    tx,
    storeId,
    twice.map(({ key }) => variantOf(key)),
  )
  const steps = variants.map((variant) => ({
    ...({ variant, reason: 'counted', note: '', byId: null } as const),
    delta: -sumOf(twice, ({ key, units }) => (variantOf(key) === variant.id ? units : 0)),
  }))
  await changeStocks(engine, tx, storeId, steps)
}
