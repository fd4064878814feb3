import { join } from 'node:path'
import type { Id } from '../src/kernel/id.ts'
import { sql } from '../src/postgres/sql.ts'
import type { BuyAnswer, BuyAsk } from './buyers.ts'
import { startChild } from './child.ts'
import {
  type BenchEngine,
  connectEngine,
  givenRestaurant,
  givenTableTimes,
  soon,
  timesOn,
} from './engine.ts'
import { fillProducts } from './fill-products.ts'
import { drained, givenSessions } from './http-claims.ts'
import { type Bench, byTurns, perSecond, type Row, say, setting, whole } from './measure.ts'
import { giveEverybody } from './purchases.ts'

const buyers = 64
const rounds = 3
const products = 10_000

const form = {
  ...{ first_name: '민지', last_name: '김', email: 'minji@bench.test', phone: '010-1234-5678' },
  ...{ address: '테헤란로 1', detail: '101호', postal_code: '06236', city: '서울특별시 강남구' },
  memo: '문 앞에 놓아 주세요',
}

/** Who buys goods how, and which purchases of dining they are compared with. */
const kinds = [
  { who: 'guests', pay: 'portone-v1', against: 'kakaopay', least: 0.6 },
  { who: 'accounts', pay: 'wallet', against: 'wallet', least: 0.7 },
] as const

/**
 * Whole purchases of one hot product over HTTP: cart, order, prepare, pay, verify. Against dining's
 * whole purchases by the same number of buyers.
 */
export const goodsPurchases: Bench = {
  name: 'goods-purchases',
  async run(ground) {
    const url = await ground.database()
    const engine = connectEngine(url)
    const [server, sandbox, crowd] = [
      startChild('./server.ts'),
      startChild('./sandbox.ts'),
      startChild('./buyers.ts'),
    ]
    try {
      const count = setting('BENCH_PURCHASES', 1_500)
      const tokens = await givenSessions(engine, 2 * count)
      await giveEverybody(engine, 1_000_000_000)
      await makeGuests(engine, count)
      const goods = await givenHotProduct(engine)
      const table = await givenTables(engine)
      const folder = join(ground.folder, 'goods-sandbox')
      const { url: sandboxUrl } = await sandbox.ask<{ url: string }>({ folder })
      const { port } = await server.ask<{ port: number }>({ url, sandboxUrl })
      const go = async (
        ask: Pick<BuyAsk, 'cart' | 'claim' | 'pay'>,
        who: 'guests' | 'accounts',
      ) => {
        const some = who === 'guests' ? tokens.slice(0, count) : tokens.slice(count)
        const answer = await crowd.ask<BuyAnswer>({
          ...{ port, sandboxUrl, buyers, count, tokens: some },
          ...ask,
        })
        await drained(engine)
        return answer
      }
      const rows: Row[] = []
      for (const { who, pay, against, least } of kinds) {
        const buyGoods = () => go({ ...goods, pay }, who)
        const dine = () => go({ claim: table(), pay: against }, 'accounts')
        await buyGoods()
        await dine()
        const { first, second } = await byTurns(rounds, buyGoods, dine)
        say(`goods by ${pay}/s: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
        say(`tables by ${against}/s: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
        const ratio = perSecond(...first) / perSecond(...second)
        rows.push({
          measure: `whole purchases of goods over HTTP, ${buyers} ${who}, by ${pay}`,
          figure: `${whole(perSecond(...first))}/s`,
          comparedWith: `${whole(perSecond(...second))} purchases of tables/s by ${against}`,
          ratio,
          goal: `≥ ${least}×`,
          met: ratio >= least,
        })
      }
      return rows
    } finally {
      await Promise.all([crowd.stop(), server.stop(), sandbox.stop()])
      await engine.database.close()
      await ground.drop(url)
    }
  },
}

/** The first of the buyers have no account. */
const makeGuests = ({ database }: BenchEngine, count: number) =>
  database.run(sql`
    update accounts set is_guest = true
     where substring(email from '^buyer([0-9]+)@')::integer < ${count}
  `)

/** One product of ten thousand, with stock for everybody. */
async function givenHotProduct(engine: BenchEngine) {
  const [storeId] = await fillProducts(engine, products)
  const { variantId } = await engine.database.one<{ variantId: Id<'Variant'> }>(sql`
    with hot as (
      update variants set stocked = 1000000
       where id = (select id from variants where store_id = ${storeId} order by id limit 1)
      returning id, store_id, place_id
    ), stocked as (
      update places p set capacity = 1000000, remaining = 1000000
        from hot h where p.store_id = h.store_id and p.id = h.place_id
    )
    select id as "variantId" from hot
  `)
  const at = `/v1/markets/${storeId}`
  return {
    cart: { path: `${at}/cart/lines`, body: { item: { variantId }, quantity: 1 } },
    claim: { path: `${at}/orders`, body: { form } },
  }
}

/** Claims of another hot slot each time: an account claims a place only once. */
async function givenTables(engine: BenchEngine): Promise<() => BuyAsk['claim']> {
  const storeId = await givenRestaurant(engine)
  const date = soon()
  const slots = timesOn(date, kinds.length * (rounds + 1))
  const times = await givenTableTimes(engine, storeId, slots, 1e9)
  return () => {
    const body = { tableTimeId: times.pop(), date }
    return { path: `/v1/restaurants/${storeId}/bookings`, body }
  }
}
