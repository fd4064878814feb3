import type { Static } from 'typebox'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { later } from '../../../kernel/time.ts'
import { inCells, pageOfCells } from '../../../postgres/cells.ts'
import { readNow } from '../../../postgres/now.ts'
import { answerOnce, type Once } from '../../../postgres/once.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { pictureView } from '../../../stores/pictures/view.ts'
import type * as contract from './contract.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { pricedItem, viewedCart, viewIn } from './shared.ts'
import { thingOf } from './things.ts'

export type CartAsk = queries.CartAsk

/** A cart at the present prices. Problem: market-missing. */
export const showCart = (engine: Engine, ask: CartAsk): Promise<Static<typeof contract.CartView>> =>
  viewedCart(engine, ask)

const CARTS_MOST = 100

/** What somebody has in the carts of all shops. */
export async function listCarts(
  engine: Engine,
  buyerId: Id<'Account'>,
): Promise<Static<(typeof contract.listCarts)['answer']>> {
  const latest = (one: queries.CartSummary, other: queries.CartSummary) =>
    +other.changedAt - +one.changedAt
  const carts = await pageOfCells(engine, CARTS_MOST, latest, (on) =>
    queries.listCarts(on, buyerId, CARTS_MOST),
  )
  return {
    count: carts.reduce((sum, { count }) => sum + count, 0),
    data: carts.map(({ image, changedAt, ...cart }) => ({
      ...cart,
      image: image && pictureView(cart.marketId, image),
      changedAt: changedAt.toISOString(),
    })),
  }
}

interface LineAsk extends CartAsk {
  readonly item: rules.ItemNames
  readonly quantity: number
  readonly how: 'set' | 'add'
  readonly once?: Once | undefined
}

/**
 * Puts a line into a cart, at the present price. What is sold out may be put as well: it waits there.
 * Problems in order: market-missing, item-unknown, those of the key, cart-full.
 */
export async function putLine(engine: Engine, { item, quantity, how, once, ...ask }: LineAsk) {
  const cell = engine.cell(ask.storeId)
  const names = thingOf(engine, item)?.names ?? {}
  const { price: seenPrice, now } = await pricedItem(engine, ask.storeId, names)
  const line = { id: engine.newId<'CartLine'>(), item: names, quantity, seenPrice }
  const put = async (on: Queryable) => {
    if ((await queries.putLine(on, ask, line, { how, now })) === 0)
      throw rules.cartFull({ most: rules.LINES_MOST })
  }
  if (!once) {
    await put(cell)
    return viewedCart(engine, ask)
  }
  return cell.transaction((tx) =>
    answerOnce(tx, once, async () => {
      await put(tx)
      return viewIn(engine, tx, ask)
    }),
  )
}

/** Problems in order: market-missing, cart-line-missing. */
export async function removeLine(
  engine: Engine,
  ask: CartAsk & { readonly lineId: Id<'CartLine'> },
) {
  const removed = await queries.deleteLine(engine.cell(ask.storeId), ask, ask.lineId)
  const cart = await showCart(engine, ask)
  if (removed === 0) throw rules.cartLineMissing()
  return cart
}

/** Problem: market-missing. */
export async function emptyCart(engine: Engine, ask: CartAsk) {
  await queries.deleteLines(engine.cell(ask.storeId), ask)
  return showCart(engine, ask)
}

const FORGOTTEN_MOST = 10_000

/** A job. */
export const forgetCarts = (engine: Engine): Promise<number> =>
  inCells(engine, async ({ patient }) => {
    const { now } = await readNow(patient)
    return queries.deleteOld(patient, later(now, -rules.KEPT_DAYS * 86_400), FORGOTTEN_MOST)
  })
