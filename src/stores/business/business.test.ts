import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { later } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import { forgetOldBusinesses } from './retention.ts'

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

test('who sold at a store is kept for five years after it has closed, whoever has left, then forgotten', async () => {
  const store = { name: '닫은 집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const seller = await app.owner()
  const draft = { ...store, kind: 'hair' }
  const { body } = await seller<{ id: string }>('POST', '/v1/shops', draft)
  const path = `/v1/stores/${body.id}/business`
  await seller('PUT', path, business)
  expect((await seller('DELETE', `/v1/shops/${body.id}`)).status).toBe(200)
  expect((await seller('DELETE', '/v1/me', { password: 'correct horse battery' })).status).toBe(200)
  const company = async () =>
    (
      await engine.database.rows<{ company: string }>(sql`
        select company from store_businesses where store_id = ${body.id}`)
    )[0]?.company
  const { now } = await readNow(engine.database)
  const closed = (days: number) =>
    engine.database.run(sql`
      update stores set closed_at = ${later(now, -days * 86_400)} where id = ${body.id}`)
  await closed(5 * 365)
  await forgetOldBusinesses(engine)
  expect(await company()).toBe('집밥')
  await closed(5 * 365 + 3)
  await forgetOldBusinesses(engine)
  expect(await company()).toBe(undefined)
  expect((await app.anyone('GET', path)).body).toMatchObject({ company: '' })
})
