import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { openRestaurant } from '../../front-doors/dining/restaurant.fixture.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { sql } from '../../postgres/sql.ts'
import type * as contract from './contract.ts'

type Menu = AnswerOf<typeof contract.getMenu>
type Draft = { readonly id?: string; readonly name: string }

let engine: TestEngine
let house: TestServer
let owner: Person
let photo: Buffer
let storeId: string

beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c96' } })
    .jpeg()
    .toBuffer()
})
beforeEach(async () => {
  storeId = await openRestaurant(owner)
})
afterAll(async () => {
  await house.server.close()
  await engine.close()
})

async function save(...items: readonly Draft[]) {
  const rest = { description: '', price: 9_000, soldOut: false }
  const sections = [{ name: '식사', items: items.map((item) => ({ ...rest, ...item })) }]
  const { body } = await owner<Menu>('PUT', `/v1/stores/${storeId}/menu`, { sections })
  return body.sections[0]?.items ?? []
}
const add = (of: string | undefined, alt = '김이 오르는 국밥', by = owner) =>
  by<{ id: string; type?: string }>(
    'POST',
    `/v1/stores/${storeId}/pictures?alt=${encodeURIComponent(alt)}&of=${of}`,
    photo,
    { 'content-type': 'image/jpeg' },
  )
const shown = async () => {
  const { body } = await house.anyone<Menu>('GET', `/v1/stores/${storeId}/menu`)
  return body.sections.flatMap(({ items }) =>
    items.map(({ name, picture }) => [name, picture?.alt]),
  )
}
const kept = () =>
  engine.database.one<{ count: number }>(sql`
    select count(*)::integer as count from store_pictures where store_id = ${storeId}`)

test('an item keeps its picture while the menu is changed, and it is erased with the item', async () => {
  const [soup, rice] = await save({ name: '국밥' }, { name: '비빔밥' })
  expect((await add(soup?.id)).status).toBe(201)
  expect((await add(rice?.id, '비빔밥 한 그릇')).status).toBe(201)
  await save({ name: '물' }, { name: '돼지국밥', ...(soup && { id: soup.id }) })
  expect(await shown()).toEqual([
    ['물', undefined],
    ['돼지국밥', '김이 오르는 국밥'],
  ])
  expect(await kept()).toEqual({ count: 1 })
  await save({ name: '물' })
  expect(await kept()).toEqual({ count: 0 })
})

test('an item has one picture, which is removed before another is added', async () => {
  const [soup] = await save({ name: '국밥' })
  const { body } = await add(soup?.id)
  const again = await add(soup?.id)
  expect([again.status, again.body.type]).toEqual([409, '/problems/item-has-picture'])
  await owner('DELETE', `/v1/stores/${storeId}/pictures/${body.id}`)
  expect((await add(soup?.id, '국밥과 반찬')).status).toBe(201)
  expect(await shown()).toEqual([['국밥', '국밥과 반찬']])
  const other = owner<{ data: unknown[] }>('GET', `/v1/stores/${storeId}/pictures`)
  expect((await other).body.data).toEqual([])
})

test('an id of no item makes a new one, and an id that is named twice is of the first', async () => {
  const made = engine.newId()
  const [soup] = await save({ name: '국밥', id: made })
  expect(soup?.id).not.toBe(made)
  const id = soup?.id ?? ''
  const [one, other] = await save({ name: '하나', id }, { name: '둘', id })
  expect([one?.id === id, other?.id === id]).toEqual([true, false])
})

test('an item of another store has no pictures here', async () => {
  const [soup] = await save({ name: '국밥' })
  storeId = await openRestaurant(owner)
  const answer = await add(soup?.id)
  expect([answer.status, answer.body.type]).toEqual([404, '/problems/picture-subject-missing'])
})
