import { setTimeout as pause } from 'node:timers/promises'

/** After a failure: at first this long, then twice as long each time, up to the other. */
const WAIT_MS = 250
const WAIT_MS_MOST = 5_000

export interface Round {
  readonly stopping: AbortSignal
  /**
   * Does some work; it rests by itself when there is none. One that goes on for long says when it
   * is well.
   */
  run(well: () => void): Promise<void>
  /** Told of the first of several failures in a row. */
  readonly failed?: (error: Error) => void
  /** Told when it works again. */
  readonly recovered?: () => void
}

/** Runs rounds until it is told to stop, whatever they throw. */
export async function forever({ stopping, run, failed, recovered }: Round): Promise<void> {
  let failures = 0
  const well = () => {
    if (failures > 0) recovered?.()
    failures = 0
  }
  while (!stopping.aborted) {
    try {
      await run(well)
      well()
    } catch (error) {
      if (stopping.aborted) return
      if (failures === 0) failed?.(error as Error)
      await rest(Math.min(WAIT_MS * 2 ** failures, WAIT_MS_MOST), stopping)
      failures += 1
    }
  }
}

/** Waits, but not for longer than until it is told to stop. */
export const rest = (ms: number, stopping: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal: stopping }).catch(() => undefined)
