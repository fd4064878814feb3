import type { Engine } from '../engine.ts'
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
  take(
    events: readonly queries.LoggedEvent[],
    hasParked: boolean,
  ): Promise<readonly queries.Parked[]>
  /** Takes what was parked and is due; asked when anything is. Returns how much that was. */
  retry(): Promise<number>
}

const most = 1000
/** A position that moved over nothing of its own is written down at the latest after so many. */
const unwrittenMost = 1000

/**
 * One step: what is due is tried again; some events are taken, and then, in one transaction, the
 * position moves past them and what could not be taken is parked. Who dies before that sees them again.
 *
 * @returns how many events it came by
 */
export async function step(engine: Engine, follower: Follower): Promise<number> {
  const { database } = engine
  const { name, topics } = follower
  const { position, head, hasParked } = await queries.readProgress(database, name)
  const retried = hasParked ? await follower.retry() : 0
  if (head <= position) return retried
  const events = await queries.readEvents(database, { after: position, upTo: head, topics, most })
  const last = events.at(-1)
  if (!last && head - position < unwrittenMost) return retried
  const parked = last ? await follower.take(events, hasParked) : []
  const to = last && events.length === most ? last.position : head
  // Sent back by a person meanwhile, or another process has taken over: then it does not move, what
  // was taken is seen again, and that is all.
  if (parked.length === 0) await queries.moveConsumer(database, name, position, to)
  else
    await database.transaction(async (tx) => {
      const moved = await queries.moveConsumer(tx, name, position, to)
      if (moved > 0) await queries.insertParked(tx, name, parked)
    })
  return retried + to - position
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
