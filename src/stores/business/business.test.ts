import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'

let engine: TestEngine
let app: TestServer
let owner: Person
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  owner = await app.owner()
})
afterAll(async () => {
  await app.server.close()
  await engine.close()
})

const business = {
  ...{ company: '집밥', representative: '박사장', businessNumber: '1248100998' },
  ...{ mailOrderNumber: '2026-서울강남-01234', address: '서울특별시 강남구 테헤란로 1' },
  ...{ phone: '02-1234-5678', email: 'shop@example.com' },
}

test.each(['restaurants', 'shops', 'concerts', 'auctions', 'markets'])(
  'who sells is said for one of the %s as for any store',
  async (plural) => {
    const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
    const kind = plural === 'shops' ? { kind: 'hair' } : {}
    const { body, status } = await owner<{ id: string }>('POST', `/v1/${plural}`, {
      ...store,
      ...kind,
    })
    expect(status).toBe(201)
    const path = `/v1/stores/${body.id}/business`
    const read = async () => (await app.anyone('GET', path)).body
    expect(await read()).toMatchObject({ company: '', email: null })
    const wrong = await owner('PUT', path, { ...business, businessNumber: '124-81-00999' })
    expect(wrong.body.type).toMatch(/business-number-wrong$/)
    expect((await owner('PUT', path, business)).status).toBe(200)
    expect(await read()).toEqual({ ...business, businessNumber: '124-81-00998' })
    const other = await app.owner()
    expect((await other('PUT', path, business)).status).toBe(404)
  },
)
