import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import { networkOf } from '../kernel/network.ts'
import { connect, type Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { withinBudget } from './budget.ts'

// Two processes with the limits that they have by default.
let engine: TestEngine
let elsewhere: Database
let processes: readonly TestEngine[]
beforeAll(async () => {
  engine = await testEngine()
  elsewhere = connect(engine.databaseUrl)
  processes = [engine, onDatabase(engine, elsewhere)]
})
afterAll(async () => {
  await elsewhere.close()
  await engine.close()
})

/** A table for ten minutes for somebody new; whether it may be held. */
async function hold(at: number, address: string, storeId: string): Promise<boolean> {
  const held = { accountId: randomUUID(), orderId: randomUUID(), storeId, seats: 1, seconds: 600 }
  const process = processes[at % 2] as TestEngine
  const answer = await withinBudget(
    process,
    { ...held, network: networkOf(address) },
    async (no) => ({
      isNew: no === undefined,
    }),
  )
  return answer.isNew
}

test('new guests, each on a new /64, hold what their /48 may hold, and one in each process', async () => {
  const storeId = randomUUID()
  let held = 0
  for (let at = 0; at < 80; at += 1)
    if (await hold(at, `2001:db8:7:${at.toString(16)}::1`, storeId)) held += 1
  // 400 seat-minutes are 40 tables
  expect(held).toBeLessThanOrEqual(42)
  expect(held).toBeGreaterThanOrEqual(40)
  expect(await hold(0, '2001:db8:8:1::1', storeId)).toBe(true)
})

test('a buyer of each of many networks holds the first table without a write', async () => {
  const storeId = randomUUID()
  const counted = async () => (await engine.house.rows(sql`select from limit_buckets`)).length
  const before = await counted()
  for (let at = 0; at < 20; at += 1)
    expect(await hold(at, `2001:db8:${(at + 100).toString(16)}:1::1`, storeId)).toBe(true)
  expect(await counted()).toBe(before)
})
