import { setTimeout as pause } from 'node:timers/promises'
import type { Engine } from '../engine.ts'
import { SomeFailed } from '../kernel/each.ts'
import type { Job } from './job.ts'

/** How long a shutdown waits for jobs that are running. */
const shutdownGraceMs = 2_000
/** The longest pause of a failing job whose own is shorter. */
const BACKOFF_MS_MOST = 10_000
/** The longest pause between two batches. */
const BATCH_PAUSE_MS_MOST = 120

export interface JobLoop {
  /** Starts no new run, and waits for the current ones for `shutdownGraceMs` at most. */
  stop(): Promise<void>
}

/**
 * Runs each job in a loop of its own until stopped. There is no leader and no schedule: a job takes
 * its rows by compare-and-set or `skip locked`, or is idempotent.
 *
 * @param failed is told of every failure before the shutdown
 */
export function runJobs(
  engine: Engine,
  jobs: readonly Job[],
  { failed }: { failed(job: string, error: Error): void },
): JobLoop {
  const stopping = new AbortController()
  const running = Promise.all(jobs.map((job) => repeat(engine, job, stopping.signal, failed)))
  return {
    async stop() {
      stopping.abort()
      const grace = new AbortController()
      const over = pause(shutdownGraceMs, undefined, { signal: grace.signal }).catch(
        () => undefined,
      )
      await Promise.race([running, over])
      grace.abort()
    },
  }
}

async function repeat(
  engine: Engine,
  job: Job,
  stopping: AbortSignal,
  failed: (job: string, error: Error) => void,
): Promise<void> {
  let failures = 0
  while (!stopping.aborted) {
    const beganAt = performance.now()
    let done = 0
    try {
      done = await job.run(engine, stopping)
      failures = 0
    } catch (error) {
      if (stopping.aborted) return
      // What is broken waits, but the rest of the job does not wait for it.
      failures = error instanceof SomeFailed ? 1 : failures + 1
      failed(job.name, error as Error)
    }
    const rest = restAfter(job, { failures, done, workedMs: performance.now() - beganAt })
    await pause(rest, undefined, { signal: stopping }).catch(() => undefined)
  }
}

/**
 * The pause after a run. A job that fails again doubles its own, up to 10 s. A job with more to do leaves two
 * thirds of the time to requests, but pauses briefly after a slow batch, which mostly waited.
 */
export function restAfter(
  { restMs }: Pick<Job, 'restMs'>,
  last: { readonly failures: number; readonly done: number; readonly workedMs: number },
): number {
  if (last.failures > 0)
    return Math.max(restMs, Math.min(restMs * 2 ** (last.failures - 1), BACKOFF_MS_MOST))
  return last.done > 0 ? Math.min(last.workedMs * 2, BATCH_PAUSE_MS_MOST) : restMs
}
