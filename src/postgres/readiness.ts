import { setTimeout as pause } from 'node:timers/promises'
import { READY_MS, WRITE_CHECK_MS } from './bounds.ts'
import type { Connections } from './connections.ts'
import { alone } from './queryable.ts'
import { sql } from './sql.ts'

/**
 * Whether the database serves. Each check asks for an answer; one in `WRITE_CHECK_MS` writes for real,
 * into a new file and the write-ahead log: a standby and a full disk refuse it, and a commit that
 * waits for a synchronous standby is not answered. Between two of them the last one counts, unless a
 * server has gone silent or refused to write since.
 */
export class Readiness {
  readonly #pools: readonly [Connections, ...Connections[]]
  #written: { readonly at: number; readonly ok: Promise<boolean> } | undefined
  #known = { silences: 0, refusals: 0 }

  /** @param pools of one server; the first is asked */
  constructor(pools: readonly [Connections, ...Connections[]]) {
    this.#pools = pools
  }

  async check(): Promise<boolean> {
    if (this.#pools.some(({ isHanging }) => isHanging)) return false
    const answered = alone(this.#pools[0]).rows(sql`select 1`)
    const [answers, writes] = await Promise.all([isIn(answered), this.#writes()])
    return answers && writes
  }

  /** One at a time, however many ask. */
  #writes(): Promise<boolean> {
    const silences = sum(this.#pools.map((pool) => pool.silences))
    const refusals = sum(this.#pools.map((pool) => pool.refusals))
    const isNews = silences > this.#known.silences || refusals > this.#known.refusals
    const last = this.#written
    if (last && !isNews && performance.now() - last.at < WRITE_CHECK_MS) return last.ok
    this.#known = { silences, refusals }
    const ok = isIn(alone(this.#pools[0]).run(writeSomething))
    this.#written = { at: performance.now(), ok }
    return ok
  }
}

/** A new file each time: a row of a table of ours would find room in it long after the disk is full. */
const writeSomething = sql`
  create temporary table jari_room on commit drop as select 'room' as word
`

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)

const isIn = (answer: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    answer.then(
      () => true,
      () => false,
    ),
    pause(READY_MS, false, { ref: false }),
  ])
