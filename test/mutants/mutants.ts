import { accounts } from './bugs/accounts.ts'
import { bookings } from './bugs/bookings.ts'
import { money } from './bugs/money.ts'
import { orders } from './bugs/orders.ts'
import { postgres } from './bugs/postgres.ts'
import { shop } from './bugs/shop.ts'
import { stores } from './bugs/stores.ts'
import { waitingRoom } from './bugs/waiting-room.ts'
import type { Mutant } from './copy.ts'

/**
 * Bugs of the kind that a tired developer writes, each with the tests beside the code that must catch
 * it. One whose text is gone from the source is an error: say what it has become.
 */
export const mutants: readonly Mutant[] = [
  ...bookings,
  ...accounts,
  ...waitingRoom,
  ...orders,
  ...postgres,
  ...stores,
  ...money,
  ...shop,
]
