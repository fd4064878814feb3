import type { Cell } from '../postgres/cells.ts'
import type { Database } from '../postgres/database.ts'
import type { Listener } from './listener.ts'
import * as queries from './queries.ts'
import { retryLoop, sleep } from './retry-loop.ts'

/** Reads the log from a position on: a consumer, or the bridge to NATS. */
export interface LogReader {
  readonly name: string
  /** Undefined: all topics. */
  readonly topics: readonly string[] | undefined
  /**
   * Handles events, in order, outside of any transaction. Returns those that failed, to be parked. If
   * it throws, none counts as handled and it gets the same batch again.
   */
  take(
    events: readonly queries.LoggedEvent[],
    hasParked: boolean,
  ): Promise<readonly queries.Parked[]>
  /** Retries parked events that are due; called only while something is parked. Returns how many. */
  retry(): Promise<number>
}

const most = 1000
/**
 * A reader that skips events of other topics saves its position after so many, or so much time: what
 * is told of its lag is true soon after nothing waits any more.
 */
const unwrittenMost = 1000
const UNWRITTEN_MS = 1_000
const savedAt = new WeakMap<Database, Map<string, number>>()

/**
 * Retries parked events that are due, then handles the next batch. One transaction moves the position
 * past the batch and parks what failed; a process that dies before it gets the batch again.
 *
 * @returns how many events were retried or passed
 */
export async function readBatch(database: Database, reader: LogReader): Promise<number> {
  const { name, topics } = reader
  const { position, head, hasParked } = await queries.readProgress(database, name)
  const retried = hasParked ? await reader.retry() : 0
  if (head <= position) return retried
  const events = await queries.readEvents(database, { after: position, upTo: head, topics, most })
  const last = events.at(-1)
  const saved = savedAt.get(database) ?? new Map<string, number>()
  const sinceSaved = performance.now() - (saved.get(name) ?? 0)
  if (!last && head - position < unwrittenMost && sinceSaved < UNWRITTEN_MS) return retried
  savedAt.set(database, saved.set(name, performance.now()))
  const parked = last ? await reader.take(events, hasParked) : []
  const to = last && events.length === most ? last.position : head
  // The position does not move when a replay has changed it or another process took over: the batch
  // is handled again, which consumers must allow.
  if (parked.length === 0) await queries.moveConsumer(database, name, position, to)
  else
    await database.transaction(async (tx) => {
      const moved = await queries.moveConsumer(tx, name, position, to)
      if (moved > 0) await queries.insertParked(tx, name, parked)
    })
  return retried + to - position
}

/** Poll interval without a notification; the delay that a missed one costs. */
const POLL_MS = 1_000

/** The advisory lock of what one process does for a cell. */
export const lockOf = (cell: Cell, work: string): string => `${work} ${cell.name}`

/** Runs `work` whenever the log has grown, in the one process that holds the lock. */
export const runExclusively = (ask: {
  readonly listener: Listener
  /** Name of the advisory lock. */
  readonly lock: string
  readonly stopping: AbortSignal
  readonly failed: (error: Error) => void
  /** @returns how many events it handled; after more than 0 it runs again at once */
  work(): Promise<number>
}): Promise<void> => {
  const { listener, lock, stopping, failed, work } = ask
  return retryLoop({
    stopping,
    failed,
    async run() {
      const version = listener.logVersion()
      if (!(await listener.tryLock(lock))) return sleep(POLL_MS, stopping)
      if ((await work()) === 0) await listener.waitForLog(version, POLL_MS)
    },
  })
}
