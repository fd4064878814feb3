import type { KeyRing } from './accounts/key-ring.ts'
import type { BookingDoor } from './bookings/door.ts'
import type { Bus } from './events/bus.ts'
import type { Id } from './kernel/id.ts'
import type { Gateway } from './payments/gateway.ts'
import type { Database } from './postgres/database.ts'

/** All that an operation may reach. Nothing else in the product opens a socket or rolls dice. */
export interface Engine {
  readonly database: Database
  /** A new time-ordered id (UUID version 7). */
  newId<Noun extends string>(): Id<Noun>
  /** `length` random Crockford base-32 characters. */
  newCode(length: number): string
  readonly gateways: ReadonlyMap<string, Gateway>
  /** The front doors that sell here, by name. */
  readonly doors: ReadonlyMap<string, BookingDoor>
  /** Encrypts personal data in the row. */
  readonly keyRing: KeyRing
  /** What has just been committed, for those who watch. */
  readonly bus: Bus
  /** Signs what leaves the house and comes back: return addresses. */
  readonly secret: string
  /** Where browsers find us: `http://localhost:4000`. */
  readonly publicUrl: string
}

/** Makes something once for each engine: a group commit, a cache. */
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
