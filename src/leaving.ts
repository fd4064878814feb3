import type { Leaving } from './accounts/leaving.ts'
import { eraseNoticeWay } from './accounts/notices/queries.ts'
import { eraseGuestNotes } from './bookings/history/note-queries.ts'
import { withdrawMoves } from './bookings/moves/queries.ts'
import { eraseBookers, erasePhoneIndexes } from './bookings/queries.ts'
import { eraseNotes } from './bookings/visits/queries.ts'
import { eraseEntries } from './bookings/waitlist/queries.ts'
import { eraseTickets } from './door-line/queries.ts'
import type { Engine } from './engine.ts'
import { farewellTo } from './farewell.ts'
import { eraseFeeds } from './feeds/queries.ts'
import { frontDoors } from './front-doors/index.ts'
import { removePayer } from './holds/queries.ts'
import type { Id } from './kernel/id.ts'
import { forgetAsked, forgetAskedOf } from './mail/text-queries.ts'
import { forgetBuyer, lockOrdersOf } from './orders/queries.ts'
import { paymentInProgress } from './orders/rules.ts'
import { abandon } from './payments/abandon.ts'
import { eraseTyped } from './payments/erasure.ts'
import { eraseReasons } from './policies/queries.ts'
import { forgetScope } from './postgres/once.ts'
import type { Tx } from './postgres/sql.ts'
import { forgetActor } from './stores/acts/queries.ts'
import { eraseNoticeAddresses } from './stores/notices/queries.ts'
import { eraseNoticePhones } from './stores/notices/text-queries.ts'
import { eraseSaved } from './stores/saved/queries.ts'
import { endTeams, eraseStaff } from './stores/staff/leaving.ts'
import { eraseHolder } from './tickets/leaving.ts'
import { deleteCapacitiesOf } from './waiting-room/shared/queries.ts'
import { anonymizeWallet } from './wallets/leaving.ts'
import { walletNotEmpty } from './wallets/rules.ts'

/** What the rest of the product does when an account is deleted. */
export const leavingOf = (engine: Engine): Leaving => ({
  abandon: (tx, accountId) => abandon(engine, tx, accountId),
  erasers: [
    (tx, accountId) => eraseHolder(engine, tx, accountId),
    ...frontDoors.flatMap(({ erase = [] }) => erase),
    async (tx, accountId) => void (await eraseEntries(tx, accountId)),
    async (tx, accountId) => void (await eraseTickets(tx, accountId)),
    eraseFromOrders,
    eraseNoticeAddresses,
    eraseNoticePhones,
    forgetAskedOf,
    eraseNoticeWay,
    eraseStaff,
    forgetActor,
    eraseFeeds,
    eraseSaved,
    deleteCapacitiesOf,
    anonymizeWallet,
    forgetScope,
    async (tx, accountId) => void (await removePayer(tx, accountId)),
  ],
  farewell: (accountId) => farewellTo(engine, accountId as Id<'Account'>),
  takenOver: [endTeams],
  problems: [paymentInProgress, walletNotEmpty],
})

/** All of the same orders: one that is claimed meanwhile keeps its buyer, and is found by `eraseLate`. */
async function eraseFromOrders(tx: Tx, accountId: Id<'Account'>): Promise<void> {
  const orders = await lockOrdersOf(tx, accountId)
  if (orders.length === 0) return
  await withdrawMoves(tx, orders)
  await eraseGuestNotes(tx, orders)
  await erasePhoneIndexes(tx, orders)
  await eraseBookers(tx, orders)
  await eraseNotes(tx, orders)
  await eraseReasons(tx, orders)
  await eraseTyped(tx, orders)
  await forgetAsked(tx, orders)
  await forgetBuyer(tx, orders)
}
