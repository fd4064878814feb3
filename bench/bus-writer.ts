import { setTimeout as pause } from 'node:timers/promises'
import { connect } from '../src/postgres/database.ts'
import { sql } from '../src/postgres/sql.ts'
import { answerAll } from './child.ts'

export interface WriteAsk {
  readonly url: string
  readonly count: number
  /** Events a transaction. */
  readonly each: number
  /** Interval between transactions; 0: as fast as possible. */
  readonly everyMs: number
  readonly subjects: readonly string[]
}

/** When each transaction was committed, seen by its writer. */
export interface WriteAnswer {
  readonly committedAt: readonly number[]
}

/** Publishes events as operations do, at a steady rate. */
async function write(ask: WriteAsk): Promise<WriteAnswer> {
  const { url, count, each, everyMs, subjects } = ask
  const database = connect(url, { connections: 1 })
  const committedAt: number[] = []
  const beganAt = performance.now()
  for (let from = 0; from < count; from += each) {
    const numbers = Array.from({ length: each }, (_, at) => from + at)
    await database.run(sql`
      insert into outbox (store_id, topic, subject_id, body, at)
      select null, 'bench.published', subject_id,
             jsonb_build_object('seq', seq), now()
        from unnest(
               ${numbers}::integer[],
               ${numbers.map((seq) => subjects[seq % subjects.length])}::uuid[]
             ) as numbers (seq, subject_id)
       order by seq
    `)
    committedAt.push(Date.now())
    const due = beganAt + ((from + each) / each) * everyMs
    if (due > performance.now()) await pause(due - performance.now())
  }
  await database.close()
  return { committedAt }
}

if (process.send && import.meta.main) answerAll(write)
