import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Engine } from '../engine.ts'
import { sql, type Tx } from '../postgres/sql.ts'
import type { Told } from './bus.ts'

/**
 * The relay: takes what the outbox holds to those who watch, in every process, after the commit.
 *
 * One process at a time drains (an advisory lock), in order, and removes what it has handed to
 * PostgreSQL's `notify` in the same transaction: a crash repeats, it never loses. Of a place only
 * the latest count travels; whoever missed one reads the next.
 */
const channel = 'jari_events'
const pollMs = 150
const batch = 2000
/** `notify` takes less than 8000 bytes. */
const payloadBytesMost = 7000

/**
 * Writes down what must follow from events, in the transaction that takes them out of the outbox:
 * for those who may miss none. One that throws keeps them in the outbox, and everybody waiting.
 */
export type Handler = (tx: Tx, events: readonly Told[]) => Promise<void>

export interface Relay {
  stop(): Promise<void>
}

export async function startRelay(
  engine: Engine,
  url: string,
  handlers: readonly Handler[] = [],
): Promise<Relay> {
  const stopped = new AbortController()
  const draining = drainForever(engine, handlers, stopped.signal)
  const listening = listenForever(engine, url, stopped.signal)
  return {
    async stop() {
      stopped.abort()
      await Promise.allSettled([draining, listening])
    },
  }
}

async function drainForever(
  engine: Engine,
  handlers: readonly Handler[],
  stopped: AbortSignal,
): Promise<void> {
  while (!stopped.aborted) {
    const drained = await drain(engine, handlers).catch(() => 0) // the database is away: try again
    if (drained < batch) await pause(pollMs, undefined, { signal: stopped }).catch(() => undefined)
  }
}

/** Delivers one batch. Returns how many events it took out of the outbox. */
export async function drain(engine: Engine, handlers: readonly Handler[] = []): Promise<number> {
  const waiting = await engine.database.maybe(sql`select 1 from outbox limit 1`)
  if (!waiting) return 0
  return engine.database.transaction(async (tx) => {
    const { mine } = await tx.one<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext('jari relay')) as mine`,
    )
    if (!mine) return 0
    const events = await tx.rows<Told & { id: number }>(sql`
      delete from outbox
       where id in (select id from outbox order by id limit ${batch})
      returning id, topic, store_id as "storeId", subject_id as "subjectId", body
    `)
    events.sort((a, b) => a.id - b.id)
    for (const handle of handlers) await handle(tx, events)
    const watched = payloads(events)
    if (watched.length > 0)
      await tx.run(sql`select pg_notify(${channel}, told) from unnest(${watched}::text[]) as told`)
    return events.length
  })
}

/** What screens watch, the latest of each place, cut into texts that fit a notification. */
function payloads(events: readonly Told[]): string[] {
  const latest = new Map<string, Told>()
  for (const { topic, storeId, subjectId, body } of events)
    if (topic === 'place.changed') latest.set(subjectId, { topic, storeId, subjectId, body })
  const cut: string[][] = [[]]
  let size = 0
  for (const event of latest.values()) {
    const text = JSON.stringify(event)
    if (size + text.length > payloadBytesMost) {
      cut.push([])
      size = 0
    }
    cut.at(-1)?.push(text)
    size += text.length + 1
  }
  return cut.filter((texts) => texts.length > 0).map((texts) => `[${texts.join()}]`)
}

async function listenForever(engine: Engine, url: string, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await listen(engine, url, stopped).catch(() => undefined)
    await pause(500, undefined, { signal: stopped }).catch(() => undefined)
  }
}

async function listen(engine: Engine, url: string, stopped: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'jari listen' })
  client.on('error', () => undefined) // `end` follows, and a new client
  client.on('notification', ({ payload }) => engine.bus.publish(JSON.parse(payload ?? '[]')))
  await client.connect()
  await client.query(`listen ${channel}`)
  await new Promise<void>((resolve) => {
    client.on('end', resolve)
    stopped.addEventListener('abort', () => resolve(), { once: true })
    if (stopped.aborted) resolve() // told to stop while it was connecting
  })
  await client.end()
}
