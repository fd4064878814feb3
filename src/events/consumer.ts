import type { Engine } from '../engine.ts'

/** An event as it comes from the bus: ours, or another service's. */
export interface BusEvent {
  readonly id: string
  readonly topic: string
  readonly storeId: string | null
  readonly subjectId: string
  readonly body: unknown
  readonly at: Date
}

/** Does something about events, each at least once; what it throws is tried again. */
export interface Consumer {
  readonly name: string
  readonly topics: readonly string[]
  handle(engine: Engine, event: BusEvent): Promise<void>
}
