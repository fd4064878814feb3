import type pg from 'pg'
import type { PgBoss } from 'pg-boss'
import type { Engine } from '../engine.ts'
import { unhurried } from '../postgres/bounds.ts'
import { Connections } from '../postgres/connections.ts'

/** What is looked after each minute. @returns how much there was to do */
export interface Chore {
  readonly name: string
  run(engine: Engine): Promise<number>
}

export interface Schedule {
  stop(): Promise<void>
}

/** How long what runs may go on when the house closes. */
const shutdownGraceMs = 2_000

/**
 * Wakes each chore once a minute in one of the processes: pg-boss keeps the timetable in a schema of
 * its own beside ours. It only wakes. Whether there is something to do says the house's own clock,
 * and a chore may be missed, late, or run twice; so the house opens whether or not this works.
 */
export function startSchedule(
  engine: Engine,
  url: string,
  chores: readonly Chore[],
  { failed }: { failed(job: string, error: Error): void },
): Schedule {
  const { pool } = new Connections(url, { most: 2, bounds: unhurried, name: 'jari schedule' })
  const opening = makeBoss(pool, (error) => failed('schedule', error))
  const opened = opening
    .then((boss) => open(boss, engine, chores))
    .catch((error) => failed('schedule', error))
  return {
    async stop() {
      await opened
      const boss = await opening
      await boss.stop({ timeout: shutdownGraceMs })
      await pool.end()
    },
  }
}

/**
 * Loaded when the house is open already: nobody waits for it. On connections of our own, because those
 * that pg-boss opens have no owner while it uses them.
 */
async function makeBoss(pool: pg.Pool, failed: (error: Error) => void): Promise<PgBoss> {
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: 'pgboss',
  })
  boss.on('error', failed)
  return boss
}

async function open(boss: PgBoss, engine: Engine, chores: readonly Chore[]): Promise<void> {
  await boss.start()
  for (const { name, run } of chores) {
    const queue = name.replaceAll(' ', '-')
    await boss.createQueue(queue, {
      policy: 'exclusive', // one waits or runs, in all processes together
      retryLimit: 0, // the next minute comes anyway
      deleteAfterSeconds: 3600,
    })
    await boss.schedule(queue, '* * * * *')
    await boss.work(queue, { pollingIntervalSeconds: 5 }, () => run(engine))
    await boss.send(queue) // what was missed while nobody was there
  }
}
