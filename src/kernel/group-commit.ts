/**
 * Group commit: what arrives while a commit is in flight goes into the next one together.
 *
 * An idle lane answers in one commit's time; a stormed one forms batches by itself. Batches of one
 * lane run one after the other, so a lane is also the order of arrival; lanes run side by side.
 * (Measured here on one place row, fully durable: 1,400 updates/s with a transaction each from 64
 * connections, 57,000/s in batches of 64.)
 *
 * It serves reads as well: callers that ask for the same thing at once share one query, and
 * each sees what was true after it asked.
 */
export class GroupCommit<Ask, Answer> {
  readonly #commit: (asks: readonly Ask[], lane: string) => Promise<readonly (Answer | Error)[]>
  readonly #most: number
  readonly #gather: () => Promise<void>
  readonly #lanes = new Map<string, Waiting<Ask, Answer>[]>()

  /**
   * @param commit does a whole batch, in order of arrival; returns one answer or refusal for each
   * @param most   asks in one batch
   * @param gather lets a batch that is about to begin wait for what is arriving at this moment;
   *   unless told otherwise, for what the same turn submits
   */
  constructor(
    commit: (asks: readonly Ask[], lane: string) => Promise<readonly (Answer | Error)[]>,
    { most = 512, gather = async () => {} }: { most?: number; gather?: () => Promise<void> } = {},
  ) {
    this.#commit = commit
    this.#most = most
    this.#gather = gather
  }

  submit(lane: string, ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const waiting = { ask, resolve, reject }
      const queue = this.#lanes.get(lane)
      if (queue) queue.push(waiting)
      else {
        const opened = [waiting]
        this.#lanes.set(lane, opened)
        void this.#drain(lane, opened)
      }
    })
  }

  async #drain(lane: string, queue: Waiting<Ask, Answer>[]): Promise<void> {
    await this.#gather()
    while (queue.length > 0) {
      await this.#run(lane, queue.splice(0, this.#most))
      await this.#gather()
    }
    this.#lanes.delete(lane)
  }

  /** One that breaks a batch must not break its neighbours: after an error each goes alone. */
  async #run(lane: string, batch: readonly Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await this.#commit(
        batch.map(({ ask }) => ask),
        lane,
      )
      batch.forEach(({ resolve, reject }, at) => {
        const answer = answers[at]
        if (answer instanceof Error) reject(answer)
        else resolve(answer as Answer)
      })
    } catch (error) {
      if (batch.length === 1) for (const { reject } of batch) reject(error)
      else for (const waiting of batch) await this.#run(lane, [waiting])
    }
  }
}

interface Waiting<Ask, Answer> {
  readonly ask: Ask
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}
