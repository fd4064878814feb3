import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { sql } from '../postgres/sql.ts'
import { makeBus } from './bus.ts'
import { type Listener, openListener } from './listener.ts'
import { publish } from './outbox.ts'
import { drain } from './relay.ts'

let engine: TestEngine
const open: Listener[] = []
beforeAll(async () => {
  engine = await testEngine()
})
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close()
})
afterAll(() => engine.close())

async function listen(): Promise<Listener> {
  const listener = await openListener(engine.databaseUrl, makeBus(), ['main'], 20)
  open.push(listener)
  return listener
}

/** Long before anybody polls. */
const soon = { timeout: 3_000, interval: 10 }

test('a lock is one process’s, until its connection is lost: then it has to be taken again', async () => {
  const first = await listen()
  expect(await first.tryLock('work')).toBe(true)
  expect(await first.tryLock('work')).toBe(true)
  await engine.database.run(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'jari listen'
  `)
  const second = await listen()
  await expect.poll(() => second.tryLock('work'), soon).toBe(true)
  // The first one is connected again, and must not believe that it still holds it.
  await expect.poll(() => first.tryLock('other'), soon).toBe(true)
  expect(await first.tryLock('work')).toBe(false)
  await second.unlock('work')
  expect(await first.tryLock('work')).toBe(true)
})

test('who waits for the log is told as soon as it has grown', async () => {
  const listener = await listen()
  const before = listener.logVersion()
  const began = performance.now()
  const waiting = listener.waitForLog(before, 20_000)
  await engine.database.transaction((tx) =>
    publish(tx, { topic: 'order.paid', storeId: null, subjectId: engine.newId(), body: {} }),
  )
  await drain(engine)
  await waiting
  expect(listener.logVersion()).toBeGreaterThan(before)
  expect(performance.now() - began).toBeLessThan(15_000)
})
