import type { Engine } from '../../../engine.ts'
import type { Consumer } from '../../../events/consumer.ts'
import type { Id } from '../../../kernel/id.ts'
import { orThrow } from '../../../kernel/problem.ts'
import { wallStamp } from '../../../kernel/time.ts'
import * as orders from '../../../orders/queries.ts'
import { cancelIn } from '../../../payments/cancel.ts'
import * as places from '../../../places/queries.ts'
import { availableOf } from '../../../places/rules.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { optionOf } from './decide.ts'
import * as exchanges from './exchange-queries.ts'
import { readFacts } from './facts.ts'
import { lockAll } from './lock.ts'
import type * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * Takes what is sent in exchange out of the stock: an order for nothing, which is packed once the goods
 * have come back. Its place is locked.
 * Problems in order: exchange-unfit, exchange-sold-out.
 */
export async function claimExchange(
  engine: Engine,
  tx: Tx,
  given: queries.Return,
  timeZone: string,
): Promise<Id<'Order'>> {
  const { storeId, orderId, exchangeVariantId, lines } = given
  const facts = await readFacts(tx, { storeId, id: orderId }, tx.now)
  const asked = { ...given, exchangeVariantId: exchangeVariantId ?? undefined }
  const { placeId, title } = orThrow(optionOf(facts, asked))
  const quantity = lines[0]?.quantity ?? 0
  const [place] = await places.lockPlaces(tx, storeId, [placeId])
  if (!place || availableOf(place) < quantity) throw rules.exchangeSoldOut()
  const id = engine.newId<'Order'>()
  const number = `${wallStamp(tx.now, timeZone)}-${engine.newCode(8)}`
  await places.movePlaces(tx, storeId, new Map([[placeId, -quantity]]))
  await exchanges.insertExchange(tx, { storeId, orderId, id, number, title, placeId, quantity })
  return id
}

/** Puts what would have been sent back in stock. */
export async function dropExchange(
  engine: Engine,
  tx: Tx,
  { storeId, exchangeOrderId: id }: queries.Return,
): Promise<void> {
  const [order] = id ? await orders.readOrders(tx, storeId, [id]) : []
  if (order?.status === 'paid')
    await cancelIn(engine, tx, { storeId, id: order.id }, { by: 'store', reason: DROPPED })
}

/** Once an order is canceled, what would be sent in exchange for its goods is not. */
export const dropUnsent: Consumer = {
  name: 'shop-exchanges',
  topics: ['order.canceled'],
  async handle(engine, { storeId, subjectId: rootOrderId }) {
    if (!storeId) return
    const found = await exchanges.listUnsent(engine.cell(storeId), storeId, rootOrderId)
    await Promise.all(found.map(({ id }) => dropOne(engine, { storeId, rootOrderId, id })))
  },
}

const dropOne = (
  engine: Engine,
  { storeId, rootOrderId, id }: Record<'storeId' | 'rootOrderId' | 'id', string>,
): Promise<void> =>
  engine.cell(storeId).transaction(async (tx) => {
    await lockAll(tx, storeId, [id])
    const unsent = await exchanges.listUnsent(tx, storeId, rootOrderId)
    if (!unsent.some((one) => one.id === id)) return
    await cancelIn(engine, tx, { storeId, id }, { by: 'store', reason: DROPPED })
  })

const DROPPED = '교환 취소'
