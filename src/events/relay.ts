import type { Cell, Engine } from '../engine.ts'
import { sql, type Tx } from '../postgres/sql.ts'
import type { Told } from './bus.ts'
import { forever, rest } from './forever.ts'
import { logChannel, watchedChannel } from './line.ts'
import * as queries from './queries.ts'
import { passingTopics } from './topics.ts'

/**
 * The relay: takes what the outbox holds into the log, and to those who watch, in every process,
 * after the commit.
 *
 * One process at a time drains a cell (an advisory lock), in order, and removes in the same transaction
 * what it has written to the log and handed to PostgreSQL's `notify`: a crash repeats, it never
 * loses. Of a place only the latest count travels; whoever missed one reads the next.
 */
const batch = 2000
/** While nothing happens it looks less and less often; while much does, it leaves the disk to others. */
const looks = { first: 20, last: 100 }
/**
 * What was taken out lies there dead until it is swept, and each look reads over it. (Seen: 3 ms a
 * look after 20,000 events; PostgreSQL comes by itself once a minute.)
 */
const sweptAfter = 1000
/** `notify` takes less than 8000 bytes. */
const payloadBytesMost = 7000

/**
 * Writes down what must follow from events, in the transaction that takes them out of the outbox:
 * for those who may miss none. One that throws keeps them in the outbox, and everybody waiting.
 */
export type Handler = (tx: Tx, events: readonly Told[]) => Promise<void>

/** Drains until it is told to stop. */
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
  let pauseMs = looks.first
  let unswept = 0
  return forever({
    stopping,
    failed,
    async run() {
      const drained = await drain(engine, handlers, cell)
      unswept += drained
      if (unswept >= sweptAfter) {
        unswept = 0 // first: one that cannot be swept must not keep events waiting each time
        await queries.sweepOutbox(cell.database)
      }
      if (drained >= batch) return
      pauseMs = drained > 0 ? looks.first : Math.min(pauseMs * 1.5, looks.last)
      await rest(pauseMs, stopping)
    },
  })
}

/** Delivers one batch. Returns how many events it took out of the outbox. */
export async function drain(
  engine: Engine,
  handlers: readonly Handler[] = [],
  { name, database }: Cell = engine.cells[0],
): Promise<number> {
  const waiting = await database.maybe(sql`select 1 from outbox limit 1`)
  if (!waiting) return 0
  return database.transaction(async (tx) => {
    const { mine } = await tx.one<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext(${`jari relay ${name}`})) as mine`,
    )
    if (!mine) return 0
    const events = await queries.moveOutbox(tx, batch)
    for (const handle of handlers) await handle(tx, events)
    const notify = (channel: string, said: readonly string[]) =>
      tx.run(sql`select pg_notify(${channel}, told) from unnest(${said}::text[]) as told`)
    const isKept = events.some(({ topic }) => !passingTopics.includes(topic))
    await tx.commitWith([
      notify(watchedChannel(name), payloads(events)),
      ...(isKept ? [notify(logChannel(name), [''])] : []),
    ])
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
