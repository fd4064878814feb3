import type { Eraser, SealedColumn } from '../accounts/leaving.ts'
import type { Invariant } from '../audit/invariant.ts'
import type { Engine } from '../engine.ts'
import type { Consumer } from '../events/consumer.ts'
import type { Server } from '../http/server.ts'
import type { Chore } from '../jobs/schedule.ts'
import type { WriteLetter } from '../mail/letter.ts'

/** A way of selling: one folder and one line in `index.ts`. */
export interface FrontDoor {
  readonly name: string
  /** Its tables; applied after those of the core. */
  readonly schema: URL
  routes(server: Server, engine: Engine): void
  /** Fills an empty sandbox with something to look at. */
  readonly seed?: (engine: Engine, ownerId: string) => Promise<void>
  /** Says what its buyers are told by e-mail; without it they are told nothing. */
  readonly mail?: WriteLetter
  /** What it does when something has happened, here or outside. */
  readonly consumers?: readonly Consumer[]
  /** Removes what the door knows of a person who leaves. */
  readonly erase: Eraser
  /** What must hold of its own tables. */
  readonly invariants: readonly Invariant[]
  /** What it looks after each minute; safe to be missed, and to be run twice. */
  readonly eachMinute?: readonly Chore[]
  /** Columns with personal data, for the key rotation. */
  readonly sealed: readonly SealedColumn[]
}
