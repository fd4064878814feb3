import { expect, test } from 'vitest'
import type { Engine } from '../../../engine.ts'
import { Problem } from '../../../kernel/problem.ts'
import { openSlowProcesses } from '../../../orders/slow-processes.fixture.ts'
import { sql } from '../../../postgres/sql.ts'
import { form, type Goods, openMarket } from './market.fixture.ts'
import { placeOrder } from './order.ts'

const { market, goods, coupon } = openMarket()

interface Wish {
  readonly some: readonly (readonly [Goods, number])[]
  readonly isWithCoupon: boolean
}

/** Orders as somebody new, over a process; what it costs, or why not. */
async function outcomeOf({ some, isWithCoupon }: Wish, process: Engine): Promise<number | string> {
  const buyerId = process.newId<'Account'>()
  const once = { scope: buyerId, key: buyerId, fingerprint: buyerId }
  const items = some.map(([{ variantId }, quantity]) => ({ item: { variantId }, quantity }))
  const ask = {
    storeId: market.marketId,
    buyerId,
    isGuest: false,
    network: buyerId,
    form,
    items,
    once,
  }
  const coupon = isWithCoupon && { coupon: 'WELCOME' }
  for (;;) {
    try {
      return (await placeOrder(process, { ...ask, ...coupon })).price.amount
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // Asked again under the same key, as programs do.
      if (!/busy|in-flight|outcome-unknown/.test(error.type)) return error.type
    }
  }
}

/** A wish of one to three products, always in another order; every fourth one has a product for itself. */
const wishOf = (all: readonly Goods[], own: Goods, at: number): Wish => ({
  some:
    at % 4 === 0
      ? [[own, 1]]
      : Array.from(
          { length: 1 + (at % 3) },
          (_, more) =>
            [all[(at * 7 + more * 2) % all.length] as Goods, 1 + ((at + more) % 2)] as const,
        ),
  isWithCoupon: at % 4 < 2,
})

test('two hundred carts, fifty of each product and a coupon of ten over three processes', async () => {
  const all = await Promise.all(
    [9_900, 5_500, 3_300, 12_100, 700].map((price) => goods({ price, stocked: 50 })),
  )
  const own = await goods({ stocked: 50 })
  await coupon({ kind: 'percent', value: 13, most: 2_000, usesMost: 10 })
  const { processOf, refusals, close } = openSlowProcesses(market.engine, 3)
  const wishes = Array.from({ length: 200 }, (_, at) => wishOf(all, own, at))
  const outcomes = await Promise.all(wishes.map((wish, at) => outcomeOf(wish, processOf(at))))
  await close()
  expect(refusals).toEqual([])

  const refused = outcomes.filter((outcome) => typeof outcome === 'string')
  expect(new Set(refused)).toEqual(new Set(['lines-sold-out', 'coupon-used-up']))
  const costs = outcomes.filter((outcome) => typeof outcome === 'number')
  const { database } = market.engine
  const stock = await database.rows<{ left: number; held: number }>(sql`
    select p.remaining as left, (select coalesce(sum(l.quantity), 0)::integer from order_lines l
                                  where l.store_id = p.store_id and l.place_id = p.id) as held
      from places p where p.store_id = ${market.marketId} and starts_with(p.key, 'stock/')
  `)
  for (const { left, held } of stock) expect([left >= 0, left + held]).toEqual([true, 50])
  const { uses } = await database.one<{ uses: number }>(sql`
    select count(*)::integer as uses from order_lines l
      join places p on p.store_id = l.store_id and p.id = l.place_id
     where p.store_id = ${market.marketId} and p.key ~ '^coupon/[^/]+$'
  `)
  expect(uses).toBe(10)

  // To the won: each order costs its lines, less at most 13 % or 2,000 of them.
  const orders = await database.rows<{ amount: number; goods: number; discount: number }>(sql`
    select o.amount, sum(l.unit_price * l.quantity)::integer as goods, sum(l.discount)::integer as discount
      from orders o join order_lines l on l.store_id = o.store_id and l.order_id = o.id
     where o.store_id = ${market.marketId} group by o.id, o.amount
  `)
  expect(orders).toHaveLength(costs.length)
  for (const { amount, goods: cost, discount } of orders) {
    expect([0, Math.min(2_000, Math.floor((cost * 13) / 100))]).toContain(discount)
    expect(amount).toBe(cost - discount)
  }
  const sum = (some: readonly number[]) => some.reduce((one, other) => one + other, 0)
  expect(sum(orders.map(({ amount }) => amount))).toBe(sum(costs))
}, 60_000)

test('one person presses in three processes at once: one order, one use of the coupon', async () => {
  const mug = await goods({ stocked: 10 })
  await coupon({ usesMost: 5 })
  const { processOf, refusals, close } = openSlowProcesses(market.engine, 3)
  const buyerId = market.engine.newId<'Account'>()
  const items = [{ item: { variantId: mug.variantId }, quantity: 2 }]
  const press = async (at: number) => {
    const key = `press ${at}`
    const once = { scope: buyerId, key, fingerprint: key }
    const ask = {
      storeId: market.marketId,
      buyerId,
      isGuest: false,
      network: 'one',
      form,
      items,
      once,
    }
    return (await placeOrder(processOf(at), { ...ask, coupon: 'WELCOME' })).id
  }
  const ids = await Promise.all([0, 1, 2, 3, 4, 5].map(press))
  await close()
  expect(refusals).toEqual([])
  expect(new Set(ids).size).toBe(1)
})

test('one person orders the same with and without a coupon at once: one order is held, and nobody is told that an own one is over', async () => {
  const mug = await goods({ stocked: 20 })
  await coupon({ usesMost: 20 })
  const { processOf, refusals, close } = openSlowProcesses(market.engine, 3)
  const buyerId = market.engine.newId<'Account'>()
  const items = [{ item: { variantId: mug.variantId }, quantity: 2 }]
  const press = async (at: number) => {
    const key = `press ${at}`
    const ask = {
      ...{ storeId: market.marketId, buyerId, isGuest: false, network: 'one', form, items },
      once: { scope: buyerId, key, fingerprint: key },
      ...(at % 2 === 0 && { coupon: 'WELCOME' }),
    }
    const { id, status } = await placeOrder(processOf(at), ask)
    return { id, status }
  }
  const answers = await Promise.all([0, 1, 2, 3, 4, 5].map(press))
  await close()
  expect(refusals).toEqual([])
  const held = await market.engine.database.rows<{ id: string }>(sql`
    select id from orders where store_id = ${market.marketId} and status = 'ready'
  `)
  expect(held).toHaveLength(1)
  expect(answers.every(({ status }) => status === 'ready')).toBe(true)
  expect(answers.map(({ id }) => id)).toContain(held[0]?.id)
})
