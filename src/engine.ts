import type { KeyRing } from './accounts/key-ring.ts'
import type { BookingDoor } from './bookings/door.ts'
import type { Bus } from './events/bus.ts'
import type { Id } from './kernel/id.ts'
import type { Gateway } from './payments/gateway.ts'
import type { Database } from './postgres/database.ts'

/** All dependencies of operations. Nothing else opens a socket or draws random numbers. */
export interface Engine {
  readonly database: Database
  /** A new time-ordered id (UUID version 7). */
  newId<Noun extends string>(): Id<Noun>
  /** `length` random Crockford base-32 characters. */
  newCode(length: number): string
  readonly gateways: ReadonlyMap<string, Gateway>
  /** Front doors by name. */
  readonly doors: ReadonlyMap<string, BookingDoor>
  /** Encrypts personal data in the row. */
  readonly keyRing: KeyRing
  /** Delivers committed events to in-process subscribers. */
  readonly bus: Bus
  /** Signs return addresses of payments. */
  readonly secret: string
  /** The address of the site: `http://localhost:4000`. */
  readonly publicUrl: string
}

/** Makes one instance an engine: of a group commit, a cache. */
export function perEngine<Thing>(make: (engine: Engine) => Thing): (engine: Engine) => Thing {
  const made = new WeakMap<Engine, Thing>()
  return (engine) => {
    const known = made.get(engine)
    if (known) return known
    const thing = make(engine)
    made.set(engine, thing)
    return thing
  }
}
