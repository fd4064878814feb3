/**
 * Every time-out of the database, in one place. Each bound is larger than the one inside it, so that
 * the narrowest says what went wrong: a lock, then a statement, then the whole connection.
 *
 * A claim of a busy store waits for the batch before it, then for its own. While a row is held, each
 * takes `statementMs` at most: 8 s. While the server is silent, the first takes `answerMs` and the
 * second `CONNECT_MS`: 8.5 s. Nobody waits for 10 s.
 */
export interface Bounds {
  /** `lock_timeout`: a row that somebody else holds, for whom milliseconds are enough. */
  readonly lockMs: number
  /**
   * `statement_timeout`: a statement with all its waits for locks. Who is second in the queue for a
   * row waits for two: for the place in front, then for the row.
   */
  readonly statementMs: number
  /**
   * `idle_in_transaction_session_timeout`: how long a process that stands still may keep its locks.
   * Longer than the event loop stands still on a machine that is overloaded, not dead.
   */
  readonly idleMs: number
  /**
   * How long a connection that owes an answer may be silent before the client ends it. Longer than
   * `statementMs`: a server that is there has said by then that it gave up.
   */
  readonly answerMs: number
}

/** For requests, and for jobs that do small pieces. */
export const usual: Bounds = { lockMs: 2_000, statementMs: 4_000, idleMs: 4_000, answerMs: 5_500 }

/** For sweeps, audits, CSV, key rotation: long statements, but no long waits for a lock. */
export const patient: Bounds = {
  lockMs: 10_000,
  statementMs: 600_000,
  idleMs: 60_000,
  answerMs: 620_000,
}

/** For migrations, which wait for one another and may rewrite a table: the network alone is watched. */
export const unbounded: Bounds = { lockMs: 0, statementMs: 0, idleMs: 0, answerMs: 0 }

/** A new connection, or a free one of the pool. */
export const CONNECT_MS = 3_000
/** How often a connection is tried again while the server has no room and the pool has none open. */
export const FULL_RETRY_MS = 100
/** A turn in a lane, and a turn among all transactions. */
export const TURN_MS = 4_000
/** A connection that has waited this long for an answer hangs: PostgreSQL gives up before. */
export const HANGS_MS = 4_500
/** How long a start waits for a database that is not there yet, and how often it tries. */
export const START_MS = 60_000
export const START_RETRY_MS = 500
/** How often the connection that only listens is asked for a sign of life. */
export const HEARTBEAT_MS = 5_000
/**
 * How long it may say nothing until PostgreSQL ends it, and with it the locks of a process that was
 * frozen: its exclusive work goes to another process.
 */
export const LEASE_MS = 15_000
/** How long `/readyz` waits for an answer, and how often it really writes. */
export const READY_MS = 2_000
export const WRITE_CHECK_MS = 5_000

/** What a connection asks of `pg`, of the network and, as it opens, of PostgreSQL. */
export const settingsOf = (
  { lockMs, statementMs, idleMs }: Bounds,
  settings: readonly string[] = [],
) => ({
  lock_timeout: lockMs,
  statement_timeout: statementMs,
  idle_in_transaction_session_timeout: idleMs,
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  // A machine that vanished must not keep its locks: the server finds out within a minute.
  options: [
    'tcp_keepalives_idle=15',
    'tcp_keepalives_interval=10',
    'tcp_keepalives_count=3',
    ...settings,
  ]
    .map((setting) => `-c ${setting}`)
    .join(' '),
})
