import { setTimeout as pause } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { sql } from '../postgres/sql.ts'
import { startSchedule } from './schedule.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const until = async (is: () => boolean) => {
  while (!is()) await pause(50)
}

test('a chore is woken at the opening and by the minute, in one of the processes; stopping is quick', async () => {
  const failures: unknown[] = []
  let woken = 0
  const chore = {
    name: 'count sheep',
    run: async () => {
      woken += 1
      return 1
    },
  }
  const failed = (_: string, error: Error) => failures.push(error)
  const open = () => startSchedule(engine, engine.databaseUrl, [chore], { failed })
  const schedules = [open(), open(), open()]
  await until(() => woken > 0)
  const kept = await engine.database.rows(sql`select name, cron from pgboss.schedule`)
  expect(kept).toEqual([{ name: 'count-sheep', cron: '* * * * *' }])

  const minute = new PgBoss({ connectionString: engine.databaseUrl, schedule: false, max: 1 })
  await minute.start()
  const before = woken
  while ((await minute.send('count-sheep')) === null) await pause(50) // one still waits or runs
  await until(() => woken > before)
  await minute.stop({ graceful: false })
  await Promise.all(schedules.map((schedule) => schedule.stop()))
  expect(failures).toEqual([])
}, 60_000)

test('a house whose database does not let it keep a schedule says so, and goes on', async () => {
  const url = new URL(engine.databaseUrl)
  url.pathname = '/no_such_database'
  const failures: string[] = []
  const failed = (job: string) => failures.push(job)
  const schedule = startSchedule(engine, url.href, [], { failed })
  await until(() => failures.length > 0)
  await schedule.stop()
  expect(failures).toContain('schedule')
})
