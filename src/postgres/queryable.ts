import type pg from 'pg'
import { Problem } from '../kernel/problem.ts'
import type { Connections } from './connections.ts'
import { isLost, isQuestion, outageOf } from './rules.ts'
import type { Queryable, Sql } from './sql.ts'
import { Statement } from './statement.ts'

export function queryable(answered: (statement: Statement) => Promise<pg.QueryResult>): Queryable {
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

/** Several statements over one connection, each committed by itself. */
export async function fly<Answer>(
  connections: Connections,
  work: (on: Queryable) => Promise<Answer>,
): Promise<Answer> {
  const client = await connections.take()
  try {
    return await work(queryable((statement) => asked(connections, client, statement)))
  } finally {
    client.release()
  }
}

/** One statement. A question whose connection is lost is asked once more over another. */
export const alone = (connections: Connections): Queryable =>
  queryable(async (statement) => {
    const { silences } = connections
    const attempt = async (left: number): Promise<pg.QueryResult> => {
      const client = await connections.take()
      try {
        return await asked(connections, client, statement)
      } catch (error) {
        const isSilent = connections.silences > silences // asking again would take as long
        const mayRepeat = isQuestion(statement.text) && isLost((error as Error).cause)
        if (!mayRepeat || isSilent || left === 0) throw error
      } finally {
        client.release()
      }
      return attempt(left - 1)
    }
    return attempt(1)
  })

/** @throws what an outage means for this statement, instead of the error that told of it */
async function asked(
  connections: Connections,
  client: pg.PoolClient,
  statement: Statement,
): Promise<pg.QueryResult> {
  try {
    return await connections.send(client, statement)
  } catch (error) {
    if (error instanceof Problem) throw error
    connections.failed(error)
    const outage = outageOf(error, !isQuestion(statement.text))
    throw outage ? Object.assign(outage, { cause: error }) : error
  }
}
