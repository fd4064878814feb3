import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { expectSound } from '../../../test/paying.ts'
import { type Person, testServer } from '../../../test/server.ts'
import type { DeliveredEvent } from '../../events/consumer.ts'
import type { Id } from '../../kernel/id.ts'
import { sql } from '../../postgres/sql.ts'
import { removeTimetables } from './consumers.ts'
import { deleteTimetables } from './owner-queries.ts'
import { closeShop, gateOf, givenShop, givenTimetable, type TestShop } from './shop.fixture.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const event = (body: unknown): DeliveredEvent => ({
  id: engine.newId(),
  topic: 'remove-timetable',
  storeId: null,
  subjectId: '',
  body,
  at: new Date(),
})
const hear = (body: unknown) => removeTimetables.handle(engine, event(body))
const countOf = async (shopId: Id<'Store'>) => {
  const { count } = await engine.database.one<{ count: number }>(
    sql`select count(*)::integer as count from timetables where store_id = ${shopId}`,
  )
  return count
}
const told = (shopId: Id<'Store'>) =>
  engine.database.rows<{ body: unknown; subjectId: string }>(sql`
    select body, subject_id::text as "subjectId" from outbox
     where topic = 'remove-timetable' and subject_id::text = ${shopId}
  `)

test('closing a shop publishes the removal of its timetables once, and stops all sales', async () => {
  const shop = await givenShop(engine)
  const id = await givenTimetable(engine, shop)
  const storm = Promise.allSettled(
    Array.from({ length: 50 }, () => gateOf(engine, shop).reserve(id)),
  )
  await Promise.all([closeShop(engine, shop), closeShop(engine, shop)])
  await storm
  await expect(gateOf(engine, shop).reserve(id)).rejects.toThrow('no such timetable')
  expect(await told(shop.shopId)).toEqual([
    { subjectId: shop.shopId, body: { shopId: shop.shopId } },
  ])
  expect(await countOf(shop.shopId)).toBe(1)
  await hear({ shopId: shop.shopId })
  expect(await countOf(shop.shopId)).toBe(0)
  await expectSound(engine)
})

test('the consumer removes that shop’s timetables only; it is idempotent and rejects malformed bodies', async () => {
  const [shop, other] = [await givenShop(engine), await givenShop(engine)]
  for (const one of [shop, shop, other]) await givenTimetable(engine, one)
  await hear(shop.shopId) // another service may send the id alone
  await hear({ shopId: shop.shopId })
  await hear({ shopId: engine.newId() })
  expect([await countOf(shop.shopId), await countOf(other.shopId)]).toEqual([0, 1])
  for (const nonsense of [null, {}, 'all', 7, { shopId: [shop.shopId] }])
    await expect(hear(nonsense)).rejects.toThrow('has no shopId')
})

/** In parts, none of which takes as long as a statement may. */
async function givenMany({ shopId }: TestShop, parts: number) {
  for (let part = 0; part < parts; part += 1)
    await engine.database.run(sql`
      insert into timetables (store_id, id, hour, minute, basic_remaining, price, created_at)
      select ${shopId}, gen_random_uuid(), at % 24, at % 60, 10, 0, now()
        from generate_series(1, 10000) as at
    `)
}

test('while a hundred thousand timetables are deleted, another shop still reserves', async () => {
  const [large, other] = [await givenShop(engine), await givenShop(engine)]
  await givenMany(large, 10)
  const id = await givenTimetable(engine, other, { basicRemaining: 100_000 })
  const { reserve } = gateOf(engine, other)
  // all are deleted and not committed: the removal holds all of its locks
  await engine.database.transaction(async (tx) => {
    await deleteTimetables(tx, large.shopId)
    for (let taken = 0; taken < 20; taken += 1) expect(await reserve(id)).toBe(true)
  })
  expect([await countOf(large.shopId), await countOf(other.shopId)]).toEqual([0, 1])
  await expectSound(engine)
})

test('deleting the account of an owner with closed shops publishes it again', async () => {
  const house = await testServer(engine)
  const owner: Person = await house.owner()
  const { body } = await owner<{ id: string }>('POST', '/v1/shops', {
    name: '머리하는 날',
    kind: 'hair',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  const leave = () => owner('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect((await leave()).body.type).toMatch(/still-selling$/)
  await owner('DELETE', `/v1/shops/${body.id}`)
  expect((await leave()).status).toBe(200)
  expect(await told(body.id)).toHaveLength(2)
  await house.server.close()
  await expectSound(engine)
})
