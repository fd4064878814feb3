import { AsyncLocalStorage } from 'node:async_hooks'

/** A request at an endpoint that declares `proof`. */
export interface Asking {
  /** The endpoint: an answer counts there only. */
  readonly purpose: string
  /** The limits that bring its network under suspicion. */
  readonly limits: readonly string[]
  readonly network: string
  /** The header `proof-of-work`. */
  readonly sent: string | undefined
}

const asking = new AsyncLocalStorage<Asking>()

/** What limits take in the course of `work` may ask its network for a proof of work. */
export const mayAskProof = <Answer>(ask: Asking, work: () => Answer): Answer =>
  asking.run(ask, work)

export const askingOf = (): Asking | undefined => asking.getStore()
