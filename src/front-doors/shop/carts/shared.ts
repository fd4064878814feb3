import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { sharedLookUp } from '../../../kernel/shared-read.ts'
import { readNow } from '../../../postgres/now.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { readTill, type Till } from '../checkout/till-queries.ts'
import { marketMissing } from '../rules.ts'
import type { CartView } from './contract.ts'
import type { CartAsk, CartLine } from './queries.ts'
import { describeLines, linesOfCarts, type PricedLine, priceCarts } from './read.ts'
import { type ItemNames, itemUnknown } from './rules.ts'
import { cartView } from './view.ts'

// Everybody who wants one hot product reads the same shop and the same offer: those who ask at once share the
// statements.

type Buyer = Id<'Account'>

export interface PricedCart {
  readonly till: Till
  readonly now: Date
  readonly lines: readonly PricedLine<CartLine>[]
}

/** A cart at the present prices. Problem: market-missing. */
export const pricedCart = (engine: Engine, { storeId, buyerId }: CartAsk) =>
  priced(engine)(buyerId, storeId) as Promise<PricedCart>

/** The same as it is shown. Problem: market-missing. */
export const viewedCart = (engine: Engine, { storeId, buyerId }: CartAsk) =>
  viewed(engine)(buyerId, storeId) as Promise<Static<typeof CartView>>

/** The same in a transaction, with what it has written. */
export const viewIn = async (engine: Engine, on: Queryable, { storeId, buyerId }: CartAsk) =>
  (await viewCarts(engine, on, storeId, [buyerId])).get(buyerId) as Static<typeof CartView>

/** The present price of an item. Problems in order: market-missing, item-unknown. */
export async function pricedItem(engine: Engine, storeId: Id<'Store'>, names: ItemNames) {
  const found = await items(engine)(JSON.stringify(names), storeId)
  if (!found) throw itemUnknown()
  return found
}

const priced = perEngine((engine) =>
  sharedLookUp((buyers: readonly Buyer[], storeId) =>
    readCarts(engine, engine.cell(storeId), storeId, buyers),
  ),
)

const viewed = perEngine((engine) =>
  sharedLookUp((buyers: readonly Buyer[], storeId) =>
    viewCarts(engine, engine.cell(storeId), storeId, buyers),
  ),
)

const items = perEngine((engine) =>
  sharedLookUp(async (names: readonly string[], storeId) => {
    const cell = engine.cell(storeId)
    const [till, { now }] = await Promise.all([readTill(cell, storeId), readNow(cell)])
    if (!till) throw marketMissing()
    const carts = names.map((item) => [{ item: JSON.parse(item), quantity: 1, seenPrice: 0 }])
    const found = await priceCarts(engine, cell, { till, now, buyers: [] }, carts)
    return new Map(
      names.flatMap((name, at): [string, { price: number; now: Date }][] => {
        const offer = found[at]?.[0]?.offer
        return offer ? [[name, { price: offer.price, now }]] : []
      }),
    )
  }),
)

async function readCarts(
  engine: Engine,
  on: Queryable,
  storeId: Id<'Store'>,
  buyers: readonly Buyer[],
): Promise<ReadonlyMap<Buyer, PricedCart>> {
  const [till, found, { now }] = await Promise.all([
    readTill(on, storeId),
    linesOfCarts(engine, on, storeId, buyers),
    readNow(on),
  ])
  if (!till) throw marketMissing()
  const lines = Map.groupBy(found, ({ buyerId }) => buyerId)
  const carts = buyers.map((buyer) => lines.get(buyer) ?? [])
  const priced = await priceCarts(engine, on, { till, now, buyers }, carts)
  return new Map(buyers.map((buyer, at) => [buyer, { till, now, lines: priced[at] ?? [] }]))
}

async function viewCarts(
  engine: Engine,
  on: Queryable,
  storeId: Id<'Store'>,
  buyers: readonly Buyer[],
): Promise<ReadonlyMap<Buyer, Static<typeof CartView>>> {
  const carts = [...(await readCarts(engine, on, storeId, buyers))]
  const [[, one] = []] = carts
  const lines = carts.flatMap(([, cart]) => cart.lines)
  const named = one ? await describeLines(engine, on, one.till.store, lines) : new Map()
  return new Map(
    carts.map(([buyer, { till, lines, now }]) => [buyer, cartView(till, lines, named, now)]),
  )
}
