import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { type Sql, sql, type Tx } from '../postgres/sql.ts'
import { checkPass, holdPasses, refusedClaims, type Step } from '../waiting-room/passes.ts'
import { findOpenRoom } from '../waiting-room/queries.ts'
import type { ClaimFacts } from './claim-rules.ts'
import { findOwnOrder, readOwnOrder } from './own.ts'
import { hasNothingReady, type OwnOrder } from './queries.ts'
import type { Order } from './rules.ts'

type Selling = Pick<ClaimFacts['store'], 'id' | 'roomId'>

/** Of these buyers, those whom the store's waiting room has not admitted, and why. */
export const outsideOf = async (
  tx: Tx,
  store: Selling | undefined,
  buyerIds: readonly Id<'Account'>[],
): Promise<ReadonlyMap<Id<'Account'>, Problem>> =>
  store?.roomId ? refusedClaims(tx, { storeId: store.id, id: store.roomId }, buyerIds) : new Map()

/** Behind a waiting room, an order holds its buyer's pass as long as its places; the last lock taken. */
export function holdsOf(tx: Tx, { id: storeId, roomId }: Selling, placed: readonly Order[]) {
  if (!roomId) return []
  const held = placed.flatMap(({ buyerId, expiresAt, startedUntil }) =>
    buyerId === null ? [] : { accountId: buyerId, until: startedUntil ?? expiresAt },
  )
  return [holdPasses(tx, { storeId, id: roomId }, held)]
}

/** Whether an account has nothing left to pay at a store, for who leaves its waiting room. */
export const hasNothingToPay =
  (storeId: Id<'Store'>, accountId: Id<'Account'>) =>
  (now: Date): Sql =>
    hasNothingReady(sql`${accountId}::uuid`, storeId, [], now)

/**
 * Refuses to pay an order of a store whose waiting room has not admitted its buyer; unless it was held
 * before the room was there. Problems in order: those of `findOwnOrder`, those of `checkPass`.
 */
export async function checkPayer(
  engine: Engine,
  own: OwnOrder,
  step: Omit<Step, 'storeId'>,
): Promise<void> {
  const { storeId } = await findOwnOrder(engine, own)
  try {
    await checkPass(engine, { storeId, ...step })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const order = await readOwnOrder(engine, own.buyerId, own.orderId)
    const room = await findOpenRoom(engine.cell(storeId), storeId)
    if (!order || !room || order.createdAt > room.createdAt) throw error
  }
}
