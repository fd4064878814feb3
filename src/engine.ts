import { randomFillSync, randomInt, randomUUIDv7 } from 'node:crypto'
import type { KeyRing } from './accounts/key-ring.ts'
import type { Providers } from './accounts/providers/provider.ts'
import type { BookingDoor } from './bookings/door.ts'
import { countVisits } from './bookings/history/queries.ts'
import { findUnnamed } from './bookings/unnamed.ts'
import { type Bus, makeBus } from './events/bus.ts'
import type { Id } from './kernel/id.ts'
import { perInstance } from './kernel/per-instance.ts'
import type { Gateway } from './payments/gateway.ts'
import type { Cells } from './postgres/cells.ts'
import type { Database } from './postgres/database.ts'
import type { PassKeys } from './settings/pass-keys.ts'
import type { TextSender } from './texts/port.ts'
import { refuseChange } from './tickets/changes.ts'

/** All dependencies of operations. Nothing else opens a socket or draws random numbers. */
export interface Engine extends Cells {
  /** Accounts, their keys and wallets; and what is the same everywhere, like the clock. */
  readonly house: Database
  /**
   * The cell of a store and of everything below it. What writes both there and in the house is one
   * transaction of the cell.
   */
  cell(storeId: Id<'Store'>): Database
  /** A new time-ordered id (UUID version 7). */
  newId<Noun extends string>(): Id<Noun>
  /** `length` random Crockford base-32 characters. */
  newCode(length: number): string
  /** A random whole number from 0, below `below`. */
  draw(below: number): number
  /** `length` random digits. */
  newDigits(length: number): string
  readonly gateways: ReadonlyMap<string, Gateway>
  /** Who signs people in besides us. */
  readonly providers: Providers
  /** Front doors by name. */
  readonly doors: ReadonlyMap<string, BookingDoor>
  /** Orders that may not be paid yet, as bookings know. */
  readonly findUnnamed: typeof findUnnamed
  /** How often buyers did not come to a store, as bookings know. */
  readonly countVisits: typeof countVisits
  /** Why a paid order may not be changed, as its tickets say. */
  readonly refuseChange: typeof refuseChange
  /** Encrypts personal data in the row. */
  readonly keyRing: KeyRing
  /** Delivers committed events to in-process subscribers. */
  readonly bus: Bus
  /** Signs return addresses of payments. */
  readonly secret: string
  /** The address of the site: `http://localhost:4000`. */
  readonly publicUrl: string
  /** Undefined: no text messages. */
  readonly texts?: TextSender | undefined
  /** Undefined: no passes for Apple Wallet. */
  readonly passKeys?: PassKeys | undefined
  /** How addresses are looked up: on shipped data, unless it says otherwise. */
  readonly postcode?: 'data' | 'kakao' | undefined
}

/** Makes one instance an engine: of a group commit, a cache. `Part` is what it needs of the engine. */
export const perEngine = <Thing, Part extends object = Engine>(make: (engine: Part) => Thing) =>
  perInstance(make)

/** Crockford's base 32: no I, L, O or U, so that it survives being read aloud. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Fetched in blocks: a call for random bytes costs more than making a code of them. */
const randomBytes = Buffer.alloc(4096)
let used = randomBytes.length

function newCode(length: number): string {
  if (used + length > randomBytes.length) {
    randomFillSync(randomBytes)
    used = 0
  }
  let code = ''
  for (const end = used + length; used < end; used += 1)
    code += crockford[(randomBytes[used] ?? 0) & 31]
  return code
}

export function makeEngine(given: {
  readonly database: Database
  readonly gateways: readonly Gateway[]
  /** In the order in which they are offered; default: none. */
  readonly providers?: Providers
  readonly doors: readonly BookingDoor[]
  readonly keyRing: KeyRing
  readonly secret: string
  readonly publicUrl: string
  readonly texts?: TextSender | undefined
  readonly passKeys?: PassKeys | undefined
  readonly postcode?: 'data' | 'kakao' | undefined
}): Engine {
  const { database, ...rest } = given
  return {
    ...rest,
    house: database,
    cells: [{ name: 'main', database }],
    cell: () => database,
    doors: new Map(given.doors.map((door) => [door.name, door])),
    providers: given.providers ?? new Map(),
    gateways: new Map(given.gateways.map((gateway) => [gateway.name, gateway])),
    findUnnamed,
    countVisits,
    refuseChange,
    bus: makeBus(),
    newId: () => randomUUIDv7(),
    newCode,
    draw: (below) => randomInt(below),
    newDigits: (length) => Array.from({ length }, () => randomInt(10)).join(''),
  }
}
