import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openEngine } from '../../test/crash/journey.ts'
import type { TestEngine } from '../../test/engine.ts'
import { watchChild } from '../../test/watchdog.ts'
import { sql } from '../postgres/sql.ts'
import type { Consumer } from './consumer.ts'
import { startEvents } from './start.ts'

/** What the recorder has handled, in order. */
export const makeSeen = ({ database }: TestEngine) =>
  database.run(sql`
    create table seen (
      at bigint generated always as identity primary key,
      process integer not null, event_id text not null, subject_id uuid not null, seq integer
    )
  `)

export const readSeen = ({ database }: TestEngine) =>
  database.rows<{ process: number; eventId: string; subjectId: string; seq: number }>(sql`
    select process, event_id as "eventId", subject_id as "subjectId", seq from seen order by at
  `)

/** Records what it handles in a table, with its process, so that processes can be told apart. */
export const recorder = (handleMs: number): Consumer => ({
  name: 'recorder',
  topics: ['order.paid'],
  async handle({ cells }, { id, subjectId, body }) {
    const { seq } = body as { seq: number }
    await cells[0].database.run(sql`
      insert into seen (process, event_id, subject_id, seq)
      values (${process.pid}, ${id}, ${subjectId}, ${seq})
    `)
    if (handleMs > 0) await pause(handleMs)
  },
})

/** Starts a process that delivers events as the product does; returns when it runs. */
export async function startServer(
  databaseUrl: string,
  { handleMs = 0, natsUrl = '' } = {},
): Promise<ChildProcess> {
  const file = fileURLToPath(import.meta.url)
  const server = spawn(process.execPath, [file, databaseUrl, `${handleMs}`, natsUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  watchChild(server)
  await once(server.stdout as NodeJS.ReadableStream, 'data')
  return server
}

/** A crash, as by loss of power. */
export async function killServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGKILL')
  await ended
}

/** Run as its own process: delivers events until it is killed. */
if (import.meta.main) {
  const [databaseUrl = '', handleMs, natsUrl] = process.argv.slice(2)
  const engine = openEngine({ databaseUrl, sandboxUrl: 'http://127.0.0.1:1' })
  await startEvents(engine, databaseUrl, { consumers: [recorder(Number(handleMs))], natsUrl })
  process.stdout.write('open\n')
}
