import { randomFillSync, randomUUIDv7 } from 'node:crypto'
import type { KeyRing } from './accounts/key-ring.ts'
import type { BookingDoor } from './bookings/door.ts'
import type { Engine } from './engine.ts'
import { makeBus } from './events/bus.ts'
import type { Gateway } from './payments/gateway.ts'
import type { Database } from './postgres/database.ts'

/** Crockford's base 32: no I, L, O or U, so that it survives being read aloud. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Random bytes are fetched many at once: a fetch costs more than what is made of it. */
const dice = Buffer.alloc(4096)
let used = dice.length

function newCode(length: number): string {
  if (used + length > dice.length) {
    randomFillSync(dice)
    used = 0
  }
  let code = ''
  for (const end = used + length; used < end; used += 1) code += crockford[(dice[used] ?? 0) & 31]
  return code
}

export function makeEngine(given: {
  readonly database: Database
  readonly gateways: readonly Gateway[]
  readonly doors: readonly BookingDoor[]
  readonly keyRing: KeyRing
  readonly secret: string
  readonly publicUrl: string
}): Engine {
  const { database } = given
  return {
    ...given,
    house: database,
    cells: [{ name: 'main', database }],
    cell: () => database,
    doors: new Map(given.doors.map((door) => [door.name, door])),
    gateways: new Map(given.gateways.map((gateway) => [gateway.name, gateway])),
    bus: makeBus(),
    newId: () => randomUUIDv7(),
    newCode,
  }
}
