import { AsyncLocalStorage } from 'node:async_hooks'

const asked = new AsyncLocalStorage<true>()

/** Asks this server in the course of a request that was counted as a whole. `inject` begins once it is awaited. */
export const uncounted = <Answer>(ask: () => PromiseLike<Answer>): Promise<Answer> =>
  asked.run(true, async () => await ask())

export const isUncounted = (): boolean => asked.getStore() ?? false
