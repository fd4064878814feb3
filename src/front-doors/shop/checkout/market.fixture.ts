import { afterAll, beforeAll, beforeEach } from 'vitest'
import { expectCleanAudit } from '../../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../../test/server.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Id } from '../../../kernel/id.ts'
import { addDays, wallDate } from '../../../kernel/time.ts'
import { expireOrders } from '../../../orders/expire.ts'
import { placeId } from '../../../places/place-id.ts'
import { makePlaces } from '../../../places/queries.ts'
import { sql } from '../../../postgres/sql.ts'
import type * as carts from '../carts/contract.ts'
import type * as coupons from '../coupons/contract.ts'
import { stockKey } from '../products/rules.ts'
import type * as contract from './contract.ts'

export type Cart = AnswerOf<typeof carts.getCart>
export type Ordered = AnswerOf<typeof contract.placeOrder>
export type Coupon = AnswerOf<typeof coupons.addCoupon>

/** A server with a fresh shop for each test. */
export interface Market {
  engine: TestEngine
  house: TestServer
  owner: Person
  marketId: string
  today: string
}

export interface Goods {
  readonly variantId: string
  readonly productId: string
}

export const form = {
  ...{ first_name: '민지', last_name: '김', email: 'minji@example.com', phone: '010-1234-5678' },
  ...{ address: '테헤란로 1', detail: '101호', postal_code: '06236', city: '서울특별시 강남구' },
  memo: '문 앞에 놓아 주세요',
}

/** A body of an order that names its goods, each with how many and at which price. */
export const itemsOf = (...some: readonly (readonly [Goods, number, number?])[]) => ({
  items: some.map(([{ variantId }, quantity, price]) => ({
    ...{ item: { variantId }, quantity },
    ...(price !== undefined && { price }),
  })),
})

/** A product with one variant, so many of it in stock. */
export async function givenGoods(
  engine: TestEngine,
  marketId: string,
  { title = '머그컵', price = 9_900, stocked = 50, taxFree = false, most = 100 } = {},
): Promise<Goods> {
  const [productId, variantId] = [engine.newId<'Product'>(), engine.newId<'Variant'>()]
  const key = stockKey(variantId)
  const place = { id: placeId(marketId, key), key, capacity: stocked, startsAt: null }
  await engine.database.run(sql`
    insert into products (store_id, id, title, description, options, facts, tax_free, hidden, returnable,
                          max_per_order, price, folded, tokens, created_at)
    values (${marketId}, ${productId}, ${title}, '', '[]', '[{"label":"제조국","value":"한국"}]', ${taxFree},
            false, true, ${most}, ${price}, ${title}, '{}', now())
  `)
  await engine.database.run(sql`
    insert into variants (store_id, id, product_id, place_id, sku, option_values, price, stocked, position)
    values (${marketId}, ${variantId}, ${productId}, ${place.id}, ${variantId}, '{}', ${price}, ${stocked}, 0)
  `)
  await engine.database.run(sql`
    insert into stock_changes (store_id, id, variant_id, delta, stocked, reason, note, at)
    values (${marketId}, ${engine.newId()}, ${variantId}, ${stocked}, ${stocked}, 'first', '', now())
  `)
  await makePlaces(engine.database, marketId, [place])
  return { productId, variantId }
}

/** Starts it for the tests of a file; checks the invariants after them. */
export function openMarket() {
  const market = {} as Market
  beforeAll(async () => {
    market.engine = await testEngine()
    market.house = await testServer(market.engine)
    market.owner = await market.house.owner()
  })
  beforeEach(async () => {
    const opened = await done(
      market.owner<{ id: string }>('POST', '/v1/markets', {
        ...{ name: '우리 동네 그릇', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' },
      }),
    )
    market.marketId = opened.id
    const { now } = await market.engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
    market.today = wallDate(now, 'Asia/Seoul')
  })
  afterAll(async () => {
    const { engine } = market
    while ((await expireOrders(engine)) > 0);
    await engine.database.run(sql`delete from outbox`)
    await expectCleanAudit(engine)
    await engine.close()
  })
  const at = (path = '') => `/v1/markets/${market.marketId}${path}`
  const goods = (given: Parameters<typeof givenGoods>[2] = {}) =>
    givenGoods(market.engine, market.marketId, given)
  const put = (by: Person, { variantId }: Goods, quantity = 1) =>
    by<Cart>('PUT', at('/cart/lines'), { item: { variantId }, quantity })
  /** Somebody with two mugs and a cup in the cart: 25,300 won. */
  async function givenCart() {
    const ann = await market.house.customer()
    const [mug, cup] = [
      await goods({ stocked: 5 }),
      await goods({ title: '찻잔', price: 5_500, taxFree: true }),
    ]
    await done(put(ann, mug, 2))
    await done(put(ann, cup, 1))
    return { ann, mug, cup }
  }
  return {
    ...{ market, at, goods, put, givenCart },
    /** Of an order that costs nothing. */
    confirm: (by: Person, id: string) => by('POST', `/v1/orders/${id}/confirmation`),
    cart: (by: Person) => done(by<Cart>('GET', at('/cart'))),
    add: (by: Person, { variantId }: Goods, quantity = 1) =>
      by<Cart>('POST', at('/cart/lines'), { item: { variantId }, quantity }),
    order: (by: Person, seenTotal: number, more: object = {}, headers?: Record<string, string>) =>
      by<Ordered>('POST', at('/orders'), { form, seenTotal, ...more }, headers),
    coupon: (more: object = {}) => done(market.owner<Coupon>('POST', at('/coupons'), draft(more))),
    draft: (more: object = {}) => draft(more),
    left: async ({ variantId }: Goods) =>
      (
        await market.engine.database.one<{ remaining: number }>(
          sql`select remaining from places where key = ${stockKey(variantId)}`,
        )
      ).remaining,
    idOf: async (person: Person) => (await done(person<{ id: Id<'Account'> }>('GET', '/v1/me'))).id,
  }
  function draft(more: object) {
    const day = (days: number) => ({ date: addDays(market.today, days), time: '00:00' })
    return {
      ...{ name: '첫 구매', code: 'WELCOME', kind: 'amount', value: 1_000, usesMost: 10 },
      ...{ validFrom: day(-1), validUntil: day(30), ...more },
    }
  }
}

/** The answer of a call that must succeed. */
export async function done<Answer>(
  call: Promise<{ status: number; body: Answer & { type?: string } }>,
): Promise<Answer> {
  const { status, body } = await call
  if (status >= 300) throw new Error(`${status} ${body.type} ${JSON.stringify(body)}`)
  return body
}

export const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
