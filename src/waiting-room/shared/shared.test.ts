import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import type { Id } from '../../kernel/id.ts'
import { sql } from '../../postgres/sql.ts'
import {
  givenRoom,
  joinMany,
  leaveStore,
  tickAll,
  tryToEnter,
  type Waiting,
} from '../room.fixture.ts'
import { listCapacities, shareCapacity } from './operations.ts'
import { type SharedRoom, shareOf } from './rules.ts'

const room = (more: Partial<SharedRoom> = {}): SharedRoom => ({
  ...{ weight: 1, inside: 0, waiting: 100 },
  ...more,
})

test.each<[string, SharedRoom, SharedRoom[], number]>([
  ['alone: all of it', room(), [], 10],
  ['two alike: half', room(), [room()], 5],
  ['with three times the weight: three quarters', room({ weight: 3 }), [room()], 8],
  ['nobody waits in the other: all that is free', room(), [room({ inside: 4, waiting: 0 })], 6],
  ['two wait in the other: they are left theirs', room(), [room({ waiting: 2 })], 8],
  ['the other has more than its share', room({ inside: 1 }), [room({ inside: 8 })], 1],
  ['all is taken', room({ inside: 5 }), [room({ inside: 5 })], 0],
])('of ten, a room may call what is its share, %s', (_, own, others, most) => {
  expect(shareOf(10, own, others)).toBe(most)
})

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
  await engine.close()
})

test('a room that has not opened leaves the whole capacity to the one that has', async () => {
  const open = await givenRoom(engine, { ratePerMinute: 6_000, opensIn: 1 })
  const upcoming = await givenRoom(engine, { ratePerMinute: 6_000, opensIn: 3_600 })
  const present = await joinMany(engine, open, 6)
  const ownerId = engine.newId<'Account'>()
  await engine.database.run(sql`update stores set owner_id = ${ownerId}`)
  const rooms = [{ storeId: open }, { storeId: upcoming }]
  await shareCapacity(engine, { ownerId, name: 'spring', capacity: 6, rooms })
  expect(await tickAll(engine, open, { seconds: 2, present })).toBe(6)
  const [shared] = await listCapacities(engine, ownerId)
  expect(shared?.rooms.map(({ inside }) => inside)).toEqual([6, 0])
  await engine.database.run(sql`delete from shared_capacities`)
})

test('two rooms that share six are never fuller together, and each gets its half', async () => {
  const storeIds = [
    await givenRoom(engine, { ratePerMinute: 6_000 }),
    await givenRoom(engine, { ratePerMinute: 6_000 }),
  ] as const
  const ownerId = engine.newId<'Account'>()
  await engine.database.run(sql`update stores set owner_id = ${ownerId}`)
  const rooms = storeIds.map((storeId) => ({ storeId }))
  await shareCapacity(engine, { ownerId, name: 'autumn', capacity: 6, rooms })
  const joined = new Map<Id<'Store'>, Waiting[]>()
  for (const storeId of storeIds) joined.set(storeId, await joinMany(engine, storeId, 60))
  const inside = new Map<Waiting, Id<'Store'>>()
  const most = { together: 0, ofOne: 0 }
  for (let second = 0; second < 12; second += 1) {
    for (const storeId of storeIds) {
      const present = joined.get(storeId) ?? []
      await tickAll(engine, storeId, { seconds: second === 0 ? 61 : 1, present })
      for (const one of present)
        if (!inside.has(one) && (await tryToEnter(engine, storeId, one)) === 'admitted')
          inside.set(one, storeId)
    }
    const [shared] = await listCapacities(engine, ownerId)
    const counts = shared?.rooms.map((one) => one.inside) ?? []
    most.together = Math.max(most.together, counts[0] ?? 0, (counts[0] ?? 0) + (counts[1] ?? 0))
    if (second === 8) most.ofOne = Math.max(...counts)
    for (const [one, storeId] of inside)
      if (second > 0) await leaveStore(engine, storeId, one.accountId)
  }
  expect(most).toEqual({ together: 6, ofOne: 3 })
  await engine.database.run(sql`delete from shared_capacities`)
  await engine.database.run(sql`
    insert into accounts (id, email, email_verified, name, role, created_at, updated_at)
    values (${ownerId}, 'shared@stores.test', true, '박사장', 'owner', now(), now())
  `)
})
