import type { Engine } from '../engine.ts'

/** Background work that every process repeats. */
export interface Job {
  readonly name: string
  /** The pause after a run that found nothing to do. */
  readonly restMs: number
  /**
   * Does one bounded batch. Must be safe to kill, and to run in several processes at once.
   *
   * @param stopping aborts when the process shuts down; a job that waits for another machine ends then
   * @returns how many items it handled; more than 0 runs it again soon
   */
  run(engine: Engine, stopping: AbortSignal): Promise<number>
}
