import type { Engine } from '../engine.ts'
import { sql } from '../postgres/sql.ts'
import { forever, rest } from './forever.ts'
import type { Line } from './line.ts'
import * as queries from './queries.ts'

/** Who reads the log to its end and waits for more. */
export interface Follower {
  readonly name: string
  /** Undefined: all of them. */
  readonly topics: readonly string[] | undefined
  /**
   * Takes events, in order, with no transaction open. Returns those it could not take, to be parked;
   * one that throws has taken none, and is given the same again.
   */
  take(events: readonly queries.LoggedEvent[]): Promise<readonly queries.Parked[]>
}

const most = 1000
/** A position that moved over nothing of its own is written down at the latest after so many. */
const unwrittenMost = 1000

/**
 * One step through the log: some events are taken, and then, in one transaction, the position moves
 * past them and what could not be taken is parked. Who dies before that sees them again.
 *
 * @returns how many events it came by
 */
export async function step(engine: Engine, follower: Follower): Promise<number> {
  const { database } = engine
  const { name, topics } = follower
  const { position, head } = await queries.readProgress(database, name)
  if (head <= position) return 0
  const events = await queries.readEvents(database, { after: position, upTo: head, topics, most })
  const last = events.at(-1)
  if (!last && head - position < unwrittenMost) return 0
  const parked = last ? await follower.take(events) : []
  const to = last && events.length === most ? last.position : head
  await database.transaction(async (tx) => {
    // Not worth a wait for the disk: what a crash of the database forgets of it is done again.
    const soon = tx.run(sql`select set_config('synchronous_commit', 'off', true)`)
    const [moved] = await Promise.all([queries.moveConsumer(tx, name, position, to), soon])
    // Sent back by a person meanwhile, or another process has taken over: what was taken is seen
    // again, and that is all.
    if (moved > 0 && parked.length > 0) await queries.insertParked(tx, name, parked)
  })
  return to - position
}

/** How long nobody looks when nothing was heard; a notification that was missed costs this. */
const REST_MS = 1_000

/** Does `work`, in one process at a time, as soon as the log has grown, until told to stop. */
export const onDuty = (ask: {
  readonly line: Line
  readonly duty: string
  readonly stopping: AbortSignal
  readonly failed: (error: Error) => void
  /** @returns how much was done; more than 0 does it again at once */
  work(): Promise<number>
}): Promise<void> => {
  const { line, duty, stopping, failed, work } = ask
  return forever({
    stopping,
    failed,
    async run() {
      const heard = line.heard()
      if (!(await line.holds(duty))) return rest(REST_MS, stopping)
      if ((await work()) === 0) await line.news(heard, REST_MS)
    },
  })
}
