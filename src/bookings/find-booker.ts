import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Bookers } from '../payments/store-list.ts'
import * as queries from './queries.ts'

/** Names are sealed, so each is opened to be compared: a bound keeps that within a tenth of a second. */
const SEARCHED_MOST = 10_000

/** Finds bookers by a part of their name, whatever its case, width and spaces. */
export const bookersOf = (engine: Engine): Bookers => ({
  async find(storeId, part) {
    const rows = await queries.listBookerNames(engine.cell(storeId), storeId, SEARCHED_MOST)
    const wanted = plain(part)
    return rows.flatMap(({ orderId, name }) =>
      plain(engine.keyRing.open(name)).includes(wanted) ? orderId : [],
    )
  },
  async names(storeId, orderIds): Promise<ReadonlyMap<Id<'Order'>, string>> {
    if (orderIds.length === 0) return new Map()
    const rows = await queries.readBookerNames(engine.cell(storeId), storeId, orderIds)
    return new Map(rows.map(({ orderId, name }) => [orderId, engine.keyRing.open(name)]))
  },
})

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')
