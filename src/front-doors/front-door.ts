import type { Eraser } from '../accounts/erasure.ts'
import type { BookingDoor } from '../bookings/door.ts'
import type { Engine } from '../engine.ts'
import type { Consumer } from '../events/consumer.ts'
import type { Server } from '../http/edge.ts'
import type { Job } from '../jobs/job.ts'
import type { Invariant } from '../postgres/invariant.ts'

/** A way of selling: one folder, which declares itself in `door.ts`, and one line in `index.ts`. */
export interface FrontDoor extends BookingDoor {
  /** Its tables; applied after those of the core. */
  readonly schema: URL
  routes(server: Server, engine: Engine): void
  /** Fills an empty sandbox with demo data. */
  readonly seed?: (engine: Engine, ownerId: string) => Promise<void>
  /** Subscribers to events, of our own or of other services. */
  readonly consumers?: readonly Consumer[]
  /** Erases what the door's tables know of a person who leaves. */
  readonly erase?: Eraser
  /** What must hold of its own tables. */
  readonly invariants?: readonly Invariant[]
  /** Its background work, which every process runs. */
  readonly jobs?: readonly Job[]
}
