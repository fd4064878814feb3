import pg from 'pg'
import { patient, usual } from './bounds.ts'
import { Connections } from './connections.ts'
import { Lanes } from './lanes.ts'
import { alone, fly } from './queryable.ts'
import { Readiness } from './readiness.ts'
import { sharing } from './shared.ts'
import type { Queryable, Tx } from './sql.ts'
import { transact } from './transaction.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export interface Database extends Queryable {
  readonly pool: pg.Pool
  /** How many connections it opens at most. */
  readonly connections: number
  /** By pool: for requests, for batches, for long work. */
  use(): Readonly<Record<'requests' | 'batches' | 'long', Connections['use']>>
  /**
   * Runs `work` in one transaction and commits; whatever it throws rolls back.
   * A deadlock, a serialization failure (which canonical lock order should make impossible) or a
   * connection lost before the commit starts the whole again, at most three times.
   *
   * @param lane a store, if many may wait there for one row: it gets a few connections at a time
   * @throws unavailable, busy: nothing was done
   * @throws outcome-unknown: the answer to the commit was lost; a repetition under the same key says
   */
  transaction<Answer>(work: (tx: Tx) => Promise<Answer>, lane?: string): Promise<Answer>
  /**
   * The same, for batches; what `first` asks goes in one flight with the beginning, and `now` is read
   * behind it: after a wait for a lock that it takes. It uses connections of its own, which plan each
   * statement once, whatever its lists.
   */
  transactionAfter<First, Answer>(
    first: (on: Queryable) => Promise<First>,
    work: (tx: Tx, first: First) => Promise<Answer>,
  ): Promise<Answer>
  /**
   * The same, for small ones that may be many: what comes to a lane at once shares a transaction and
   * its commit (shared.ts). A lane is a store's; `key` names the one thing in it that it is about.
   */
  shared<Answer>(lane: string, key: string, work: (tx: Tx) => Promise<Answer>): Promise<Answer>
  /** Asks what does not wait for each other's answers over one connection, in one round trip. */
  flight<Answer>(work: (on: Queryable) => Promise<Answer>): Promise<Answer>
  /** Reads many things as they were at one instant; writes nothing, waits for nobody. */
  snapshot<Answer>(work: (on: Queryable) => Promise<Answer>): Promise<Answer>
  /** For statements that take long: see `bounds.ts`. */
  readonly patient: Patient
  /** Whether requests can be served: it answers in time and accepts writes. */
  isReady(): Promise<boolean>
  close(): Promise<void>
}

/** What long jobs need; they share two connections of their own, and take none from requests. */
export interface Patient extends Queryable {
  transaction<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>
  snapshot<Answer>(work: (on: Queryable) => Promise<Answer>): Promise<Answer>
}

/** Of a pool: what reads keep for themselves, and what the transactions of one lane may have. */
const READS_SHARE = 5
const LANE_SHARE = 10
/** Of all connections, half are for batches. */
const BATCH_SHARE = 2
const PATIENT_CONNECTIONS = 2

export function connect(
  url: string,
  { connections: most = 20 }: { connections?: number } = {},
): Database {
  const forBatches = Math.max(1, Math.floor(most / BATCH_SHARE))
  const forOthers = Math.max(1, most - forBatches)
  const connections = new Connections(url, { most: forOthers, bounds: usual })
  const batches = new Connections(url, {
    most: forBatches,
    bounds: usual,
    settings: PLANNED_ONCE,
    peer: connections,
  })
  const long = new Connections(url, { most: PATIENT_CONNECTIONS, bounds: patient })
  const lanes = new Lanes(Math.max(1, Math.floor(most / LANE_SHARE)))
  const writers = new Lanes(forOthers - Math.floor(forOthers / READS_SHARE))
  const batchWriters = new Lanes(forBatches)
  const all = <Answer>(work: () => Promise<Answer>) => writers.run('', work)
  const batch: Database['transactionAfter'] = (first, work) =>
    batchWriters.run('', () => transact(batches, work, { first }))
  const readiness = new Readiness([connections, batches])
  return {
    pool: connections.pool,
    connections: forOthers + forBatches + PATIENT_CONNECTIONS,
    use: () => ({ requests: connections.use, batches: batches.use, long: long.use }),
    ...alone(connections),
    transaction(work, lane) {
      const run = () => all(() => transact(connections, (tx) => work(tx)))
      return lane === undefined ? run() : lanes.run(lane, run)
    },
    transactionAfter: batch,
    shared: sharing((work) => batch(async () => undefined, work)),
    flight: (work) => fly(connections, work),
    snapshot: (work) => all(() => transact(connections, (tx) => work(tx), { mode: READ_ONLY })),
    patient: {
      ...alone(long),
      transaction: (work) => transact(long, (tx) => work(tx)),
      snapshot: (work) => transact(long, (tx) => work(tx), { mode: READ_ONLY }),
    },
    isReady: () => readiness.check(),
    close: async () => {
      await Promise.all([connections, batches, long].map(({ pool }) => pool.end()))
    },
  }
}

/**
 * Lists would be planned anew for each batch, because PostgreSQL takes them for short when it compares
 * plans; that took it longer than to carry the statement out (0.19 ms of 0.21).
 */
const PLANNED_ONCE = ['plan_cache_mode=force_generic_plan']
const READ_ONLY = 'isolation level repeatable read, read only'
