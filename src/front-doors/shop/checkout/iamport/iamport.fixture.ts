import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type TestEngine, testEngine } from '../../../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../../../test/server.ts'
import { buyerAt, windowOf } from '../../../../gateways/sandbox-buyer.ts'
import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import { sql } from '../../../../postgres/sql.ts'
import { done, form, givenGoods } from '../market.fixture.ts'
import type * as contract from './contract.ts'

type Prepared = AnswerOf<typeof contract.prepareOrder>

export const AMOUNT = 19_800
/** The form of old: six fields. */
const { phone: _, detail: __, memo: ___, ...sixFields } = form

export { sixFields }

interface Shop {
  engine: TestEngine
  house: TestServer
  marketId: string
  /** Who has two tax-free mugs in the cart, for 19,800. */
  ann: Person
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

/** A shop on a real port, so that iamport reaches it with webhooks, and buyers who call it as of old. */
export function openIamport() {
  const shop = {} as Shop
  beforeAll(async () => {
    const port = await freePort()
    shop.engine = await testEngine({ publicUrl: `http://127.0.0.1:${port}` })
    shop.house = await testServer(shop.engine)
    await shop.house.server.listen({ port, host: '127.0.0.1' })
    shop.marketId = await open('우리 동네 그릇')
  })
  beforeEach(async () => {
    shop.ann = await shop.house.customer()
    await fill(shop.ann, shop.marketId)
  })
  afterAll(async () => {
    await shop.house.server.close()
    await shop.engine.close()
  })
  /** Another shop. */
  async function open(name: string) {
    const draft = { name, description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
    const owner = await shop.house.owner()
    return (await done(owner<{ id: string }>('POST', '/v1/markets', draft))).id
  }
  async function fill(by: Person, marketId: string) {
    const { variantId } = await givenGoods(shop.engine, marketId, { stocked: 100, taxFree: true })
    const line = { item: { variantId }, quantity: 2 }
    await done(by('PUT', `/v1/markets/${marketId}/cart/lines`, line))
  }
  /** Without an idempotency key, which callers of old do not send. */
  async function keyless<Answer>(by: Person, url: string, payload: object) {
    const headers = { authorization: by.authorization }
    const answer = await shop.house.server.inject({ method: 'POST', url, payload, headers })
    return { status: answer.statusCode, body: answer.json() as Answer & { type?: string } }
  }
  const create = (by = shop.ann, more: object = {}) =>
    done(keyless<{ order_id: string }>(by, '/order/create_ajax/', { ...sixFields, ...more }))
  const checkout = (order_id: string, more: object = {}, by = shop.ann) =>
    keyless<Prepared>(by, '/order/checkout/', {
      ...{ order_id, amount: AMOUNT, pay_method: 'card' },
      ...more,
    })
  /** What `IMP.request_pay` calls back with, after the buyer has paid or left. */
  async function windowAt({ request_pay }: Prepared, button: 'pay' | 'quit' | 'fail' = 'pay') {
    const gateway = shop.engine.gateways.get('portone-v1')
    if (!gateway) throw new Error('no gateway')
    const launch = request_pay as object
    const url = await windowOf(gateway, { is: 'prepared', reference: '', launch })
    return (await buyerAt(url).press(button)).query
  }
  /** Paid in the window; `more` changes what the browser opens it with. */
  async function givenPaid(more: object = {}) {
    const { order_id } = await create()
    const prepared = await done(checkout(order_id))
    const request_pay = { ...prepared.request_pay, ...more }
    const { imp_uid: imp_id = '' } = await windowAt({ ...prepared, request_pay })
    return { order_id, merchant_id: prepared.merchant_id, imp_id, amount: AMOUNT }
  }
  return {
    ...{ shop, open, fill, keyless, create, checkout, windowAt, givenPaid },
    validate: (body: object, by = shop.ann) =>
      by<{ works: true; differs?: string[] }>('POST', '/order/validation/', body),
    /** The same with nobody told but the buyer's browser. */
    givenUntold: () => givenPaid({ notice_url: 'http://127.0.0.1:9/' }),
    statusOf: async (id: string) => {
      const found = await shop.engine.database.one<{ status: string }>(
        sql`select status from orders where id = ${id}`,
      )
      return found.status
    },
  }
}
