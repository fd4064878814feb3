import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { wallDate } from '../kernel/time.ts'
import * as places from '../places/queries.ts'
import type { PlaceDraft } from '../places/rules.ts'
import { type Once, rememberFresh, replaysOf } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import { type Attempt, attemptOn } from './attempts.ts'
import * as queries from './claim-queries.ts'
import { type Batch, batchOn, type Item, type Offered, type Offers } from './offers.ts'
import { cacheOrder } from './own.ts'
import * as orders from './queries.ts'
import { remainingOf } from './release.ts'
import * as rules from './rules.ts'

/** The lines of a claim, with their prices. */
export interface ClaimDraft extends Omit<rules.ClaimAsk, 'orderId' | 'code' | 'buyerId'> {
  /** The response body; stored with the order under the key, and replayed. */
  answer?(order: rules.Order, now: Date): string
}

interface ClaimRequest {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  readonly once?: Once | undefined
}

export interface Claim extends ClaimRequest, ClaimDraft {}

/** A claim on items whose offers (availability, price) must be read first. */
export interface OfferedClaim extends ClaimRequest {
  /** Any number, of any kinds: four seats, or products and a coupon. */
  readonly items: readonly Item[]
  /** Drafts the lines from the offers; pure. */
  draft(offers: Offered, now: Date): ClaimDraft | Problem
}

/** A claim whose answer is stored under an idempotency key. */
export interface KeyedClaim extends OfferedClaim {
  readonly once: Once
  draft(offers: Offered, now: Date): (ClaimDraft & Required<Pick<ClaimDraft, 'answer'>>) | Problem
}

export interface ClaimAnswer extends Partial<rules.Claimed> {
  /** The response body, when the claim has a key. */
  readonly stored?: string
  readonly replayed?: boolean
}

interface QueuedClaim extends Omit<OfferedClaim, 'storeId'> {
  readonly orderId: Id<'Order'>
  readonly code: string
}

/**
 * Claims places for a buyer: all of them, or none. Claiming the same places again returns the same
 * ready order.
 * Problems in order: those of `recallMany`, then those of `rules.claim`.
 */
export const claim = (
  engine: Engine,
  { storeId, buyerId, once, ...draft }: Claim,
): Promise<ClaimAnswer> =>
  claimOffered(engine, {
    storeId,
    buyerId,
    once,
    items: draft.lines.map(({ place }) => ({ offers: noOffers, what: place })),
    draft: () => draft,
  })

const noOffers: Offers<PlaceDraft, undefined> = {
  placeKey: ({ key }) => key,
  read: async () => new Map(),
}

/**
 * Claims items at the offers that are valid once their places are locked. Today is the date of the
 * request, however long the lock takes.
 * Problems in order: those of `recallMany`, those of `draft`, those of `rules.claim`.
 */
export function claimOffered(
  engine: Engine,
  request: KeyedClaim,
): Promise<ClaimAnswer & { readonly stored: string }>
export function claimOffered(engine: Engine, request: OfferedClaim): Promise<ClaimAnswer>
export function claimOffered(
  engine: Engine,
  { storeId, ...request }: OfferedClaim,
): Promise<ClaimAnswer> {
  return batches(engine).submit(storeId, {
    ...request,
    orderId: engine.newId<'Order'>(),
    code: engine.newCode(8),
  })
}

const batches = perEngine(
  (engine) =>
    new GroupCommit<QueuedClaim, ClaimAnswer>((requests, storeId) =>
      commitClaims(engine, storeId, requests),
    ),
)

async function commitClaims(
  engine: Engine,
  storeId: Id<'Store'>,
  requests: readonly QueuedClaim[],
) {
  const items = requests.flatMap((request) => request.items)
  const answers = await attemptOn(engine, storeId, (today) =>
    attempt(engine, batchOn(today, storeId, items), requests),
  )
  for (const answer of answers)
    if ('order' in answer && answer.order) cacheOrder(engine, answer.order)
  return answers
}

/** Lock, decide, write, publish: once for all requests that queued during the last commit. */
const attempt = (engine: Engine, batch: Batch, requests: readonly QueuedClaim[]) =>
  engine.database.transactionAfter(
    (on) => lockAndRead(on, batch, requests),
    async (tx, { locked, replays, offers, facts }): Promise<Attempt<(ClaimAnswer | Problem)[]>> => {
      const { store } = facts
      const clock = { now: tx.now, timeZone: store?.timeZone }
      const askedAt = locked[0]?.askedAt ?? tx.now
      if (store && !batch.isSameOn(wallDate(askedAt, store.timeZone))) return clock
      const { claims, refused } = draftClaims(requests, replays, offers, tx.now)
      const toMake = missingOf(claims, batch, locked)
      if (toMake.length > 0) return { ...clock, toMake }
      const remaining = await remainingOf(tx, batch.storeId, locked)
      const decided = await decideAndWrite(tx, claims, { ...facts, remaining })
      const answer = requests.map(
        (request) => replays.get(request) ?? refused.get(request) ?? decided.get(request) ?? {},
      )
      return { ...clock, answer }
    },
  )

/** Pipelined in this order: statements after the lock run under it. */
async function lockAndRead(on: Queryable, batch: Batch, requests: readonly QueuedClaim[]) {
  const placeIds = batch.places.map(({ id }) => id)
  const [locked, replays, offers, facts] = await Promise.all([
    queries.lockForClaims(on, batch.storeId, placeIds),
    replaysOf(on, requests),
    batch.readOffers(on),
    readFacts(on, batch.storeId, requests, placeIds),
  ])
  return { locked, replays, offers, facts }
}

/** The places of these claims that do not exist yet. */
function missingOf(
  claims: readonly DraftedClaim[],
  { places: declared }: Batch,
  locked: readonly { readonly id: Id<'Place'> }[],
): PlaceDraft[] {
  const existing = new Set(locked.map(({ id }) => id))
  const missing = new Map<Id<'Place'>, PlaceDraft>()
  for (const { lines } of claims)
    for (const { place } of lines) if (!existing.has(place.id)) missing.set(place.id, place)
  for (const id of missing.keys())
    if (!declared.some((place) => place.id === id))
      throw new Error('a line of a claim has a place that is none of its items')
  return [...missing.values()]
}

interface DraftedClaim extends rules.ClaimAsk, Pick<ClaimDraft, 'answer'> {
  readonly request: QueuedClaim
}

/** Drafts the claims of all requests that are not replays. */
function draftClaims(
  requests: readonly QueuedClaim[],
  replays: ReadonlyMap<QueuedClaim, unknown>,
  offers: Offered,
  now: Date,
) {
  const refused = new Map<QueuedClaim, Problem>()
  const claims: DraftedClaim[] = []
  for (const request of requests) {
    if (replays.has(request)) continue
    const { orderId, code, buyerId } = request
    const draft = request.draft(offers, now)
    if (draft instanceof Problem) refused.set(request, draft)
    else claims.push({ ...draft, orderId, code, buyerId, request })
  }
  return { claims, refused }
}

type Facts = Omit<rules.ClaimFacts, 'store'> & {
  readonly store: rules.ClaimFacts['store'] | undefined
}

async function decideAndWrite(
  tx: Tx,
  claims: readonly DraftedClaim[],
  { store, ...facts }: Facts,
): Promise<ReadonlyMap<QueuedClaim, ClaimAnswer | Problem>> {
  const answers = new Map<QueuedClaim, ClaimAnswer | Problem>()
  if (claims.length === 0) return answers
  if (!store) throw rules.storeClosed()
  const outcomes = rules.claim({ ...facts, store }, claims, tx.now)
  const stored: { once: Once; answer: string }[] = []
  claims.forEach(({ request, answer }, at) => {
    const outcome = outcomes[at] as rules.Claimed | Problem
    const { once } = request
    if (outcome instanceof Problem || !once || !answer) {
      answers.set(request, outcome)
      return
    }
    const text = answer(outcome.order, tx.now)
    stored.push({ once, answer: text })
    answers.set(request, { ...outcome, stored: text })
  })
  await write(tx, store, outcomes, stored)
  return answers
}

async function readFacts(
  on: Queryable,
  storeId: Id<'Store'>,
  requests: readonly QueuedClaim[],
  placeIds: readonly Id<'Place'>[],
): Promise<Omit<Facts, 'remaining'>> {
  const buyerIds = [...new Set(requests.map(({ buyerId }) => buyerId))]
  const [store, lines] = await Promise.all([
    queries.readSelling(on, storeId),
    queries.findHeld(on, storeId, buyerIds),
  ])
  const requested = new Set(placeIds)
  const same = lines.filter(({ placeId }) => requested.has(placeId)).map(({ orderId }) => orderId)
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
  stored: readonly { readonly once: Once; readonly answer: string }[],
): Promise<void> {
  const placed = outcomes.flatMap((it) => (it instanceof Problem || !it.isNew ? [] : it.order))
  const taken = new Map<Id<'Place'>, number>()
  for (const { lines } of placed)
    for (const { placeId, quantity } of lines)
      taken.set(placeId, (taken.get(placeId) ?? 0) - quantity)
  await tx.commitWith([
    ...(placed.length > 0
      ? [places.movePlaces(tx, store.id, taken), queries.insertOrders(tx, store, placed)]
      : []),
    ...(stored.length > 0 ? [rememberFresh(tx, stored)] : []),
  ])
}
