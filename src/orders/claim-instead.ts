import type { Engine } from '../engine.ts'
import { withinBudgetInstead } from '../holds/budget.ts'
import { insteadOf } from '../holds/rules.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { readNow } from '../postgres/now.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import { withPhone } from '../stores/hold-terms/operations.ts'
import { attemptOn } from './attempts.ts'
import {
  type ClaimAnswer,
  type ClaimAttempt,
  type Deciding,
  decideBatch,
  type KeyedClaim,
  lockAndRead,
  type QueuedClaim,
  queued,
} from './claim.ts'
import * as queries from './claim-queries.ts'
import { MadeMeanwhile } from './claim-write.ts'
import { type Batch, batchOn } from './offers.ts'
import { cacheOrder } from './own.ts'
import { readOrders } from './queries.ts'
import { drawDelays } from './release-delay.ts'
import { alreadyYours, isAlive } from './rules.ts'

/** Cancels an unpaid order, whose places are locked; throws what refuses it. */
export type GiveUp = (tx: Tx, orderId: Id<'Order'>) => Promise<void>

interface Replacing extends Pick<Deciding, 'delayOf' | 'countVisits'> {
  readonly storeId: Id<'Store'>
  readonly request: QueuedClaim
  readonly giveUp: GiveUp
}

/**
 * Claims instead of all unpaid orders of the buyer that hold some of the same places: these are given up
 * in the same transaction, so that a claim that is refused leaves them as they are. It costs the budgets of holds
 * the time by which it holds longer than the order that it was told of.
 * Problems in order: those of the key, those of `giveUp`, those of `draft`, those of `claim` of claim-rules.ts.
 */
export async function claimInstead(
  engine: Engine,
  { storeId, holder, ...request }: KeyedClaim,
  replaced: Id<'Order'>,
  giveUp: GiveUp,
): Promise<ClaimAnswer & { readonly stored: string }> {
  const one = queued(engine, request)
  const run = (refused: Problem | undefined) =>
    withPhone(engine, request.buyerId, (hasPhone) =>
      commit(engine, storeId, { ...one, refused, hasPhone }, giveUp),
    )
  if (!holder) return run(undefined)
  const until = await expiryOf(engine, storeId, replaced)
  const hold = until ? insteadOf(holder, until.expiresAt, until.now) : holder
  const held = { ...hold, storeId, accountId: one.buyerId, orderId: one.orderId }
  return withinBudgetInstead(engine, held, replaced, run)
}

/** Until when an order holds its places; undefined: it does no more. */
async function expiryOf(engine: Engine, storeId: Id<'Store'>, orderId: Id<'Order'>) {
  const cell = engine.cell(storeId)
  const [[order], { now }] = await Promise.all([
    readOrders(cell, storeId, [orderId]),
    readNow(cell),
  ])
  return order && isAlive(order, now) ? { expiresAt: order.expiresAt, now } : undefined
}

async function commit(
  engine: Engine,
  storeId: Id<'Store'>,
  request: QueuedClaim,
  giveUp: GiveUp,
): Promise<ClaimAnswer & { readonly stored: string }> {
  const ask = {
    storeId,
    request,
    giveUp,
    countVisits: engine.countVisits,
    delayOf: await drawDelays(engine),
  }
  const [answer] = await attemptOn(engine, storeId, (today) =>
    attempt(engine, batchOn(today, storeId, request.items), ask),
  )
  if (answer instanceof Problem) throw answer
  if (answer?.order) cacheOrder(engine, answer.order)
  return answer as ClaimAnswer & { readonly stored: string }
}

/** Not in a batch with others: a refusal rolls the transaction back. */
async function attempt(engine: Engine, batch: Batch, ask: Replacing): Promise<ClaimAttempt> {
  const cell = engine.cell(batch.storeId)
  const { places } = await inTheWay(cell, batch, ask.request)
  try {
    return await cell.transaction((tx) => replace(tx, batch, ask, places), batch.storeId)
  } catch (error) {
    if (error instanceof MadeMeanwhile) return error.attempt as ClaimAttempt
    throw error
  }
}

async function replace(
  tx: Tx,
  batch: Batch,
  { storeId, request, giveUp, ...deciding }: Replacing,
  places: ReadonlySet<Id<'Place'>>,
): Promise<ClaimAttempt> {
  const all = new Set([...batch.places.map(({ id }) => id), ...places])
  await queries.lockForClaims(tx, storeId, [...all])
  const found = await inTheWay(tx, batch, request)
  if ([...found.places].some((id) => !all.has(id))) return { now: tx.now, timeZone: undefined }
  const first = await decide(tx, batch, request, deciding)
  if (!(first instanceof Problem)) return first
  if (first.type !== alreadyYours.type) throw first
  for (const orderId of found.orders) await giveUp(tx, orderId)
  const done = await decide(tx, batch, request, deciding)
  if (done instanceof Problem) throw done
  // Another date, by now: what was given up must not stay so.
  if (!done.answer) throw new MadeMeanwhile(done)
  return done
}

/** A refusal leaves the transaction open. */
async function decide(
  tx: Tx,
  batch: Batch,
  request: QueuedClaim,
  deciding: Pick<Deciding, 'delayOf' | 'countVisits'>,
): Promise<ClaimAttempt | Problem> {
  const read = await lockAndRead(tx, batch, [request])
  try {
    const refuse = (refused: Problem): Problem => {
      throw refused
    }
    return await decideBatch(tx, batch, [request], read, { ...deciding, refuse })
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

/** The orders that hold some of these places, and all places that they hold. */
async function inTheWay(on: Queryable, batch: Batch, { buyerId }: QueuedClaim) {
  const held = await queries.findHeld(on, batch.storeId, [buyerId])
  const wanted = new Set(batch.places.map(({ id }) => id))
  const orders = new Set(held.flatMap((one) => (wanted.has(one.placeId) ? one.orderId : [])))
  const places = held.flatMap((one) => (orders.has(one.orderId) ? one.placeId : []))
  return { orders, places: new Set(places) }
}
