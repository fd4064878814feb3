import { type Engine, perEngine } from '../engine.ts'
import { withinBudget } from '../holds/budget.ts'
import type { Hold } from '../holds/rules.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { wallDate } from '../kernel/time.ts'
import { availableOf, type PlaceDraft } from '../places/rules.ts'
import { type Once, replaysOf } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import { withPhone } from '../stores/hold-terms/operations.ts'
import { type Attempt, attemptOn } from './attempts.ts'
import { outsideOf } from './behind-room.ts'
import { readPastOf } from './buyer-past.ts'
import { type ClaimFactsRead, readFacts } from './claim-facts.ts'
import * as queries from './claim-queries.ts'
import * as claimRules from './claim-rules.ts'
import { MadeMeanwhile, type Missing, missingOf, writeClaims } from './claim-write.ts'
import type { Claimant, LeftFacts } from './left-rules.ts'
import { type Batch, batchOn, type Item, type Offered, type Offers } from './offers.ts'
import { cacheOrder } from './own.ts'
import { refreshPlaces } from './release.ts'
import { type DrawDelay, delaysIn, drawDelays } from './release-delay.ts'
import * as rules from './rules.ts'

/** The lines of a claim, with their prices. */
export interface ClaimDraft
  extends Omit<claimRules.ClaimAsk, 'orderId' | 'code' | keyof Claimant | 'hasPhone' | 'refused'> {
  /** The response body; stored with the order under the key, and replayed. */
  answer?(order: rules.Order, now: Date): string
}

interface ClaimRequest extends Pick<Claimant, 'buyerId'> {
  readonly storeId: Id<'Store'>
  readonly once?: Once | undefined
  /** What it counts as in the budgets of holds; undefined: it is not counted. */
  readonly holder?: Hold | undefined
}

export interface Claim extends ClaimRequest, ClaimDraft, Pick<OfferedClaim, 'isByStore'> {}

/** A claim on items whose offers (availability, price) must be read first. */
export interface OfferedClaim extends ClaimRequest, Claimant {
  /** Any number, of any kinds: four seats, or products and a coupon. */
  readonly items: readonly Item[]
  /**
   * The store claims for the buyer: no waiting room is asked, nor how many unpaid orders the buyer has.
   */
  readonly isByStore?: boolean
  /** Drafts the lines from the offers; pure. */
  draft(offers: Offered, now: Date): ClaimDraft | Problem
}

/** A claim whose answer is stored under an idempotency key. */
export interface KeyedClaim extends OfferedClaim {
  readonly once: Once
  draft(offers: Offered, now: Date): (ClaimDraft & Required<Pick<ClaimDraft, 'answer'>>) | Problem
}

export interface ClaimAnswer extends Partial<claimRules.Claimed> {
  /** The response body, when the claim has a key. */
  readonly stored?: string
  readonly replayed?: boolean
}

export interface QueuedClaim extends Omit<OfferedClaim, 'storeId' | 'holder'> {
  readonly orderId: Id<'Order'>
  readonly code: string
  readonly hasPhone?: boolean
  readonly refused?: Problem | undefined
}

/**
 * Claims places for a buyer: all of them, or none. Claiming the same places again returns the same
 * ready order.
 * Problems in order: those of `recallMany`, then those of `claim` of claim-rules.ts.
 */
export const claim = (
  engine: Engine,
  { storeId, buyerId, once, holder, isByStore = false, ...draft }: Claim,
): Promise<ClaimAnswer> =>
  claimOffered(engine, {
    ...{ storeId, buyerId, once, holder, isByStore },
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
 * Problems in order: those of `recallMany`, those of `draft`, those of `claim` of claim-rules.ts.
 */
export function claimOffered(
  engine: Engine,
  request: KeyedClaim,
): Promise<ClaimAnswer & { readonly stored: string }>
export function claimOffered(engine: Engine, request: OfferedClaim): Promise<ClaimAnswer>
export function claimOffered(
  engine: Engine,
  { storeId, holder, ...request }: OfferedClaim,
): Promise<ClaimAnswer> {
  const one = queued(engine, request)
  const submit = (refused?: Problem) =>
    withPhone(engine, one.buyerId, (hasPhone) =>
      batches(engine).submit(storeId, { ...one, refused, hasPhone }),
    )
  if (!holder) return submit()
  const held = { ...holder, storeId, accountId: one.buyerId, orderId: one.orderId }
  return withinBudget(engine, held, submit)
}

type Queuing = Omit<OfferedClaim, 'storeId' | 'holder'>
export const queued = (engine: Engine, request: Queuing): QueuedClaim => ({
  ...request,
  orderId: engine.newId<'Order'>(),
  code: engine.newCode(8),
})

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
  const items = [...new Set(requests.flatMap((request) => request.items))]
  const { countVisits } = engine
  const deciding = { delayOf: await drawDelays(engine), countVisits }
  const answers = await attemptOn(engine, storeId, (today) =>
    attempt(engine, batchOn(today, storeId, items), requests, deciding),
  )
  for (const answer of answers)
    if ('order' in answer && answer.order) cacheOrder(engine, answer.order)
  return answers
}

/** Lock, decide, write, publish: once for all requests that queued during the last commit. */
async function attempt(
  engine: Engine,
  batch: Batch,
  requests: readonly QueuedClaim[],
  deciding: Deciding,
) {
  try {
    return await commitBatch(engine, batch, requests, deciding)
  } catch (error) {
    if (error instanceof MadeMeanwhile) return error.attempt as ClaimAttempt
    throw error
  }
}

export type ClaimAttempt = Attempt<(ClaimAnswer | Problem)[]>

const commitBatch = (
  engine: Engine,
  batch: Batch,
  requests: readonly QueuedClaim[],
  deciding: Deciding,
) =>
  engine.cell(batch.storeId).transactionAfter(
    (on) => lockAndRead(on, batch, requests),
    (tx, read) => decideBatch(tx, batch, requests, read, deciding),
  )

export interface Deciding {
  readonly delayOf: DrawDelay
  readonly countVisits: Engine['countVisits']
  /** What becomes of a refusal; what it throws rolls the transaction back. Default: it is the answer. */
  refuse?(problem: Problem): Problem
}

/** Decides a batch on what was read under its locks, and writes it. */
export async function decideBatch(
  tx: Tx,
  batch: Batch,
  requests: readonly QueuedClaim[],
  { locked, replays, offers, facts }: Awaited<ReturnType<typeof lockAndRead>>,
  { delayOf, countVisits, refuse = (problem) => problem }: Deciding,
): Promise<ClaimAttempt> {
  const { store } = facts
  const clock = { now: tx.now, timeZone: store?.timeZone }
  const askedAt = locked[0]?.askedAt ?? tx.now
  if (store && !batch.isSameOn(wallDate(askedAt, store.timeZone))) return clock
  const outside = await outsideOf(tx, store, buyersOf(requests))
  const past = await readPastOf(tx, store, buyersOf(requests), countVisits)
  const { claims, refused } = draftClaims({ requests, replays, outside, offers, refuse }, tx.now)
  const missing = missingOf(claims, batch, locked)
  const offered = claims.flatMap(({ lines }) => lines.map(({ place }) => place))
  const { sizes, ...found } = await refreshPlaces(tx, batch.storeId, locked, offered)
  const available = new Map([...sizes].map(([id, size]) => [id, availableOf(size)]))
  for (const [id, { capacity }] of missing) available.set(id, capacity)
  const lost = () => new MadeMeanwhile({ ...clock, toMake: [...missing.values()] })
  const movedTo = (timeZone: string) => new MadeMeanwhile({ now: tx.now, timeZone })
  const writing = { ...past, missing, lost, movedTo, refuse, delayOf: delaysIn(claims, delayOf) }
  const decided = await decideAndWrite(tx, claims, { ...facts, available, ...found, ...writing })
  const answer = requests.map(
    (request) => replays.get(request) ?? refused.get(request) ?? decided.get(request) ?? {},
  )
  return { ...clock, answer }
}

/**
 * Pipelined in this order: statements after the lock run under it, and offers are in the store's time zone of the
 * facts or in a newer one, which the writes refuse.
 */
export async function lockAndRead(on: Queryable, batch: Batch, requests: readonly QueuedClaim[]) {
  const placeIds = batch.places.map(({ id }) => id)
  const [locked, replays, facts, offers] = await Promise.all([
    queries.lockForClaims(on, batch.storeId, placeIds),
    replaysOf(on, requests),
    readFacts(on, batch.storeId, { buyerIds: buyersOf(requests), placeIds }),
    batch.readOffers(on),
  ])
  return { locked, replays, offers, facts }
}

interface DraftedClaim extends claimRules.ClaimAsk, Pick<ClaimDraft, 'answer'> {
  readonly request: QueuedClaim
}

const buyersOf = (requests: readonly QueuedClaim[]) => [
  ...new Set(requests.map(({ buyerId }) => buyerId)),
]

interface DraftFacts {
  readonly requests: readonly QueuedClaim[]
  readonly replays: ReadonlyMap<QueuedClaim, unknown>
  readonly outside: ReadonlyMap<Id<'Account'>, Problem>
  readonly offers: Offered
  refuse(problem: Problem): Problem
}

/** Drafts the claims of all requests that are not replays. */
function draftClaims({ requests, replays, outside, offers, refuse }: DraftFacts, now: Date) {
  const refused = new Map<QueuedClaim, Problem>()
  const claims: DraftedClaim[] = []
  for (const request of requests) {
    if (replays.has(request)) continue
    const { orderId, code, buyerId, isByStore, hasPhone, yields, entryId, rivals } = request
    const isOutside = isByStore ? undefined : outside.get(buyerId)
    const draft = isOutside ?? request.draft(offers, now)
    if (draft instanceof Problem) refused.set(request, refuse(draft))
    else {
      const who = { orderId, code, buyerId, isByStore, hasPhone, yields, entryId, rivals }
      claims.push({ ...draft, ...who, refused: request.refused, request })
    }
  }
  return { claims, refused }
}

interface Writing extends Missing, Pick<DraftFacts, 'refuse'> {
  readonly delayOf: queries.DelayOf
}

async function decideAndWrite(
  tx: Tx,
  claims: readonly DraftedClaim[],
  {
    store,
    missing,
    lost,
    movedTo,
    refuse,
    delayOf,
    ...facts
  }: ClaimFactsRead & Pick<claimRules.ClaimFacts, keyof LeftFacts | 'noShows' | 'marked'> & Writing,
): Promise<ReadonlyMap<QueuedClaim, ClaimAnswer | Problem>> {
  const answers = new Map<QueuedClaim, ClaimAnswer | Problem>()
  if (claims.length === 0) return answers
  if (!store) throw rules.storeClosed()
  const outcomes = claimRules
    .claim({ ...facts, store }, claims, tx.now)
    .map((outcome) => (outcome instanceof Problem ? refuse(outcome) : outcome))
  const stored: { once: Once; answer: string }[] = []
  claims.forEach(({ request, answer }, at) => {
    const outcome = outcomes[at] as claimRules.Claimed | Problem
    const { once } = request
    if (outcome instanceof Problem || !once || !answer) {
      answers.set(request, outcome)
      return
    }
    const text = answer(outcome.order, tx.now)
    stored.push({ once, answer: text })
    answers.set(request, { ...outcome, stored: text })
  })
  await writeClaims(tx, store, { outcomes, stored, missing, lost, movedTo, delayOf })
  return answers
}
