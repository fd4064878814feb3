import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { placeId } from '../places/place-id.ts'
import * as places from '../places/queries.ts'
import type { PlaceDraft } from '../places/rules.ts'
import { type Once, rememberFresh, replaysOf } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import * as claims from './claim-queries.ts'
import { remainingOf } from './release.ts'
import { standingId } from './standing-id.ts'
import * as queries from './standing-queries.ts'
import * as rules from './standing-rules.ts'

/** A step as a front door sends it. */
export interface StandingAsk extends Omit<rules.Step, 'orderId' | 'placeId'> {
  readonly storeId: Id<'Store'>
  /** Of the store; it never changes. */
  readonly timeZone: string
  readonly once?: Once | undefined
}

export interface StandingAnswer {
  /** `true` or `false`, as text to send. */
  readonly stored: string
  readonly replayed: boolean
}

/** What a front door knows of what is taken at it. */
export interface Counter {
  /** The keys of the places that these items are at an instant. */
  keysAt(itemIds: readonly string[], timeZone: string, at: Date): string[]
  /** Reads what is offered of these, in the batch's transaction. */
  readOffers(
    on: Queryable,
    storeId: Id<'Store'>,
    itemIds: readonly string[],
  ): Promise<StandingOffer[]>
  /** What is said of an item that is not there. */
  missing(): Problem
}

/** What it is on one day can be said only when the key of its place is known. */
export interface StandingOffer extends Omit<rules.Offer, 'title' | 'place'> {
  readonly capacity: number
  on(key: string): { readonly title: string; readonly startsAt: Date }
}

type Waiting = Omit<StandingAsk, 'storeId'>
type Step = Waiting & rules.Step

/**
 * Takes one of a place for a caller, or gives one back, without an order for each: a caller has one
 * standing order a place, whose id is made of their names, so that there can be no second.
 * Problems in order: those of `recallMany`, then those of `stand`.
 */
export function standing(
  counter: Counter,
): (engine: Engine, ask: StandingAsk) => Promise<StandingAnswer> {
  const grouped = perEngine((engine) => {
    const clock = { aheadMs: 0 }
    return new GroupCommit<Waiting, StandingAnswer>((asks, storeId) =>
      commitSteps(engine, counter, storeId, asks, clock).catch((error) => {
        if (isRefusal(error)) throw error // nothing was kept: each is tried alone
        return asks.map(() => error) // unknown: done again, one without a key would take twice
      }),
    )
  })
  return (engine, { storeId, ...ask }) => grouped(engine).submit(storeId, ask)
}

/** PostgreSQL, or a rule, said no; anything else may have happened after the commit was sent. */
const isRefusal = (error: Error & { code?: string }): boolean =>
  error instanceof Problem || /^(?!08|57)[0-9FHPX][0-9A-Z]{4}$/.test(error.code ?? '')

/**
 * Lock, decide, write, tell, until the day that was locked is the day of the decision: who waited
 * for the lock across midnight begins again. A place that is not there is made in between.
 *
 * @param clock how far the house's clock is ahead of ours: a guess, to know the places before the
 *   first answer. A wrong one costs a round trip.
 */
async function commitSteps(
  engine: Engine,
  counter: Counter,
  storeId: Id<'Store'>,
  asks: readonly Waiting[],
  clock: { aheadMs: number },
): Promise<readonly (StandingAnswer | Error)[]> {
  let at = new Date(Date.now() + clock.aheadMs)
  for (let tried = 0; tried < TRIES; tried++) {
    const done = await attempt(engine, counter, batchAt(counter, storeId, asks, at))
    clock.aheadMs = done.now.getTime() - Date.now()
    if (done.answers) return done.answers
    if (done.toMake) await places.makePlaces(engine.database, storeId, done.toMake)
    at = done.now
  }
  throw new Error('what a batch needs was never there all at once')
}

const TRIES = 8

/** A batch, with the places that it is about at an instant. */
interface Batch {
  readonly storeId: Id<'Store'>
  readonly itemIds: readonly string[]
  /** Of each item, in their order. */
  readonly places: readonly { readonly id: Id<'Place'>; readonly key: string }[]
  readonly steps: readonly Step[]
  /** Whether it is about the same places at another instant. */
  isStill(at: Date): boolean
}

function batchAt(
  counter: Counter,
  storeId: Id<'Store'>,
  asks: readonly Waiting[],
  at: Date,
): Batch {
  const timeZone = asks[0]?.timeZone ?? ''
  const itemIds = [...new Set(asks.map(({ itemId }) => itemId))]
  const keys = counter.keysAt(itemIds, timeZone, at)
  const named = keys.map((key) => ({ id: placeId(storeId, key), key }))
  const placeOf = new Map(itemIds.map((itemId, i) => [itemId, named[i]?.id ?? '']))
  const idOf = standingId(storeId)
  return {
    storeId,
    itemIds,
    places: named,
    steps: asks.map((ask) => {
      const id = placeOf.get(ask.itemId) ?? ''
      return { ...ask, placeId: id, orderId: idOf(id, ask.callerId) }
    }),
    isStill: (other) => counter.keysAt(itemIds, timeZone, other).every((key, i) => key === keys[i]),
  }
}

interface Attempt {
  /** When it was decided, or found that it cannot be yet. */
  readonly now: Date
  readonly answers?: readonly (StandingAnswer | Error)[]
  readonly toMake?: readonly PlaceDraft[]
}

const attempt = (engine: Engine, counter: Counter, batch: Batch): Promise<Attempt> =>
  engine.database.transactionAfter(
    (on) => readLocked(on, counter, batch),
    async (tx, { locked, offered, taken, replays }) => {
      const { now } = tx
      if (!batch.isStill(now)) return { now }
      const known = new Set(locked.map(({ id }) => id))
      const offers = placed(batch, offered)
      const toMake = offers.flatMap(({ place }) => (known.has(place.id) ? [] : place))
      if (toMake.length > 0) return { now, toMake }
      const facts = {
        offers: new Map(offers.map((offer) => [offer.itemId, offer])),
        remaining: await remainingOf(tx, batch.storeId, locked),
        taken: new Map(taken.map((line) => [line.orderId, line.taken])),
        missing: counter.missing,
      }
      return { now, answers: await decideAndWrite(engine, tx, batch, replays, facts) }
    },
  )

/**
 * Locks, and reads all that a decision needs, in one flight with the beginning. It is done in this
 * order: what is read after the lock is read under it.
 */
async function readLocked(on: Queryable, counter: Counter, batch: Batch) {
  const { storeId, steps } = batch
  const [locked, offered, taken, replays] = await Promise.all([
    claims.lockForClaims(
      on,
      storeId,
      batch.places.map(({ id }) => id),
    ),
    counter.readOffers(on, storeId, batch.itemIds),
    queries.readStanding(on, storeId, steps),
    replaysOf(on, steps),
  ])
  return { locked, offered, taken, replays }
}

const placed = ({ itemIds, places: named }: Batch, offered: readonly StandingOffer[]) =>
  offered.flatMap(({ capacity, on, ...offer }): rules.Offer[] => {
    const place = named[itemIds.indexOf(offer.itemId)]
    if (!place) return []
    const { title, startsAt } = on(place.key)
    return [{ ...offer, title, place: { ...place, capacity, startsAt } }]
  })

const answers = {
  true: { stored: 'true', replayed: false },
  false: { stored: 'false', replayed: false },
}

async function decideAndWrite(
  engine: Engine,
  tx: Tx,
  { storeId, steps }: Batch,
  replays: ReadonlyMap<Step, StandingAnswer | Problem>,
  facts: rules.StandingFacts,
): Promise<(StandingAnswer | Error)[]> {
  const fresh = steps.filter((step) => !replays.has(step))
  const { outcomes, changed } = rules.stand(facts, fresh, tx.now)
  const said = new Map<Step, StandingAnswer | Problem>(replays)
  fresh.forEach((step, at) => {
    const outcome = outcomes[at] as boolean | Problem
    said.set(step, outcome instanceof Problem ? outcome : answers[`${outcome}`])
  })
  const remembered = fresh.flatMap((step) => {
    const answer = said.get(step)
    return step.once && answer && 'stored' in answer
      ? { once: step.once, answer: answer.stored }
      : []
  })
  await tx.commitWith([
    ...writes(engine, tx, storeId, changed, facts),
    ...(remembered.length > 0 ? [rememberFresh(tx, remembered)] : []),
  ])
  return steps.map((step) => said.get(step) as StandingAnswer | Problem)
}

function writes(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  changed: readonly rules.Standing[],
  { taken }: rules.StandingFacts,
): Promise<unknown>[] {
  const moves = rules.movesOf(changed, taken)
  const moved = changed.filter(({ orderId }) => taken.has(orderId))
  const opened = changed
    .filter(({ orderId }) => !taken.has(orderId))
    .map((one) => ({ ...one, code: engine.newCode(8) }))
  return [
    ...(moves.size > 0 ? [places.movePlaces(tx, storeId, moves)] : []),
    ...(opened.length > 0 ? [queries.openStanding(tx, storeId, opened)] : []),
    ...(moved.length > 0 ? [queries.moveStanding(tx, storeId, moved)] : []),
  ]
}
