import * as accounts from '../accounts/queries.ts'
import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { wallDate } from '../kernel/time.ts'
import * as places from '../places/queries.ts'
import { availableOf } from '../places/rules.ts'
import { type Once, rememberFresh, replaysOf } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import { type Attempt, attemptOn } from './attempts.ts'
import * as claims from './claim-queries.ts'
import { leftToAll } from './left-rules.ts'
import { type Batch, batchOn, type Item, type Offered } from './offers.ts'
import { refreshPlaces } from './release.ts'
import { standingId } from './standing-id.ts'
import * as queries from './standing-queries.ts'
import * as rules from './standing-rules.ts'

/** A step as a front door requests it. */
export interface StandingAsk extends Omit<rules.Step, 'orderId' | 'placeId'> {
  readonly storeId: Id<'Store'>
  readonly item: Item<unknown, StandingOffer>
  readonly once?: Once | undefined
}

export interface StandingAnswer {
  /** The response body: `true` or `false`. */
  readonly stored: string
  readonly replayed: boolean
}

/** An offer to calling services, without the key of its place. */
export interface StandingOffer extends Omit<rules.Offer, 'place'> {
  readonly capacity: number
  readonly startsAt: Date | null
}

type QueuedStep = Omit<StandingAsk, 'storeId'>
type Step = QueuedStep & rules.Step

/**
 * Takes one of a place for a calling service, or gives one back. Each caller has one standing order a
 * place instead of an order for each unit; its id is derived from both, so it is unique. Today is the
 * date of the decision: a step that waits for a lock past midnight is retried on the new date.
 * Problems in order: those of `recallMany`, then those of `stand`.
 */
export const standing = (
  engine: Engine,
  { storeId, ...ask }: StandingAsk,
): Promise<StandingAnswer> => batches(engine).submit(storeId, ask)

const batches = perEngine(
  (engine) =>
    new GroupCommit<QueuedStep, StandingAnswer>((asks, storeId) =>
      commitSteps(engine, storeId, asks).catch((error) => {
        if (isRefusal(error)) throw error // rolled back: each step is retried alone
        return asks.map(() => error) // unknown outcome: a retry without a key could take twice
      }),
    ),
)

/** Refused by PostgreSQL or a rule; any other error may have come after the commit was sent. */
const isRefusal = (error: Error & { code?: string }): boolean =>
  error instanceof Problem || /^(?!08|57)[0-9FHPX][0-9A-Z]{4}$/.test(error.code ?? '')

function commitSteps(engine: Engine, storeId: Id<'Store'>, asks: readonly QueuedStep[]) {
  const items = [...new Set(asks.map(({ item }) => item))]
  const idOf = standingId(storeId)
  return attemptOn(engine, storeId, (today) => {
    const batch = batchOn(today, storeId, items)
    const steps = asks.map((ask) => {
      const { id } = batch.placeOf(ask.item)
      return { ...ask, placeId: id, orderId: idOf(id, ask.callerId) }
    })
    return attempt(engine, batch, steps)
  })
}

/** Lock, decide, write, publish. */
const attempt = (engine: Engine, batch: Batch, steps: readonly Step[]) =>
  engine.cell(batch.storeId).transactionAfter(
    (on) => readLocked(on, batch, steps),
    async (
      tx,
      { locked, offered, taken, replays },
    ): Promise<Attempt<(StandingAnswer | Problem)[]>> => {
      const offers = offersByPlace(steps, offered)
      const clock = { now: tx.now, timeZone: offers.values().next().value?.timeZone }
      if (clock.timeZone && !batch.isSameOn(wallDate(tx.now, clock.timeZone))) return clock
      const existing = new Set(locked.map(({ id }) => id))
      const drafts = [...offers.values()].map(({ place }) => place)
      const toMake = drafts.filter(({ id }) => !existing.has(id))
      if (toMake.length > 0) return { ...clock, toMake }
      const { sizes, ...found } = await refreshPlaces(tx, batch.storeId, locked, drafts)
      const available = new Map([...sizes].map(([id, size]) => [id, availableOf(size)]))
      const facts = {
        offers,
        available: leftToAll({ available, ...found }),
        taken: new Map(taken.map((line) => [line.orderId, line.taken])),
      }
      const answer = await decideAndWrite(engine, tx, { ...batch, steps }, replays, facts)
      return { ...clock, answer }
    },
  )

/** Pipelined with `begin`, in this order: statements after the lock run under it. */
async function readLocked(on: Queryable, batch: Batch, steps: readonly Step[]) {
  const { storeId } = batch
  const [locked, offered, taken, replays] = await Promise.all([
    claims.lockForClaims(
      on,
      storeId,
      batch.places.map(({ id }) => id),
    ),
    batch.readOffers(on),
    queries.readStanding(on, storeId, steps),
    replaysOf(on, steps),
  ])
  return { locked, offered, taken, replays }
}

function offersByPlace(steps: readonly Step[], offered: Offered): Map<Id<'Place'>, rules.Offer> {
  const offers = new Map<Id<'Place'>, rules.Offer>()
  for (const { item, placeId } of steps) {
    const offer = offers.has(placeId) ? undefined : offered.of(item)
    if (!offer) continue
    const { capacity, startsAt, ...rest } = offer
    offers.set(placeId, { ...rest, place: { ...offered.placeOf(item), capacity, startsAt } })
  }
  return offers
}

const answers = {
  true: { stored: 'true', replayed: false },
  false: { stored: 'false', replayed: false },
}

async function decideAndWrite(
  engine: Engine,
  tx: Tx,
  { storeId, steps }: Pick<Batch, 'storeId'> & { readonly steps: readonly Step[] },
  replays: ReadonlyMap<Step, StandingAnswer | Problem>,
  facts: rules.StandingFacts,
): Promise<(StandingAnswer | Problem)[]> {
  const fresh = steps.filter((step) => !replays.has(step))
  const { outcomes, changed } = rules.stand(facts, fresh, tx.now)
  const decided = new Map<Step, StandingAnswer | Problem>(replays)
  fresh.forEach((step, at) => {
    const outcome = outcomes[at] as boolean | Problem
    decided.set(step, outcome instanceof Problem ? outcome : answers[`${outcome}`])
  })
  const stored = fresh.flatMap((step) => {
    const answer = decided.get(step)
    return step.once && answer && 'stored' in answer
      ? { once: step.once, answer: answer.stored }
      : []
  })
  const opened = changed.filter(({ orderId }) => !facts.taken.has(orderId))
  const present = await presentOf(tx, opened)
  await tx.commitWith([
    ...writes(engine, tx, { storeId, changed, opened, present, ...facts }),
    ...(stored.length > 0 ? [rememberFresh(tx, stored)] : []),
  ])
  return steps.map((step) => decided.get(step) as StandingAnswer | Problem)
}

/** Which of the callers who take for the first time are still there; they stay until the commit. */
async function presentOf(
  tx: Tx,
  opened: readonly rules.Standing[],
): Promise<ReadonlySet<Id<'Account'>>> {
  if (opened.length === 0) return new Set()
  const kept = await accounts.keepAccounts(tx, [...new Set(opened.map(({ callerId }) => callerId))])
  return new Set(kept.map(({ id }) => id))
}

interface Changes {
  readonly storeId: Id<'Store'>
  readonly changed: readonly rules.Standing[]
  readonly opened: readonly rules.Standing[]
  readonly present: ReadonlySet<Id<'Account'>>
  readonly taken: rules.StandingFacts['taken']
}

function writes(
  engine: Engine,
  tx: Tx,
  { storeId, changed, opened, present, taken }: Changes,
): Promise<unknown>[] {
  const moves = rules.movesOf(changed, taken)
  const moved = changed.filter(({ orderId }) => taken.has(orderId))
  const coded = opened.map((one) => ({ ...one, code: engine.newCode(8) }))
  return [
    ...(moves.size > 0 ? [places.movePlaces(tx, storeId, moves)] : []),
    ...(opened.length > 0 ? [queries.openStanding(tx, storeId, coded, present)] : []),
    ...(moved.length > 0 ? [queries.moveStanding(tx, storeId, moved)] : []),
  ]
}
