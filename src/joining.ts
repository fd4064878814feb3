import type { Joining } from './accounts/guests/join.ts'
import { giveWaiting } from './bookings/waitlist/give.ts'
import { giveTickets } from './door-line/queries.ts'
import { frontDoors } from './front-doors/index.ts'
import type { Id } from './kernel/id.ts'
import { giveOrders, listBuyers, listPayers } from './orders/buyer-queries.ts'
import { findInCells, readCells } from './postgres/cells.ts'
import { findWaited } from './waitlist/queries.ts'

/** What becomes of what a guest has when they sign in or up: orders first, by lock order. */
export const joining: Joining = {
  joined: [
    async (tx, guestId, accountId) => void (await giveOrders(tx, guestId, accountId)),
    async (tx, guestId, accountId) => giveWaiting(tx, guestId, accountId),
    async (tx, guestId, accountId) => void (await giveTickets(tx, guestId, accountId)),
    ...frontDoors.flatMap(({ joined = [] }) => joined),
  ],
  haveOrders: (engine, accountIds) => idsOf(engine, (on) => listBuyers(on, accountIds)),
  haveBought: (engine, accountIds) => idsOf(engine, (on) => listPayers(on, accountIds)),
  isWaiting: async (engine, guestId) =>
    (await findInCells(engine, (on) => findWaited(on, guestId as Id<'Account'>))) !== undefined,
}

const idsOf = async (...ask: Parameters<typeof readCells<{ readonly id: string }>>) =>
  new Set((await readCells(...ask)).map(({ id }) => id))
