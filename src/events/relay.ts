import type { Engine } from '../engine.ts'
import type { Cell } from '../postgres/cells.ts'
import { sql, type Tx } from '../postgres/sql.ts'
import { bookingHints } from './booking-hints.ts'
import type { PublishedEvent } from './bus.ts'
import { logChannel, watchedChannel } from './listener.ts'
import * as queries from './queries.ts'
import { retryLoop, sleep } from './retry-loop.ts'
import { passingTopics } from './topics.ts'

/**
 * The relay: moves events from the outbox to the log and notifies the buses of all processes.
 *
 * One process at a time drains a cell (an advisory lock), in order. Deleting from the outbox, writing
 * the log and `notify` are one transaction: a crash repeats and never loses. Of each place only the
 * latest count is notified; a missed one is replaced by the next.
 */
const batch = 2000
/** Poll interval: grows while idle; under load the pause leaves the disk to others. */
const pollMs = { first: 20, last: 100 }
/**
 * Dead rows stay until a vacuum, and each poll scans them. (Measured: 3 ms a poll after 20,000
 * events; autovacuum comes once a minute.)
 */
const vacuumAfter = 1000
/** The payload of `notify` is limited to 8000 bytes. */
const payloadBytesMost = 7000

/**
 * Writes follow-up rows in the transaction that takes the events out of the outbox: exactly once.
 * If it throws, the events stay in the outbox and all subscribers wait.
 */
export type Handler = (tx: Tx, events: readonly PublishedEvent[]) => Promise<void>

/** Drains the outbox until stopped. */
export function relay(
  engine: Engine,
  ask: {
    readonly cell: Cell
    readonly handlers: readonly Handler[]
    readonly stopping: AbortSignal
    readonly failed: (error: Error) => void
  },
): Promise<void> {
  const { cell, handlers, stopping, failed } = ask
  let pauseMs = pollMs.first
  let unvacuumed = 0
  return retryLoop({
    stopping,
    failed,
    async run() {
      const drained = await drain(engine, handlers, cell)
      unvacuumed += drained
      if (unvacuumed >= vacuumAfter) {
        unvacuumed = 0 // first: a failing vacuum must not delay events every time
        await queries.vacuumOutbox(cell.database)
      }
      if (drained >= batch) return
      pauseMs = drained > 0 ? pollMs.first : Math.min(pauseMs * 1.5, pollMs.last)
      await sleep(pauseMs, stopping)
    },
  })
}

/** Delivers one batch. Returns how many events left the outbox. */
export async function drain(
  engine: Engine,
  handlers: readonly Handler[] = [],
  { name, database }: Cell = engine.cells[0],
): Promise<number> {
  const waiting = await database.maybe(sql`select 1 from outbox limit 1`)
  if (!waiting) return 0
  const passing = passingTopics(engine)
  return database.transaction(async (tx) => {
    const { mine } = await tx.one<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext(${`jari relay ${name}`})) as mine`,
    )
    if (!mine) return 0
    const events = await queries.moveOutbox(tx, batch, [...passing])
    for (const handle of handlers) await handle(tx, events)
    const notify = (channel: string, texts: readonly string[]) =>
      tx.run(sql`select pg_notify(${channel}, payload) from unnest(${texts}::text[]) as payload`)
    const isKept = events.some(({ topic }) => !passing.has(topic))
    const watched = events.filter(({ topic }) => passing.has(topic) && topic !== 'booking.changed')
    await tx.commitWith([
      notify(watchedChannel(name), payloads([...watched, ...bookingHints(events)])),
      ...(isKept ? [notify(logChannel(name), [''])] : []),
    ])
    return events.length
  })
}

/** An event of each thing that an event is about. */
function busEvents({ topic, storeId, subjectId, body }: PublishedEvent): PublishedEvent[] {
  if (topic !== 'places.changed') return [{ topic, storeId, subjectId, body }]
  return Object.entries(body as Record<string, object>).map(([placeId, what]) => ({
    topic: 'place.changed',
    ...{ storeId, subjectId: placeId, body: { placeId, ...what } },
  }))
}

/** Bus events, only the latest of each topic and subject, split into payloads that fit a notification. */
function payloads(events: readonly PublishedEvent[]): string[] {
  const latest = new Map<string, PublishedEvent>()
  for (const event of events.flatMap(busEvents))
    latest.set(`${event.topic} ${event.subjectId}`, event)
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
