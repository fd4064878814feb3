import { TURN_MS } from './bounds.ts'
import { busy } from './rules.ts'

interface Lane {
  running: number
  readonly waiting: Set<() => void>
}

/**
 * Lets at most `most` run in a lane at once, so that who waits for one row cannot take every
 * connection of the pool. The others wait for their turn, in order, and not for long.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** @throws busy when no turn came in time: `work` was not begun */
  async run<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
    const lane = this.#lanes.get(name) ?? { running: 0, waiting: new Set() }
    this.#lanes.set(name, lane)
    if (lane.running >= this.#most) await turn(lane)
    else lane.running += 1
    try {
      return await work()
    } finally {
      this.#leave(name, lane)
    }
  }

  /** Hands the turn to who has waited longest. */
  #leave(name: string, lane: Lane): void {
    const [next] = lane.waiting
    if (next) {
      lane.waiting.delete(next)
      next()
      return
    }
    lane.running -= 1
    if (lane.running === 0) this.#lanes.delete(name)
  }
}

const turn = ({ waiting }: Lane): Promise<void> =>
  new Promise((resolve, reject) => {
    const begin = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      waiting.delete(begin)
      reject(busy())
    }, TURN_MS)
    waiting.add(begin)
  })
