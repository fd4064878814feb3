import type { Queryable, Tx } from '../postgres/sql.ts'
import type { Asking } from '../proofs/asking.ts'
import * as queries from '../proofs/queries.ts'
import {
  type Answered,
  decideAnswer,
  type Reason,
  type Setting,
  usualSetting,
  workFor,
} from '../proofs/rules.ts'

/** A request whose network may be asked for a proof of work, with what it has sent. */
export interface Proving extends Pick<Asking, 'limits'> {
  readonly answered: Answered | Reason
}

/** What has to be computed, and why what was sent does not count. */
export interface Needed {
  readonly work: number
  readonly reason: Reason
  readonly now: Date
}

/** What proofs of these requests are decided on; undefined where none can be asked for. */
export async function readProofs(on: Queryable, asked: readonly Proving[]) {
  if (asked.length === 0) return undefined
  const ids = asked.flatMap(({ answered }) => (typeof answered === 'string' ? [] : [answered.id]))
  const [setting, used] = await Promise.all([
    queries.readSetting(on),
    ids.length > 0 ? queries.readUsed(on, ids) : [],
  ])
  return { setting: setting ?? usualSetting, used: new Set(used.map(({ id }) => id)) }
}

/** The proofs of one batch: each answer counts once, in this batch as in every process. */
export class Proofs {
  readonly now: Date
  readonly #setting: Setting
  readonly #used: Set<string>
  readonly #given: Answered[] = []
  #asked = 0

  constructor(read: Awaited<ReturnType<typeof readProofs>>, now: Date) {
    this.now = now
    this.#setting = read?.setting ?? usualSetting
    this.#used = read?.used ?? new Set()
  }

  /** What a request has to prove before it takes something; undefined: nothing, or it has. */
  decide(
    { limits, answered }: Proving,
    shares: readonly (readonly [limit: string, share: number])[],
  ): Needed | undefined {
    const of = shares.flatMap(([limit, share]) => (limits.includes(limit) ? [share] : []))
    const work = workFor(of, this.#setting)
    if (work === 0) return undefined
    const isUsed = typeof answered !== 'string' && this.#used.has(answered.id)
    const counts = decideAnswer(answered, isUsed, { needed: work, now: this.now })
    if (counts !== true) {
      this.#asked += 1
      return { work, reason: counts, now: this.now }
    }
    this.#used.add((answered as Answered).id)
    this.#given.push(answered as Answered)
    return undefined
  }

  /** Another process may have taken an answer meanwhile: the batch is then decided again. */
  write(tx: Tx): Promise<unknown>[] {
    const given = this.#given.length
    return [
      ...(given > 0 ? [queries.insertUsed(tx, this.#given)] : []),
      ...(given + this.#asked > 0 ? [queries.countProofs(tx, this.#asked, given)] : []),
    ]
  }
}
