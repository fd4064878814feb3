import { randomBytes } from 'node:crypto'
import type { Engine } from '../engine.ts'
import { publish } from '../events/outbox.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import { countInside } from './call-queries.ts'
import { linesOf } from './lines.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { writeShare } from './shared/queries.ts'
import { commitmentOf, firstDigest } from './shuffle.ts'
import { ownRoomView } from './view.ts'

// What the owner of a store does with its room. The caller has locked the store.

const BROWSE_SECONDS = 300
const CLAIM_SECONDS = 120

export interface RoomDraft {
  readonly joinsAt?: string | undefined
  readonly opensAt?: string | undefined
  readonly ratePerMinute: number
  readonly capacity: number
  readonly browseSeconds?: number | undefined
  readonly claimSeconds?: number | undefined
}

/** Problems in order: waiting-room-times-unfit, waiting-room-exists. */
export async function openRoom(engine: Engine, tx: Tx, storeId: Id<'Store'>, draft: RoomDraft) {
  const id = engine.newId<'WaitingRoom'>()
  const secret = randomBytes(32)
  const times = {
    joinsAt: draft.joinsAt ? new Date(draft.joinsAt) : tx.now,
    opensAt: draft.opensAt ? new Date(draft.opensAt) : tx.now,
  }
  orThrow(rules.mayOpenAt(times, tx.now))
  const room = {
    ...{ id, storeId, secret, createdAt: tx.now, ...times },
    ...{ ratePerMinute: draft.ratePerMinute, capacity: draft.capacity },
    browseSeconds: draft.browseSeconds ?? BROWSE_SECONDS,
    claimSeconds: draft.claimSeconds ?? CLAIM_SECONDS,
    commitment: commitmentOf(secret),
    digest: firstDigest(id),
  }
  if (!(await queries.insertRoom(tx, room))) throw rules.roomExists()
  await tell(tx, storeId)
  return readOwnRoom(engine, tx, storeId, tx.now)
}

/** Problems in order: waiting-room-missing, waiting-room-opened, waiting-room-times-unfit. */
export async function changeRoom(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  change: rules.RoomChange,
) {
  const room = await queries.lockRoom(tx, storeId)
  if (!room) throw rules.roomMissing()
  await queries.writeRoom(tx, orThrow(rules.changed(room, change, tx.now)))
  await tell(tx, storeId)
  return readOwnRoom(engine, tx, storeId, tx.now)
}

/** Problem: waiting-room-missing. */
export async function closeRoom(tx: Tx, storeId: Id<'Store'>): Promise<void> {
  const room = await queries.lockRoom(tx, storeId)
  if (!room) throw rules.roomMissing()
  await queries.writeRoom(tx, { ...room, closedAt: tx.now })
  await writeShare(tx, storeId, { inside: 0, waiting: 0 })
  await tell(tx, storeId)
}

/** Processes read their rooms again when one is opened, changed or closed. */
export const ROOM_CHANGED = 'waiting-room.changed'

const tell = (tx: Tx, storeId: Id<'Store'>) =>
  publish(tx, { topic: ROOM_CHANGED, storeId, subjectId: storeId })

/** Problem: waiting-room-missing. */
export async function readOwnRoom(engine: Engine, on: Queryable, storeId: Id<'Store'>, now: Date) {
  const room = await queries.readRoom(on, storeId)
  if (!room) throw rules.roomMissing()
  const line = linesOf(engine).of(storeId)
  const counts = await countInside(on, room, now)
  return ownRoomView(room, now, counts, line?.calledLately ?? 0)
}
