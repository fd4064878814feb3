import type { Engine } from '../engine.ts'

/** An event as consumers get it. */
export interface DeliveredEvent {
  /** The same on every delivery. */
  readonly id: string
  readonly topic: string
  readonly storeId: string | null
  readonly subjectId: string
  readonly body: unknown
  readonly at: Date
}

/**
 * A durable subscriber: gets every event of its topics at least once, in commit order within a
 * subject. `handle` must be idempotent. It runs outside of any transaction; if it throws, the event
 * is retried later, and later events of the same subject wait for it.
 */
export interface Consumer {
  /** Its position is stored under this name: it never changes. */
  readonly name: string
  readonly topics: readonly string[]
  handle(engine: Engine, event: DeliveredEvent): Promise<void>
}
