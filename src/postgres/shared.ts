import { GroupCommit } from '../kernel/group-commit.ts'
import { Problem } from '../kernel/problem.ts'
import type { Queryable, Sql, Tx } from './sql.ts'

/** Connections that shared transactions use, at most. */
const LANES = 4

interface Work {
  readonly key: string
  run(tx: Tx): Promise<unknown>
}

/** Wrapped, so that a problem which was handed back is not taken for one that was thrown. */
interface Done {
  readonly answer: unknown
}

/**
 * Lets small transactions that come at once share one, and its commit: their statements go over one
 * connection without waiting for each other's answers. Works with the same key are done one after
 * another, in order of arrival.
 *
 * One that throws before it has written anything harms nobody. After that, or when PostgreSQL
 * refuses a statement, everything is rolled back and each is done again in a transaction of its own;
 * so a work must be one that can begin again, as in any transaction of ours.
 */
export function sharing(
  transaction: <Answer>(work: (tx: Tx) => Promise<Answer>) => Promise<Answer>,
) {
  const grouped = new GroupCommit<Work, Done>((works) => transaction((tx) => together(tx, works)), {
    most: 64,
  })
  return async <Answer>(key: string, run: (tx: Tx) => Promise<Answer>): Promise<Answer> => {
    const { answer } = await grouped.submit(laneOf(key), { key, run })
    return answer as Answer
  }
}

async function together(tx: Tx, works: readonly Work[]): Promise<(Done | Error)[]> {
  const last = new Map<string, Promise<unknown>>()
  const running = works.map((work) => {
    const before = last.get(work.key)
    const done = before ? before.then(() => attempt(tx, work)) : attempt(tx, work)
    last.set(work.key, done)
    return done
  })
  // All must have come to an end before the transaction does: nothing may be asked after it.
  const ended = await Promise.allSettled(running)
  return ended.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}

async function attempt(tx: Tx, { run }: Work): Promise<Done | Error> {
  let wrote = false
  const watched = watching(tx, () => {
    wrote = true
  })
  try {
    return { answer: await run(watched) }
  } catch (error) {
    if (error instanceof Problem && !wrote) return error
    throw error
  }
}

/** Only what begins as a question is taken for one. */
const isQuestion = ({ strings }: Sql) => /^\s*select\b/i.test(strings[0] ?? '')

function watching(tx: Tx, wrote: () => void): Tx {
  const seen = (statement: Sql): Sql => {
    if (!isQuestion(statement)) wrote()
    return statement
  }
  const watched: Queryable = {
    rows: (statement) => tx.rows(seen(statement)),
    maybe: (statement) => tx.maybe(seen(statement)),
    one: (statement) => tx.one(seen(statement)),
    run: (statement) => tx.run(seen(statement)),
  }
  const commitWith = async (writes: readonly Promise<unknown>[]) => {
    await Promise.all(writes) // the commit is everybody's
  }
  return { ...watched, now: tx.now, commitWith }
}

function laneOf(key: string): string {
  let sum = 0
  for (const sign of key) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_521
  return `${sum % LANES}`
}
