import type { Engine } from '../engine.ts'

/** What happened, as those are told who may miss none of it. */
export interface DeliveredEvent {
  /** The same every time it is handed over. */
  readonly id: string
  readonly topic: string
  readonly storeId: string | null
  readonly subjectId: string
  readonly body: unknown
  readonly at: Date
}

/**
 * Somebody who must see every event of its topics: at least once, and those of one subject in the
 * order in which they were committed. `handle` may see anything twice, so it must do no harm then.
 * It runs outside of any transaction; one that throws is tried again later, and what comes after
 * it for the same subject waits.
 */
export interface Consumer {
  /** Its progress is kept under this name: it never changes. */
  readonly name: string
  readonly topics: readonly string[]
  handle(engine: Engine, event: DeliveredEvent): Promise<void>
}
