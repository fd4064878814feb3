import { setTimeout as pause } from 'node:timers/promises'

/** Exponential backoff after a failure: the first wait, doubled each time, and its maximum. */
const BACKOFF_MS = 250
const BACKOFF_MS_MOST = 5_000

export interface LoopOptions {
  readonly stopping: AbortSignal
  /** One round; sleeps by itself when it is idle. A long round calls `markHealthy` once it works. */
  run(markHealthy: () => void): Promise<void>
  /** Called on the first of several failures in a row. */
  readonly failed?: (error: Error) => void
  /** Called when a round works again. */
  readonly recovered?: () => void
}

/** Runs rounds until stopped; retries with backoff when one throws. */
export async function retryLoop({ stopping, run, failed, recovered }: LoopOptions): Promise<void> {
  let failures = 0
  const markHealthy = () => {
    if (failures > 0) recovered?.()
    failures = 0
  }
  while (!stopping.aborted) {
    try {
      await run(markHealthy)
      markHealthy()
    } catch (error) {
      if (stopping.aborted) return
      if (failures === 0) failed?.(error as Error)
      await sleep(Math.min(BACKOFF_MS * 2 ** failures, BACKOFF_MS_MOST), stopping)
      failures += 1
    }
  }
}

/** Resolves after `ms`, or when stopped. */
export const sleep = (ms: number, stopping: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal: stopping }).catch(() => undefined)
