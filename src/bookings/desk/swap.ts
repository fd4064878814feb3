import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, type Problem } from '../../kernel/problem.ts'
import { lockToRelocateBoth, type RelocatingBoth, relocateBoth } from '../../orders/relocate.ts'
import type { Order } from '../../orders/rules.ts'
import { refuseChange } from '../../payments/lock-to-cancel.ts'
import type { Tx } from '../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import { publishChange } from '../desk-live.ts'
import { notConfirmed } from '../visits/rules.ts'
import type { DeskDoor } from './door.ts'
import { type Found, findAtDesk, makeTargets, untilWon } from './find.ts'
import * as rules from './rules.ts'

/** Two bookings of a store that the caller works at. */
export interface BothOfDesk {
  readonly own: StoreAsk
  readonly bookingIds: readonly [Id<'Order'>, Id<'Order'>]
}

export type Both<One> = readonly [One, One]

/**
 * Gives two bookings the resources of each other, each at its own time: both, or neither.
 * Problems in order: those of the store, swap-with-itself, order-missing, those of `layouts`, lines-changed,
 * booking-not-confirmed, guest-gone, those of `refuseChange`, those of `lost`.
 */
export async function swapAtDesk<Layout extends rules.DeskLayout, View>(
  engine: Engine,
  door: DeskDoor<Layout, View>,
  { own, bookingIds: [oneId, otherId] }: BothOfDesk,
  asked: {
    /** What both shall have; undefined: they have it already. */
    layouts(found: Both<Found<Layout>>): Promise<Both<Layout> | undefined | Problem>
    /** What to say when someone else has what one of them needs. */
    lost(): Problem
  },
): Promise<Both<View>> {
  const store = await readOwn(engine, own)
  if (oneId === otherId) throw rules.swapWithItself()
  const find = (id: Id<'Order'>) => findAtDesk(engine, door, store, id)
  await untilWon({ lost: asked.lost, isNamed: true }, async () => {
    const found = await Promise.all([find(oneId), find(otherId)])
    const layouts = orThrow(await asked.layouts(found))
    if (!layouts) return
    const targets = await Promise.all([
      makeTargets(engine, door, found[0], layouts[0]),
      makeTargets(engine, door, found[1], layouts[1]),
    ])
    await commit(engine, door, store.id, [
      { orderId: oneId, seen: found[0].seen, targets: targets[0] },
      { orderId: otherId, seen: found[1].seen, targets: targets[1] },
    ])
  })
  const show = (id: Id<'Order'>) => door.show(engine, store, id, store.now)
  return Promise.all([show(oneId), show(otherId)])
}

async function commit<Layout extends rules.DeskLayout>(
  engine: Engine,
  door: DeskDoor<Layout, unknown>,
  storeId: Id<'Store'>,
  both: RelocatingBoth,
): Promise<void> {
  await engine.cell(storeId).transaction(async (tx) => {
    const locked = await lockToRelocateBoth(tx, storeId, both)
    const [one, other] = locked.orders
    await refuseSwap(engine, tx, door, one)
    await refuseSwap(engine, tx, door, other)
    await relocateBoth(tx, locked, [both[0].targets, both[1].targets])
    await publishChange(tx, one)
    await publishChange(tx, other)
  }, storeId)
}

/** Under its lock. Problems in order: booking-not-confirmed, guest-gone, those of `refuseChange`. */
async function refuseSwap<Layout extends rules.DeskLayout>(
  engine: Engine,
  tx: Tx,
  door: DeskDoor<Layout, unknown>,
  order: Order,
): Promise<void> {
  if (order.status !== 'paid') throw notConfirmed()
  const sitting = (await door.readSitting(tx, order)) ?? rules.ONLINE
  if (rules.isGone(sitting)) throw rules.guestGone()
  await refuseChange(engine, tx, order)
}
