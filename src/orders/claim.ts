import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import * as places from '../places/queries.ts'
import { type Once, rememberFresh, replaysOf } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import { releaseDead } from './release.ts'
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
      (on) => queries.findDead(on, storeId, [...drafts.keys()]),
      async (tx, dead) => {
        const touched = new Set([...drafts.keys(), ...dead.flatMap(({ placeIds }) => placeIds)])
        // Sent together, done in this order: what is read after the lock is read under it.
        const [locked, { now: lockedAt }, replays, facts] = await Promise.all([
          places.lockPlaces(tx, storeId, [...touched]),
          queries.readNow(tx),
          replaysOf(tx, asks),
          readFacts(tx, storeId, asks),
        ])
        if (locked.length < touched.size) return undefined
        // What has expired comes back before anybody is told that a place is sold out.
        const back = await releaseDead(tx, storeId, dead)
        const remaining = new Map(
          locked.map((place) => [place.id, place.remaining + (back.get(place.id) ?? 0)]),
        )
        return decideAndWrite(tx, asks, replays, { ...facts, lockedAt, remaining })
      },
    )
  const answers = await attempt()
  if (answers) return answers
  await places.makePlaces(engine.database, storeId, [...drafts.values()])
  const again = await attempt()
  if (again) return again
  throw new Error('a place that was just made is not there')
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
  await write(tx, facts.store.id, outcomes, answers)
  return asks.map((ask) => replays.get(ask) ?? answers.get(ask) ?? {})
}

async function readFacts(
  tx: Tx,
  storeId: Id<'Store'>,
  asks: readonly rules.ClaimAsk[],
): Promise<Omit<rules.ClaimFacts, 'remaining' | 'lockedAt'>> {
  const buyerIds = [...new Set(asks.map(({ buyerId }) => buyerId))]
  const pairs = asks.flatMap(({ buyerId, lines }) =>
    lines.map(({ place }) => ({ buyerId, placeId: place.id })),
  )
  const [store, found, ready] = await Promise.all([
    queries.readSelling(tx, storeId),
    queries.findHeld(tx, storeId, pairs),
    queries.countReady(tx, storeId, buyerIds),
  ])
  if (!store) throw rules.storeClosed()
  const held = found.length > 0 ? await queries.readOrders(tx, storeId, found) : []
  return {
    store,
    held: held.filter((order) => rules.isAlive(order, tx.now)),
    readyOrders: new Map(ready.map(({ buyerId, orders }) => [buyerId, orders])),
  }
}

async function write(
  tx: Tx,
  storeId: Id<'Store'>,
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
      ? [places.movePlaces(tx, storeId, taken), queries.insertOrders(tx, storeId, placed)]
      : []),
    ...(remembered.length > 0 ? [rememberFresh(tx, remembered)] : []),
  ])
}
