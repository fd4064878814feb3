import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Tx } from '../../postgres/sql.ts'
import { readOwnStore } from '../../stores/queries.ts'
import { storeMissing } from '../../stores/rules.ts'
import { lockRoom } from '../queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** A shared capacity, as its owner says it. */
export interface CapacityAsk {
  readonly ownerId: Id<'Account'>
  readonly name: string
  readonly capacity: number
  readonly rooms: readonly { readonly storeId: Id<'Store'>; readonly weight?: number | undefined }[]
}

/**
 * Lets the rooms of these stores share a capacity. Problems in order: store-missing,
 * shared-capacity-elsewhere.
 */
export async function shareCapacity(engine: Engine, ask: CapacityAsk) {
  const { ownerId, name, capacity } = ask
  const by = { callerId: ownerId, everyStore: false }
  const own = await Promise.all(
    ask.rooms.map(({ storeId }) => readOwnStore(engine.cell(storeId), by, storeId)),
  )
  if (own.includes(undefined)) throw storeMissing()
  const weights = new Map(ask.rooms.map(({ storeId, weight = 1 }) => [storeId, weight]))
  const rooms = [...weights].map(([storeId, weight]) => ({ storeId, weight }))
  await engine.house.transaction(async (tx) => {
    const written = await queries.putCapacity(tx, { ownerId, name }, capacity, rooms)
    const elsewhere = rooms.map(({ storeId }) => storeId).filter((id) => !written.includes(id))
    if (elsewhere.length > 0) throw rules.sharedElsewhere({ storeIds: elsewhere })
  })
  await Promise.all(rooms.map(({ storeId }) => emptyUnopened(engine, storeId)))
  return showCapacity(engine, ownerId, { name, capacity })
}

/**
 * A store counts as full from when it shares a capacity until the next tick of its room has counted who
 * is inside; one whose room has not opened, or that has none, is empty and has no ticks.
 */
const emptyUnopened = (engine: Engine, storeId: Id<'Store'>) =>
  engine.cell(storeId).transaction(async (tx) => {
    if ((await lockRoom(tx, storeId))?.openedAt) return
    await queries.writeShare(tx, storeId, { inside: 0, waiting: 0 })
  })

export async function listCapacities(engine: Engine, ownerId: Id<'Account'>) {
  const capacities = await queries.listCapacities(engine.house, ownerId)
  return Promise.all(capacities.map((one) => showCapacity(engine, ownerId, one)))
}

async function showCapacity(
  { house }: Engine,
  ownerId: Id<'Account'>,
  { name, capacity }: { readonly name: string; readonly capacity: number },
) {
  return { name, capacity, rooms: await queries.listShares(house, { ownerId, name }) }
}

/** Problem: shared-capacity-missing. */
export async function forgetCapacity(engine: Engine, ownerId: Id<'Account'>, name: string) {
  if ((await queries.deleteCapacity(engine.house, { ownerId, name })) === 0)
    throw rules.sharedMissing()
}

/** What other rooms leave to this one, under the lock of what they share; undefined: it shares none. */
export async function readShare(
  tx: Tx,
  storeId: Id<'Store'>,
  now: { readonly inside: number; readonly waiting: number },
): Promise<number | undefined> {
  const shared = await queries.lockShared(tx, storeId)
  if (!shared) return undefined
  const rooms = await queries.listShares(tx, shared)
  const weight = rooms.find((room) => room.storeId === storeId)?.weight ?? 1
  const others = rooms.filter((room) => room.storeId !== storeId)
  return rules.shareOf(shared.capacity, { weight, ...now }, others)
}
