import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { sql } from '../postgres/sql.ts'
import { listMinutes } from './figure-queries.ts'
import * as queries from './queries.ts'
import { givenRoom, joinMany, tickAll, tryToEnter } from './room.fixture.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
  await engine.close()
})

test('the length of the line is known by the minute: who is called leaves it, who comes late is back', async () => {
  const storeId = await givenRoom(engine, { ratePerMinute: 6_000, capacity: 5 })
  const early = await joinMany(engine, storeId, 8)
  await tickAll(engine, storeId, { seconds: 61, present: early })
  await engine.advance(300) // nobody enters
  const called = await Promise.all(early.map((one) => tryToEnter(engine, storeId, one)))
  expect(called.filter((status) => status === 'late')).toHaveLength(5)
  await engine.advance(120)
  await joinMany(engine, storeId, 2)
  const room = await queries.findOpenRoom(engine.database, storeId)
  if (!room) throw new Error('the room is closed')
  const lengths = async (most: number) =>
    (await listMinutes(engine.database, { storeId, id: room.id }, most))
      .filter(({ name }) => name === 'waiting')
      .map(({ count }) => count)
  const all = await lengths(60)
  expect(all.at(0)).toBe(8)
  expect(all.slice(-3)).toEqual([3, 8, 10])
  expect(await lengths(1)).toEqual([10])
})
