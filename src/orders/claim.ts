import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import * as places from '../places/queries.ts'
import { type Once, rememberFresh, replaysOf } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import * as queries from './claim-queries.ts'
import * as orders from './queries.ts'
import { remainingOf } from './release.ts'
import * as rules from './rules.ts'

/** A claim as a front door sends it. */
export interface Claim extends Omit<rules.ClaimAsk, 'orderId' | 'code'> {
  readonly storeId: Id<'Store'>
  /** With a key, the answer is written with the order, and replayed to whoever asks again. */
  readonly once?: Once & { answer(order: rules.Order, now: Date): string }
}

export interface ClaimAnswer extends Partial<rules.Claimed> {
  /** The text to send, when the claim came with a key. */
  readonly stored?: string
  readonly replayed?: boolean
}

type Waiting = rules.ClaimAsk & Pick<Claim, 'once'>

/**
 * Claims places for a buyer: all of them, or none. The same buyer asking again for the same
 * places gets the same ready order.
 * Problems in order: those of `recallMany`, then those of `rules.claim`.
 */
export function claim(engine: Engine, { storeId, ...ask }: Claim): Promise<ClaimAnswer> {
  return grouped(engine).submit(storeId, {
    ...ask,
    orderId: engine.newId<'Order'>(),
    code: engine.newCode(8),
  })
}

const grouped = perEngine(
  (engine) =>
    new GroupCommit<Waiting, ClaimAnswer>((asks, storeId) => commitClaims(engine, storeId, asks)),
)

/** Lock, decide, write, tell: once for everybody who asked while the last commit was in flight. */
async function commitClaims(engine: Engine, storeId: Id<'Store'>, asks: readonly Waiting[]) {
  const drafts = new Map(asks.flatMap(({ lines }) => lines.map(({ place }) => [place.id, place])))
  const attempt = () =>
    engine.database.transactionAfter(
      (on) => lockAndRead(on, storeId, asks, [...drafts.keys()]),
      async (tx, { locked, replays, facts }) => {
        const known = new Set(locked.map(({ id }) => id))
        if ([...drafts.keys()].some((id) => !known.has(id))) return undefined
        const remaining = await remainingOf(tx, storeId, locked)
        return decideAndWrite(tx, asks, replays, { ...facts, remaining })
      },
    )
  const answers = await attempt()
  if (answers) return answers
  await places.makePlaces(engine.database, storeId, [...drafts.values()])
  const again = await attempt()
  if (again) return again
  throw new Error('a place that was just made is not there')
}

/** Sent together, done in this order: what is read after the lock is read under it. */
async function lockAndRead(
  on: Queryable,
  storeId: Id<'Store'>,
  asks: readonly Waiting[],
  placeIds: readonly Id<'Place'>[],
) {
  const [locked, replays, facts] = await Promise.all([
    queries.lockForClaims(on, storeId, placeIds),
    replaysOf(on, asks),
    readFacts(on, storeId, asks),
  ])
  return { locked, replays, facts }
}

async function decideAndWrite(
  tx: Tx,
  asks: readonly Waiting[],
  replays: ReadonlyMap<Waiting, ClaimAnswer | Problem>,
  facts: rules.ClaimFacts,
): Promise<(ClaimAnswer | Error)[]> {
  const fresh = asks.filter((ask) => !replays.has(ask))
  const outcomes = rules.claim(facts, fresh, tx.now)

  const answers = new Map<Waiting, ClaimAnswer | Problem>()
  fresh.forEach((ask, at) => {
    const outcome = outcomes[at] as rules.Claimed | Problem
    const stored = outcome instanceof Problem ? undefined : ask.once?.answer(outcome.order, tx.now)
    answers.set(ask, stored === undefined ? outcome : { ...outcome, stored })
  })
  await write(tx, facts.store, outcomes, answers)
  return asks.map((ask) => replays.get(ask) ?? answers.get(ask) ?? {})
}

async function readFacts(
  on: Queryable,
  storeId: Id<'Store'>,
  asks: readonly rules.ClaimAsk[],
): Promise<Omit<rules.ClaimFacts, 'remaining'>> {
  const buyerIds = [...new Set(asks.map(({ buyerId }) => buyerId))]
  const [store, lines] = await Promise.all([
    queries.readSelling(on, storeId),
    queries.findHeld(on, storeId, buyerIds),
  ])
  if (!store) throw rules.storeClosed()
  const asked = new Set(asks.flatMap(({ lines }) => lines.map(({ place }) => place.id)))
  const same = lines.filter(({ placeId }) => asked.has(placeId)).map(({ orderId }) => orderId)
  const ordersOf = Map.groupBy(lines, ({ buyerId }) => buyerId)
  return {
    store,
    held: same.length > 0 ? await orders.readOrders(on, storeId, [...new Set(same)]) : [],
    readyOrders: new Map(
      [...ordersOf].map(([id, held]) => [id, new Set(held.map(({ orderId }) => orderId)).size]),
    ),
  }
}

async function write(
  tx: Tx,
  store: rules.ClaimFacts['store'],
  outcomes: readonly (rules.Claimed | Problem)[],
  answers: ReadonlyMap<Waiting, ClaimAnswer | Problem>,
): Promise<void> {
  const placed = outcomes.flatMap((it) => (it instanceof Problem || !it.isNew ? [] : it.order))
  const taken = new Map<Id<'Place'>, number>()
  for (const { lines } of placed)
    for (const { placeId, quantity } of lines)
      taken.set(placeId, (taken.get(placeId) ?? 0) - quantity)
  const remembered = [...answers].flatMap(([{ once }, answer]) =>
    once && 'stored' in answer && answer.stored !== undefined
      ? { once, answer: answer.stored }
      : [],
  )
  await tx.commitWith([
    ...(placed.length > 0
      ? [places.movePlaces(tx, store.id, taken), queries.insertOrders(tx, store, placed)]
      : []),
    ...(remembered.length > 0 ? [rememberFresh(tx, remembered)] : []),
  ])
}
