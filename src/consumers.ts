import type { Consumer } from './events/consumer.ts'
import { consumers as ofDoors } from './front-doors/index.ts'
import { giveBackPaid } from './orders/paid-holds.ts'

/** Durable subscribers of the core and of all doors. */
export const consumers: readonly Consumer[] = [giveBackPaid, ...ofDoors]
