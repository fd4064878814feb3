import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  done,
  form,
  type Goods,
  givenGoods,
} from '../../src/front-doors/shop/checkout/market.fixture.ts'
import type { Id } from '../../src/kernel/id.ts'
import { addDays, wallDate } from '../../src/kernel/time.ts'
import { expireOrders } from '../../src/orders/expire.ts'
import { migrate } from '../../src/postgres/migrate.ts'
import { sql, type Tx } from '../../src/postgres/sql.ts'
import { schemaFolders } from '../../src/schema.ts'
import { chargeIn } from '../../src/wallets/charge.ts'
import { PLATFORM_STORE } from '../../src/wallets/charge-rules.ts'
import { expectCleanAudit } from '../audited.ts'
import { FREE_TERMS } from '../consents.ts'
import { type TestEngine, testEngineAt } from '../engine.ts'
import { testServer } from '../server.ts'
import {
  type Answer,
  askUntilCertain,
  givenPeople,
  openServer,
  type ServerProcess,
  type SignedIn,
} from './people.ts'
import { type Cluster, openCluster } from './postgres.ts'

// Two thousand people with carts of one to five products, five hundred of each in stock, and one coupon of a
// hundred uses. Three servers; one is killed on the way.

const PEOPLE = 2_000
const STOCK = 500
const USES = 100
const MONEY = 1_000_000
const PRICES = [9_900, 5_500, 3_300, 12_100, 700, 8_000]

let cluster: Cluster
let engine: TestEngine
let marketId: Id<'Store'>
let products: readonly Goods[]
const servers: ServerProcess[] = []
const agent = new Agent({ keepAlive: true, maxSockets: 150 })

beforeAll(async () => {
  cluster = await openCluster()
  await migrate(cluster.url, schemaFolders)
  engine = await testEngineAt({ url: cluster.url, drop: async () => {} })
  const owner = await (await testServer(engine)).owner()
  const store = { name: '우리 그릇', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  marketId = (await done(owner<{ id: string }>('POST', '/v1/markets', store))).id
  products = await Promise.all(
    PRICES.map((price) => givenGoods(engine, marketId, { price, stocked: STOCK })),
  )
  const day = (days: number) => addDays(wallDate(new Date(), 'Asia/Seoul'), days)
  await done(
    owner('POST', `/v1/markets/${marketId}/coupons`, {
      ...{ name: '첫 구매', code: 'WELCOME', kind: 'percent', value: 7, usesMost: USES },
      validFrom: { date: day(-1), time: '00:00' },
      validUntil: { date: day(30), time: '00:00' },
    }),
  )
  servers.push(...(await Promise.all([0, 1, 2].map(() => openServer(engine)))))
}, 240_000)
afterAll(async () => {
  agent.destroy()
  for (const { child } of servers) child.kill('SIGKILL')
  await engine?.close()
  await cluster?.close()
}, 60_000)

/** Signed-in people with enough in their wallets: fifty a commit. */
async function givenBuyers(): Promise<SignedIn[]> {
  const people = await givenPeople(engine, PEOPLE)
  for (let from = 0; from < people.length; from += 50)
    await engine.database.transaction((tx) =>
      Promise.all(people.slice(from, from + 50).map(({ accountId }) => fill(tx, accountId))),
    )
  return people
}

const fill = (tx: Tx, accountId: Id<'Account'>) =>
  chargeIn(tx, {
    ...{ accountId, amount: MONEY, currency: 'KRW', gateway: 'kakaopay' },
    ...{ storeId: PLATFORM_STORE, orderId: engine.newId(), paymentId: engine.newId() },
    operationKey: `given:${accountId}`,
  })

interface Sale {
  paid: number
  spent: number
  readonly wrong: unknown[]
}

const nameOf = ({ body }: Answer) => `${body.type}`.split('/').at(-1) ?? ''
const REFUSALS = ['lines-sold-out', 'coupon-used-up', 'price-changed', 'cart-empty']

/** Fills a cart, orders it, perhaps with the coupon, or without it once it is used up; pays by wallet. */
async function buy(sale: Sale, buyer: SignedIn, turn: number): Promise<void> {
  const ask = (method: string, path: string, body?: object) => {
    const headers = { authorization: buyer.authorization, 'idempotency-key': engine.newId() }
    return askUntilCertain(agent, servers, turn, { method, path, headers, body })
  }
  const at = `/v1/markets/${marketId}`
  const first = Math.floor(Math.random() * products.length)
  const size = 1 + Math.floor(Math.random() * 5)
  for (let more = 0; more < size; more += 1) {
    const { variantId } = products[(first + more) % products.length] as Goods
    const put = await ask('PUT', `${at}/cart/lines`, { item: { variantId }, quantity: 1 })
    if (put.status !== 200) sale.wrong.push(put)
  }
  const coupon = turn % 4 === 0 ? 'WELCOME' : undefined
  for (const code of coupon ? [coupon, undefined] : [undefined]) {
    const quote = await ask('POST', `${at}/order-quotes`, code ? { coupon: code } : {})
    const seenTotal = (quote.body.total as { amount: number } | undefined)?.amount ?? 0
    const body = { form, seenTotal, ...(code && { coupon: code }) }
    const ordered = await ask('POST', `${at}/orders`, body)
    if (ordered.status !== 201 && nameOf(ordered) === 'coupon-used-up') continue
    if (ordered.status !== 201) {
      if (!REFUSALS.includes(nameOf(ordered)) && quote.status === 200) sale.wrong.push(ordered)
      return
    }
    const payment = { gateway: 'wallet', device: 'mobile', cancellationTerms: FREE_TERMS }
    const paid = await ask('POST', `/v1/orders/${ordered.body.id}/payments`, payment)
    if (paid.status !== 201) sale.wrong.push(paid)
    sale.paid += 1
    sale.spent += seenTotal
    return
  }
}

test('two thousand carts: never oversold, the coupon a hundred times, money to the won', async () => {
  const buyers = await givenBuyers()
  const sale: Sale = { paid: 0, spent: 0, wrong: [] }
  const killed = (async () => {
    while (sale.paid < 150 && sale.wrong.length === 0) await pause(20)
    servers[2]?.child.kill('SIGKILL')
  })()
  await Promise.all(buyers.map((buyer, turn) => buy(sale, buyer, turn)))
  await killed
  expect(sale.wrong).toEqual([])

  const stock = await engine.database.rows<{ key: string; left: number; sold: number }>(sql`
    select p.key, p.remaining as left,
           (select coalesce(sum(l.quantity), 0)::integer from order_lines l
             where l.store_id = p.store_id and l.place_id = p.id and l.status = 'sold') as sold
      from places p where p.store_id = ${marketId} and p.key !~ '^coupon/.*/'
  `)
  for (const { key, left, sold } of stock)
    expect([key, left >= 0, left + sold]).toEqual([
      key,
      true,
      key.startsWith('stock/') ? STOCK : USES,
    ])
  const orders = await engine.database.one<{ paid: number; spent: number; whole: number }>(sql`
    select count(*)::integer as paid, sum(o.amount)::integer as spent,
           count(d.form)::integer as whole
      from orders o
      left join deliveries d on d.store_id = o.store_id and d.order_id = o.id
     where o.store_id = ${marketId} and o.status = 'paid'
  `)
  expect(orders).toEqual({ paid: sale.paid, spent: sale.spent, whole: sale.paid })
  const { kept } = await engine.database.one<{ kept: number }>(
    sql`select sum(charged)::float8 as kept from wallets where charged > 0`,
  )
  expect(kept).toBe(PEOPLE * MONEY - sale.spent)
  while ((await expireOrders(engine)) > 0);
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
}, 300_000)
