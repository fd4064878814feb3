import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type TestServer, testServer } from '../../../test/server.ts'
import { sql } from '../../postgres/sql.ts'
import { eraseSaved } from './queries.ts'
import { SAVED_MOST } from './rules.ts'

let engine: TestEngine
let app: TestServer
const ids: string[] = []
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  const owner = await app.owner()
  for (const name of ['집밥', '바다']) {
    const draft = { name, description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
    ids.push((await owner<{ id: string }>('POST', '/v1/restaurants', draft)).body.id)
  }
})
afterAll(async () => {
  await app.server.close()
  await engine.close()
})

test('what is saved is on the list of its account only, latest first, and in its download', async () => {
  const [person, other] = [await app.customer(), await app.customer()]
  for (const id of ids) {
    expect((await person('PUT', `/v1/me/saved-stores/${id}`)).status).toBe(200)
    await engine.advance(1)
  }
  expect((await person('PUT', `/v1/me/saved-stores/${ids[0]}`)).status).toBe(200)
  const list = await person<{ data: { store: { name: string } }[]; nextCursor: string }>(
    'GET',
    '/v1/me/saved-stores?limit=1',
  )
  expect(list.body.data.map(({ store }) => store.name)).toEqual(['바다'])
  const next = await person('GET', `/v1/me/saved-stores?cursor=${list.body.nextCursor}`)
  expect(next.body).toMatchObject({ data: [{ store: { name: '집밥' } }], nextCursor: null })
  expect((await other('GET', '/v1/me/saved-stores/ids')).body).toEqual({ data: [] })
  await person('DELETE', `/v1/me/saved-stores/${ids[0]}`)
  expect((await person('GET', '/v1/me/saved-stores/ids')).body).toEqual({ data: [ids[1]] })
})

test('a store that is not there cannot be saved, nor any by nobody', async () => {
  const person = await app.customer()
  expect((await person('PUT', `/v1/me/saved-stores/${engine.newId()}`)).status).toBe(404)
  expect((await app.anyone('PUT', `/v1/me/saved-stores/${ids[0]}`)).status).toBe(401)
})

test('it ends with the account', async () => {
  const person = await app.customer()
  const { body } = await person<{ id: string }>('GET', '/v1/me')
  await person('PUT', `/v1/me/saved-stores/${ids[0]}`)
  await engine.house.transaction((tx) => eraseSaved(tx, body.id))
  expect(
    await engine.house.rows(sql`select from saved_stores where account_id = ${body.id}`),
  ).toEqual([])
})

test('two are saved at once where one more may be: one of them is refused', async () => {
  const person = await app.customer()
  const { body } = await person<{ id: string }>('GET', '/v1/me')
  await engine.house.run(sql`
    insert into saved_stores (account_id, store_id, saved_at)
    select ${body.id}, gen_random_uuid(), now() from generate_series(1, ${SAVED_MOST - 1})`)
  for (let round = 0; round < 10; round += 1) {
    const answers = await Promise.all(ids.map((id) => person('PUT', `/v1/me/saved-stores/${id}`)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    await Promise.all(ids.map((id) => person('DELETE', `/v1/me/saved-stores/${id}`)))
  }
})
