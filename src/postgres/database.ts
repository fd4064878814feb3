import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Queryable, Sql, Tx } from './sql.ts'

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
  return {
    pool,
    ...queryable(pool),
    transaction: (work) => retried(() => transact(pool, work)),
    snapshot: (work) => transact(pool, work, 'isolation level repeatable read, read only'),
    close: () => pool.end(),
  }
}

async function transact<Answer>(
  pool: pg.Pool,
  work: (tx: Tx) => Promise<Answer>,
  mode = '',
): Promise<Answer> {
  const client = await pool.connect()
  let broken = false
  try {
    const [, began] = (await client.query(
      `begin ${mode}; select clock_now() as now`,
    )) as unknown as pg.QueryResult<{ now: Date }>[]
    const now = began?.rows[0]?.now ?? new Date()
    const answer = await open.run(true, () => work({ now, ...queryable(client) }))
    await client.query('commit')
    return answer
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}

async function retried<Answer>(attempt: () => Promise<Answer>, left = 3): Promise<Answer> {
  try {
    return await attempt()
  } catch (error) {
    const again = ['40P01', '40001'].includes((error as { code?: string }).code ?? '')
    if (!again || left === 0) throw error
    return retried(attempt, left - 1)
  }
}

function queryable(client: pg.Pool | pg.PoolClient): Queryable {
  const ask = async <Row>(statement: Sql): Promise<pg.QueryResult<Row & pg.QueryResultRow>> =>
    client.query(prepared(statement)) as never
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

/** Statements are few and fixed, so a connection parses each once, under a name made of its text. */
const names = new Map<string, string>()

function prepared(statement: Sql): pg.QueryConfig {
  const { text, values } = statement
  let name = names.get(text)
  if (!name) {
    name = createHash('sha1').update(text).digest('base64url')
    names.set(text, name)
  }
  return { name, text, values }
}
