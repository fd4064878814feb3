import { randomBytes, randomUUIDv7 } from 'node:crypto'
import type { KeyRing } from './accounts/key-ring.ts'
import type { Engine } from './engine.ts'
import { makeBus } from './events/bus.ts'
import type { Gateway } from './payments/gateway.ts'
import type { Database } from './postgres/database.ts'

/** Crockford's base 32: no I, L, O or U, so that it survives being read aloud. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function makeEngine(given: {
  readonly database: Database
  readonly gateways: readonly Gateway[]
  readonly keyRing: KeyRing
  readonly secret: string
  readonly publicUrl: string
}): Engine {
  return {
    ...given,
    gateways: new Map(given.gateways.map((gateway) => [gateway.name, gateway])),
    bus: makeBus(),
    newId: () => randomUUIDv7(),
    newCode: (length) => Array.from(randomBytes(length), (byte) => crockford[byte & 31]).join(''),
  }
}
