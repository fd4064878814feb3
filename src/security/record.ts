import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import { keptNetworkOf } from '../kernel/network.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import * as queries from './queries.ts'
import { type EventKind, KEPT_DAYS } from './rules.ts'

export interface NotedEvent {
  readonly kind: EventKind
  /** The type of the problem; empty: it was done. */
  readonly refusal: string
  readonly accountId?: string | undefined
  /** Whom an attempt was about, where no account is known. */
  readonly email?: string | undefined
  /** Whole; shortened before it is kept. */
  readonly address: string
}

/** Events that wait to be written; a flood of more is counted without its networks. */
const WAITING_MOST = 5_000
const BATCH_MOST = 1_000

const writers = perEngine((engine) => {
  let waiting = 0
  const batches = new GroupCommit<NotedEvent, null>(
    async (events) => {
      const rows = events.map(({ address, accountId, email, ...event }) => ({
        ...event,
        id: engine.newId(),
        accountId: accountId ?? null,
        email: accountId ? null : (email ?? null),
        network: waiting > WAITING_MOST ? '' : (keptNetworkOf(address) ?? ''),
      }))
      await engine.house.transaction((tx) => queries.countEvents(tx, rows))
      return events.map(() => null)
    },
    { most: BATCH_MOST },
  )
  return async (event: NotedEvent): Promise<void> => {
    waiting += 1
    try {
      await batches.submit('', event)
    } finally {
      waiting -= 1
    }
  }
})

/** Writes an event; those of one moment share a statement. */
export const recordEvent = (engine: Engine, event: NotedEvent): Promise<void> =>
  writers(engine)(event)

const REMOVED_MOST = 5_000
const DAY_SECONDS = 86_400

/** A job: events are kept for 90 days. */
export async function forgetOldEvents({ house: { patient } }: Engine): Promise<number> {
  const { now } = await readNow(patient)
  return queries.removeOld(patient, later(now, -KEPT_DAYS * DAY_SECONDS), REMOVED_MOST)
}
