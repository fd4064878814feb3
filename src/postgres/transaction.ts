import { AsyncLocalStorage } from 'node:async_hooks'
import { Problem } from '../kernel/problem.ts'
import type { Connections } from './connections.ts'
import { queryable } from './queryable.ts'
import {
  codeOf,
  hasNotArrived,
  isAnswer,
  isLost,
  outageOf,
  outcomeUnknown,
  unavailable,
} from './rules.ts'
import { type Queryable, sql, type Tx } from './sql.ts'
import { togetherIn } from './together.ts'

/** Whether the calling code runs inside a transaction; gateway calls assert that it does not. */
const open = new AsyncLocalStorage<boolean>()
export const inTransaction = (): boolean => open.getStore() === true

export interface Options<First> {
  readonly mode?: string
  readonly first?: ((on: Queryable) => Promise<First>) | undefined
}

/**
 * Runs `work` in a transaction. Retries it at most three times after a deadlock, a serialization
 * failure, or a connection lost before the commit was sent: nothing was committed.
 *
 * @throws unavailable, busy: nothing has happened
 * @throws outcome-unknown: the answer to the commit was lost
 */
export async function transact<Answer, First = undefined>(
  connections: Connections,
  work: (tx: Tx, first: First) => Promise<Answer>,
  options: Options<First> = {},
  left = 3,
): Promise<Answer> {
  const { silences } = connections
  try {
    return await attempt(connections, work, options)
  } catch (error) {
    const isSilent = connections.silences > silences // trying again would take as long
    const mayRepeat = error instanceof NothingHappened ? !isSilent : AGAIN.includes(codeOf(error))
    if (mayRepeat && left > 0) return transact(connections, work, options, left - 1)
    throw error instanceof NothingHappened ? causedBy(unavailable(), error.cause) : error
  }
}

/** The connection was lost before the commit was sent. */
class NothingHappened extends Error {}

const AGAIN = ['40P01', '40001']
const TRANSACTION_OVER = '25P02'
const ROLLBACK_TO = /^\s*rollback to\b/i

async function attempt<Answer, First>(
  connections: Connections,
  work: (tx: Tx, first: First) => Promise<Answer>,
  { mode = '', first }: Options<First>,
): Promise<Answer> {
  const client = await connections.take()
  let isLost = false
  let isCommitted = false
  /** The first error of PostgreSQL; later statements only fail because the transaction is aborted. */
  let refused: Error | undefined
  const query = (text: string) => {
    connections.gather(client)
    return client.query(text)
  }
  const on = queryable((statement) => {
    // It would run outside of any transaction, and be committed by itself.
    if (isCommitted) throw new Error('asked after the commit was sent')
    if (ROLLBACK_TO.test(statement.text)) refused = undefined // undone with all after the savepoint
    return connections.send(client, statement, (error) => {
      if (isAnswer(error)) refused ??= error
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
    if (refused) throw refused // whoever caught it: the commit would be a rollback
    if (isCommitted) return answer
    isCommitted = true
    await query('commit')
    return answer
  } catch (error) {
    await client.query('rollback').catch(() => {
      isLost = true
    })
    connections.failed(refused ?? error)
    const said = codeOf(error) === TRANSACTION_OVER ? (refused ?? error) : error
    throw meaningOf(said, { isLost, isCommitted, refused })
  } finally {
    client.release(isLost)
  }
}

interface End {
  /** The connection did not live long enough to roll back. */
  readonly isLost: boolean
  readonly isCommitted: boolean
  readonly refused: Error | undefined
}

/**
 * What an error says of the transaction. Where the connection outlived it, nothing was committed. Where
 * it did not, nothing was as long as the commit had not been sent, or a statement before it was refused.
 */
function meaningOf(error: unknown, end: End): unknown {
  if (!end.isLost) return causedBy(outageOf(error, false), error) ?? error
  const mayBeCommitted = end.isCommitted && !end.refused && !hasNotArrived(error)
  if (mayBeCommitted) return causedBy(outcomeUnknown(), error)
  if (error instanceof Problem || (end.refused && !isLost(end.refused))) return error
  return new NothingHappened('the connection was lost', { cause: error })
}

const causedBy = (problem: Problem | undefined, cause: unknown): Problem | undefined =>
  problem && Object.assign(problem, { cause })
