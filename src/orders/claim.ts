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
import { knowOrder } from './own.ts'
import * as orders from './queries.ts'
import { remainingOf } from './release.ts'
import * as rules from './rules.ts'

/** What a front door wants for a buyer, when it knows all about it. */
export interface Wanted extends Omit<rules.ClaimAsk, 'orderId' | 'code' | 'buyerId'> {
  /** What to send: with a key it is written with the order, and replayed to whoever asks again. */
  answer?(order: rules.Order, now: Date): string
}

interface Asker {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  readonly once?: Once | undefined
}

export interface Claim extends Asker, Wanted {}

/** A claim on things that must be read first: whether they are offered at all, and for how much. */
export interface OfferedClaim extends Asker {
  /** Of any number and of any kinds: four seats, or products and a coupon. */
  readonly items: readonly Item[]
  /** Says what is wanted of what was read, or why it cannot be had; pure. */
  want(offers: Offered, now: Date): Wanted | Problem
}

/** A claim whose answer is written under its key. */
export interface KeyedClaim extends OfferedClaim {
  readonly once: Once
  want(offers: Offered, now: Date): (Wanted & Required<Pick<Wanted, 'answer'>>) | Problem
}

export interface ClaimAnswer extends Partial<rules.Claimed> {
  /** The text to send, when the claim came with a key. */
  readonly stored?: string
  readonly replayed?: boolean
}

interface Waiting extends Omit<OfferedClaim, 'storeId'> {
  readonly orderId: Id<'Order'>
  readonly code: string
}

/**
 * Claims places for a buyer: all of them, or none. The same buyer asking again for the same
 * places gets the same ready order.
 * Problems in order: those of `recallMany`, then those of `rules.claim`.
 */
export const claim = (
  engine: Engine,
  { storeId, buyerId, once, ...wanted }: Claim,
): Promise<ClaimAnswer> =>
  claimOffered(engine, {
    storeId,
    buyerId,
    once,
    items: wanted.lines.map(({ place }) => ({ offers: nothingToRead, what: place })),
    want: () => wanted,
  })

const nothingToRead: Offers<PlaceDraft, undefined> = {
  placeKey: ({ key }) => key,
  read: async () => new Map(),
}

/**
 * The same, of what is offered when its places are locked. What is offered for today is offered for
 * the day on which it was asked for, however long the lock took.
 * Problems in order: those of `recallMany`, those of `want`, those of `rules.claim`.
 */
export function claimOffered(
  engine: Engine,
  ask: KeyedClaim,
): Promise<ClaimAnswer & { readonly stored: string }>
export function claimOffered(engine: Engine, ask: OfferedClaim): Promise<ClaimAnswer>
export function claimOffered(
  engine: Engine,
  { storeId, ...ask }: OfferedClaim,
): Promise<ClaimAnswer> {
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

async function commitClaims(engine: Engine, storeId: Id<'Store'>, asks: readonly Waiting[]) {
  const items = asks.flatMap((ask) => ask.items)
  const answers = await attemptOn(engine, storeId, (today) =>
    attempt(engine, batchOn(today, storeId, items), asks),
  )
  for (const answer of answers)
    if ('order' in answer && answer.order) knowOrder(engine, answer.order)
  return answers
}

/** Lock, decide, write, tell: once for everybody who asked while the last commit was in flight. */
const attempt = (engine: Engine, batch: Batch, asks: readonly Waiting[]) =>
  engine.database.transactionAfter(
    (on) => lockAndRead(on, batch, asks),
    async (tx, { locked, replays, offers, facts }): Promise<Attempt<(ClaimAnswer | Problem)[]>> => {
      const { store } = facts
      const clock = { now: tx.now, timeZone: store?.timeZone }
      const askedAt = locked[0]?.askedAt ?? tx.now
      if (store && !batch.isSameOn(wallDate(askedAt, store.timeZone))) return clock
      const { claims, refused } = draw(asks, replays, offers, tx.now)
      const toMake = missingOf(claims, batch, locked)
      if (toMake.length > 0) return { ...clock, toMake }
      const remaining = await remainingOf(tx, batch.storeId, locked)
      const said = await decideAndWrite(tx, claims, { ...facts, remaining })
      const answer = asks.map((ask) => replays.get(ask) ?? refused.get(ask) ?? said.get(ask) ?? {})
      return { ...clock, answer }
    },
  )

/** Sent together, done in this order: what is read after the lock is read under it. */
async function lockAndRead(on: Queryable, batch: Batch, asks: readonly Waiting[]) {
  const placeIds = batch.places.map(({ id }) => id)
  const [locked, replays, offers, facts] = await Promise.all([
    queries.lockForClaims(on, batch.storeId, placeIds),
    replaysOf(on, asks),
    batch.readOffers(on),
    readFacts(on, batch.storeId, asks, placeIds),
  ])
  return { locked, replays, offers, facts }
}

/** The places of these claims that nobody has claimed before. */
function missingOf(
  claims: readonly Drawn[],
  { places: named }: Batch,
  locked: readonly { readonly id: Id<'Place'> }[],
): PlaceDraft[] {
  const known = new Set(locked.map(({ id }) => id))
  const missing = new Map<Id<'Place'>, PlaceDraft>()
  for (const { lines } of claims)
    for (const { place } of lines) if (!known.has(place.id)) missing.set(place.id, place)
  for (const id of missing.keys())
    if (!named.some((place) => place.id === id))
      throw new Error('a claim wants a place that is not one of its items')
  return [...missing.values()]
}

interface Drawn extends rules.ClaimAsk, Pick<Wanted, 'answer'> {
  readonly asked: Waiting
}

/** Makes a claim of what each wants, or says why there is none; replays want nothing any more. */
function draw(
  asks: readonly Waiting[],
  replays: ReadonlyMap<Waiting, unknown>,
  offers: Offered,
  now: Date,
) {
  const refused = new Map<Waiting, Problem>()
  const claims: Drawn[] = []
  for (const asked of asks) {
    if (replays.has(asked)) continue
    const { orderId, code, buyerId } = asked
    const wanted = asked.want(offers, now)
    if (wanted instanceof Problem) refused.set(asked, wanted)
    else claims.push({ ...wanted, orderId, code, buyerId, asked })
  }
  return { claims, refused }
}

type Facts = Omit<rules.ClaimFacts, 'store'> & {
  readonly store: rules.ClaimFacts['store'] | undefined
}

async function decideAndWrite(
  tx: Tx,
  claims: readonly Drawn[],
  { store, ...facts }: Facts,
): Promise<ReadonlyMap<Waiting, ClaimAnswer | Problem>> {
  const answers = new Map<Waiting, ClaimAnswer | Problem>()
  if (claims.length === 0) return answers
  if (!store) throw rules.storeClosed()
  const outcomes = rules.claim({ ...facts, store }, claims, tx.now)
  const remembered: { once: Once; answer: string }[] = []
  claims.forEach(({ asked, answer }, at) => {
    const outcome = outcomes[at] as rules.Claimed | Problem
    const { once } = asked
    if (outcome instanceof Problem || !once || !answer) {
      answers.set(asked, outcome)
      return
    }
    const stored = answer(outcome.order, tx.now)
    remembered.push({ once, answer: stored })
    answers.set(asked, { ...outcome, stored })
  })
  await write(tx, store, outcomes, remembered)
  return answers
}

async function readFacts(
  on: Queryable,
  storeId: Id<'Store'>,
  asks: readonly Waiting[],
  placeIds: readonly Id<'Place'>[],
): Promise<Omit<Facts, 'remaining'>> {
  const buyerIds = [...new Set(asks.map(({ buyerId }) => buyerId))]
  const [store, lines] = await Promise.all([
    queries.readSelling(on, storeId),
    queries.findHeld(on, storeId, buyerIds),
  ])
  const asked = new Set(placeIds)
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
  remembered: readonly { readonly once: Once; readonly answer: string }[],
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
    ...(remembered.length > 0 ? [rememberFresh(tx, remembered)] : []),
  ])
}
