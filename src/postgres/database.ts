import { AsyncLocalStorage } from 'node:async_hooks'
import type { Writable } from 'node:stream'
import pg from 'pg'
import { sharing } from './shared.ts'
import { type Queryable, type Sql, sql, type Tx } from './sql.ts'
import { Statement } from './statement.ts'
import { togetherIn } from './together.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export interface Database extends Queryable {
  readonly pool: pg.Pool
  /**
   * Runs `work` in one transaction and commits; whatever it throws rolls back.
   * A deadlock or a serialization failure (which canonical lock order should make impossible)
   * starts the whole again, at most three times.
   */
  transaction<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>
  /**
   * The same, for batches; what `first` asks goes in one flight with the beginning, and `now` is read
   * behind it: after a wait for a lock that it takes. Each statement is planned once, whatever its
   * lists.
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
  close(): Promise<void>
}

/** Says whether the code that asks runs inside a transaction; outside calls assert that it does not. */
const open = new AsyncLocalStorage<boolean>()
export const inTransaction = (): boolean => open.getStore() === true

export function connect(
  url: string,
  { connections = 20 }: { connections?: number } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'jari',
    pipeline: true, // statements that do not wait for each other's answers share a round trip
  })
  pool.on('error', () => {}) // an idle connection died; the next query opens another
  const transaction: Database['transaction'] = (work) =>
    retried(() => transact(pool, (tx) => work(tx), {}))
  return {
    pool,
    ...queryable((statement) => pool.query(statement as never)),
    transaction,
    transactionAfter: (first, work) => retried(() => transact(pool, work, { mode: BATCH, first })),
    shared: sharing((work) => retried(() => transact(pool, (tx) => work(tx), { mode: BATCH }))),
    flight: (work) => fly(pool, work),
    snapshot: (work) => transact(pool, (tx) => work(tx), { mode: READ_ONLY }),
    close: () => pool.end(),
  }
}

/**
 * Lists would be planned anew for each batch, because PostgreSQL takes them for short when it compares
 * plans; that took it longer than to carry the statement out (0.19 ms of 0.21).
 */
const BATCH = '; set local plan_cache_mode = force_generic_plan'
const READ_ONLY = 'isolation level repeatable read, read only'

interface Manner<First> {
  readonly mode?: string
  readonly first?: ((on: Queryable) => Promise<First>) | undefined
}

async function transact<Answer, First = undefined>(
  pool: pg.Pool,
  work: (tx: Tx, first: First) => Promise<Answer>,
  { mode = '', first }: Manner<First>,
): Promise<Answer> {
  const client = await pool.connect()
  let broken = false
  let isCommitted = false
  /** What went wrong: all that was asked after it only hears that the transaction is over. */
  let refused: Error | undefined
  const query = (text: string) => {
    gather(client)
    return client.query(text)
  }
  const on = queryable((statement) => {
    // It would run outside of any transaction, and be committed by itself.
    if (isCommitted) throw new Error('asked after the commit was sent')
    return send(client, statement, (error) => {
      refused ??= error
    })
  })
  try {
    const [, asked, { now }] = await Promise.all([
      query(`begin ${mode}`),
      first?.(on),
      on.one<{ now: Date }>(sql`select clock_now() as now`),
    ])
    const commitWith = async (writes: readonly Promise<unknown>[]) => {
      isCommitted = true
      const commit = query('commit')
      await Promise.all([...writes, commit])
    }
    const together = togetherIn(() => tx)
    const tx: Tx = { now, ...on, commitWith, together }
    const answer = await open.run(true, () => work(tx, asked as First))
    if (!isCommitted) await query('commit')
    return answer
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw codeOf(error) === TRANSACTION_OVER ? (refused ?? error) : error
  } finally {
    client.release(broken)
  }
}

async function fly<Answer>(
  pool: pg.Pool,
  work: (on: Queryable) => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect()
  try {
    return await work(queryable((statement) => send(client, statement)))
  } finally {
    client.release()
  }
}

/**
 * What is asked in one turn leaves in one write: a write costs as much as what it carries. (Seen: 55 µs
 * a claim for the twelve statements of a batch, each in a write of its own.)
 */
function gather(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const AGAIN = ['40P01', '40001']
const TRANSACTION_OVER = '25P02'
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''

async function retried<Answer>(attempt: () => Promise<Answer>, left = 3): Promise<Answer> {
  try {
    return await attempt()
  } catch (error) {
    if (!AGAIN.includes(codeOf(error)) || left === 0) throw error
    return retried(attempt, left - 1)
  }
}

/**
 * With what the same turn asks.
 *
 * @param refused told in the order in which PostgreSQL refuses
 */
function send(
  client: pg.PoolClient,
  statement: Statement,
  refused: (error: Error) => void = () => {},
): Promise<pg.QueryResult> {
  gather(client)
  return new Promise((resolve, reject) => {
    statement.callback = (error, answer) => {
      if (!error) return resolve(answer)
      refused(error)
      reject(error)
    }
    client.query(statement as never)
  })
}

function queryable(answered: (statement: Statement) => Promise<pg.QueryResult>): Queryable {
  const ask = async <Row>(statement: Sql): Promise<pg.QueryResult<Row & pg.QueryResultRow>> => {
    try {
      return await answered(new Statement(statement))
    } catch (error) {
      Error.captureStackTrace(error as Error) // who asked, not who read the answer
      throw error
    }
  }
  return {
    rows: async <Row>(statement: Sql) => (await ask<Row>(statement)).rows,
    maybe: async <Row>(statement: Sql) => (await ask<Row>(statement)).rows[0],
    one: async <Row>(statement: Sql) => {
      const { rows } = await ask<Row>(statement)
      if (rows.length !== 1) throw new Error(`one row expected, ${rows.length} came`)
      return rows[0] as Row
    },
    run: async (statement) => (await ask(statement)).rowCount ?? 0,
  }
}
