import { afterAll, beforeAll } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { skipDue } from '../../mail/queries.ts'
import { expireOrders } from '../../orders/expire.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import type * as contract from './products/contract.ts'
import type * as owner from './products/owner-contract.ts'

export type OwnProduct = AnswerOf<typeof owner.addProduct>
export type Product = AnswerOf<typeof contract.getProduct>
export type ProductList = AnswerOf<typeof contract.listProducts>

export interface Shops {
  engine: TestEngine
  house: TestServer
  seller: Person
  marketId: string
}

/** What the law wants to be said of a mug. */
export const facts = [{ label: '제조국', value: '대한민국' }]

/** A mug that costs 12,000, shown, with ten in stock. */
export const mug = (more: object = {}) => ({
  ...{ title: '머그컵', facts, hidden: false },
  variants: [{ price: 12_000, stocked: 10 }],
  ...more,
})

/** The same in two colours. */
export const mugs = (more: object = {}) =>
  mug({
    options: [{ name: '색상', values: ['파랑', '하양'] }],
    variants: [
      { values: ['파랑'], price: 12_000, stocked: 10 },
      { values: ['하양'], price: 13_000, stocked: 5 },
    ],
    ...more,
  })

export const openShop = async (seller: Person, name = '달빛상점'): Promise<string> => {
  const draft = { name, description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  return (await done(seller<{ id: string }>('POST', '/v1/markets', draft))).id
}

/** A server with one shop for the tests of a file; checks the invariants after them. */
export function openShops() {
  const shops = {} as Shops
  beforeAll(async () => {
    shops.engine = await testEngine()
    shops.house = await testServer(shops.engine)
    shops.seller = await shops.house.owner()
    shops.marketId = await openShop(shops.seller)
  })
  afterAll(async () => {
    const { engine } = shops
    while ((await expireOrders(engine)) > 0);
    await engine.database.run(sql`delete from outbox`)
    await skipDue(engine.database, (await readNow(engine.database)).now)
    await expectCleanAudit(engine)
    await engine.close()
  })
  const at = (path = '') => `/v1/markets/${shops.marketId}${path}`
  return {
    shops,
    at,
    /** A product that is shown, a mug unless said otherwise. */
    givenProduct: (draft: object = mug()): Promise<OwnProduct> =>
      done(shops.seller<OwnProduct>('POST', at('/products'), draft)),
    product: (productId: string) =>
      done(shops.house.anyone<Product>('GET', at(`/products/${productId}`))),
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
