import type { KeyRing } from './accounts/key-ring.ts'
import type { BookingDoor } from './bookings/door.ts'
import type { Bus } from './events/bus.ts'
import type { Id } from './kernel/id.ts'
import type { Gateway } from './payments/gateway.ts'
import type { Database } from './postgres/database.ts'

/** The tables of many stores, whole: no statement names those of two cells. */
export interface Cell {
  /** Part of the names of its locks and channels. */
  readonly name: string
  readonly database: Database
}

/** All that an operation may reach. Nothing else in the product opens a socket or rolls dice. */
export interface Engine {
  /** What is not asked for by its cell or of the house yet; today all three are one database. */
  readonly database: Database
  /** Where people, their keys and their wallets are. */
  readonly house: Database
  /** Every cell, for what goes over all stores. */
  readonly cells: readonly [Cell, ...Cell[]]
  /** Where a store is, with all that is below it. */
  cell(storeId: Id<'Store'>): Database
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
