import { GroupCommit } from '../kernel/group-commit.ts'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from './sql.ts'
import { watching } from './together.ts'

interface Work {
  readonly key: string
  run(tx: Tx): Promise<unknown>
}

/** Wrapped, so that a problem which was handed back is not taken for one that was thrown. */
interface Done {
  readonly answer: unknown
}

/**
 * Lets small transactions of one lane that come at once share one, and its commit: their statements go
 * over one connection without waiting for each other's answers, and what many ask with `together` is
 * one statement. Works with the same key are done one after another, in order of arrival.
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
  return async <Answer>(
    lane: string,
    key: string,
    run: (tx: Tx) => Promise<Answer>,
  ): Promise<Answer> => {
    const { answer } = await grouped.submit(lane, { key, run })
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
