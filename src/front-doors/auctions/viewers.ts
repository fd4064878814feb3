import type { Engine } from '../../engine.ts'
import { later } from '../../kernel/time.ts'
import { inCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import type { LotAsk } from './bid-queries.ts'
import * as queries from './live-queries.ts'

/** A process that has said nothing for so long is gone. */
const SEEN_SECONDS = 10

/** How many watch lots, over all processes: each says its part again and again. */
export class Viewers {
  readonly #engine: Engine
  readonly #process: string
  /** Whether this process has rows in the table. */
  #hasSaid = false
  #others = new Map<string, number>()

  constructor(engine: Engine) {
    this.#engine = engine
    this.#process = engine.newId<'Process'>()
  }

  /** By other processes, as of the last `sync`. */
  elsewhere({ lotId }: LotAsk): number {
    return this.#others.get(lotId) ?? 0
  }

  /** Says how many watch here, and learns how many do elsewhere: three statements a cell. */
  async sync(lots: readonly queries.Watched[]): Promise<void> {
    if (lots.length === 0 && !this.#hasSaid) return
    const others = new Map<string, number>()
    for (const { database } of this.#engine.cells) {
      const here = lots.filter(({ storeId }) => this.#engine.cell(storeId) === database)
      const seen = here.filter(({ viewers }) => viewers > 0)
      const { now } = await readNow(database)
      const ids = seen.map(({ lotId }) => lotId)
      if (this.#hasSaid) await queries.deleteViewers(database, this.#process, ids)
      if (seen.length > 0) await queries.writeViewers(database, this.#process, seen, now)
      const since = later(now, -SEEN_SECONDS)
      const found = await queries.countViewers(database, this.#process, here, since)
      for (const { lotId, viewers } of found) others.set(lotId, viewers)
    }
    this.#others = others
    this.#hasSaid = lots.length > 0
  }
}

/** A job. */
export const forgetViewers = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => {
    const { now } = await readNow(on)
    return queries.sweepViewers(on, later(now, -SEEN_SECONDS))
  })
