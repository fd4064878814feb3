import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { makeBus } from '../events/bus.ts'
import { openListener } from '../events/listener.ts'
import { connect } from './database.ts'
import { measureRoom, poolFor, sayRoom } from './room.ts'
import { sql } from './sql.ts'

let url: string
let drop: () => Promise<void>
beforeEach(async () => {
  ;({ url, drop } = await testDatabase())
})
afterEach(() => drop())

test.each([
  [17, 4],
  [27, 4],
  [97, 20],
  [400, 20],
])('of a server with %i connections a pool has %i unless it is told otherwise', (most, pool) => {
  expect(poolFor({ most })).toBe(pool)
  // Three processes fit even the smallest.
  if (most >= 27) expect(3 * (pool + 3)).toBeLessThanOrEqual(most)
})

test.each([
  ['alone', { most: 97, taken: 0 }, 20, true, "up to 23 of PostgreSQL's 97 connections."],
  ['just enough', { most: 30, taken: 7 }, 20, true, 'up to 23'],
  ['one missing', { most: 29, taken: 7 }, 20, false, 'Set JARI_CONNECTIONS to 19 here'],
  ['hopeless', { most: 27, taken: 46 }, 20, false, 'Raise max_connections by 42'],
])('%s: the operator is told', (_, room, pool, fits, says) => {
  expect(sayRoom(room, pool)).toMatchObject({ fits, says: expect.stringContaining(says) })
})

test('what a process may need is counted while it lives, not what it has opened', async () => {
  const thousands = async () => Math.round((await measureRoom(url)).taken / 1_000) // of others: a few
  expect(await thousands()).toBe(0)
  const listener = await openListener(url, makeBus(), ['main'], 23_000)
  expect(await thousands()).toBe(23)
  await listener.close()
  await expect.poll(thousands).toBe(0)
})

test('where the server has no room for another connection, requests wait for those of the pool', async () => {
  const role = `few_${randomUUID().slice(0, 8)}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create role ${role} login password 'few' connection limit 3`)
  await admin.query(
    `grant all on schema public to ${role}; grant execute on all functions in schema public to ${role}; grant select on all tables in schema public to ${role}`,
  )
  const as = new URL(url)
  as.username = role
  as.password = 'few'
  as.searchParams.delete('host')
  const database = connect(as.href, { connections: 20 })
  try {
    const slow = () => database.transaction((tx) => tx.run(sql`select pg_sleep(0.05)`))
    const ends = await Promise.allSettled(Array.from({ length: 40 }, slow))
    expect(ends.filter(({ status }) => status === 'rejected')).toEqual([])
  } finally {
    await database.close()
    await admin.query(`drop owned by ${role}; drop role ${role}`)
    await admin.end()
  }
})
