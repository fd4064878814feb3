import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import * as places from '../places/queries.ts'
import type { PlaceDraft } from '../places/rules.ts'
import { type Once, rememberFresh } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import { writeOffered } from '../waitlist/queries.ts'
import type { Attempt } from './attempts.ts'
import { holdsOf } from './behind-room.ts'
import * as queries from './claim-queries.ts'
import type * as claimRules from './claim-rules.ts'
import { takeFreed } from './freed-queries.ts'
import type { Freed } from './freed-rules.ts'
import type { Batch } from './offers.ts'
import type { Order } from './rules.ts'

/** Places that do not exist yet. */
export interface Missing {
  readonly missing: ReadonlyMap<Id<'Place'>, PlaceDraft>
  /** What to throw when others have created some of them first. */
  lost(): MadeMeanwhile
  /** What to throw when the store is in another time zone by now, in which all of it begins at other times. */
  movedTo(timeZone: string): MadeMeanwhile
}

/** Rolls back: others have created some of the places, so that they are not locked. */
export class MadeMeanwhile extends Error {
  readonly attempt: Omit<Attempt<unknown>, 'answer'>

  constructor(attempt: Omit<Attempt<unknown>, 'answer'>) {
    super('places were created meanwhile')
    this.attempt = attempt
  }
}

interface Decided extends Missing {
  readonly outcomes: readonly (claimRules.Claimed | Problem)[]
  readonly stored: readonly { readonly once: Once; readonly answer: string }[]
  readonly delayOf: queries.DelayOf
}

/** Writes what was decided, and commits. */
export async function writeClaims(
  tx: Tx,
  store: claimRules.ClaimFacts['store'],
  { outcomes, stored, missing, lost, movedTo, delayOf }: Decided,
): Promise<void> {
  const fresh = outcomes.flatMap((it) => (it instanceof Problem || !it.isNew ? [] : it))
  const placed = fresh.map(({ order }) => order)
  const again = fresh.flatMap((it) => it.again ?? [])
  const taken = takenBy(placed, again)
  const offered = fresh.flatMap(({ order, entryId }) =>
    entryId ? { entryId, orderId: order.id } : [],
  )
  const made: (PlaceDraft & { taken: number })[] = []
  const moved = new Map<Id<'Place'>, number>()
  for (const [id, quantity] of taken) {
    const draft = missing.get(id)
    if (quantity === 0) continue
    if (draft) made.push({ ...draft, taken: quantity })
    else moved.set(id, -quantity)
  }
  const zone = made.length > 0 ? queries.holdTimeZone(tx, store.id) : undefined
  const making = zone && places.insertTaken(tx, store.id, made)
  const writes = [
    ...(moved.size > 0 ? [places.movePlaces(tx, store.id, moved)] : []),
    ...(placed.length > 0
      ? [queries.insertOrders(tx, store, placed, delayOf), ...holdsOf(tx, store, placed)]
      : []),
    ...(offered.length > 0 ? [writeOffered(tx, store.id, offered)] : []),
    ...(again.length > 0 ? [takeFreed(tx, store.id, again)] : []),
    ...(stored.length > 0 ? [rememberFresh(tx, stored)] : []),
  ]
  if (!making) return tx.commitWith(writes)
  const [held, done] = await Promise.allSettled([zone, making, ...writes])
  if (held.status === 'fulfilled' && held.value && held.value.timeZone !== store.timeZone)
    throw movedTo(held.value.timeZone)
  // First: where places are lost, constraints may have refused the other writes for it.
  if (done.status === 'fulfilled' && done.value.made < made.length) throw lost()
  await Promise.all([making, ...writes])
}

/** How much these orders take of each place, without what was let go and it has not got back. */
function takenBy(
  placed: readonly Order[],
  again: readonly Freed[],
): ReadonlyMap<Id<'Place'>, number> {
  const taken = new Map<Id<'Place'>, number>()
  const add = (id: Id<'Place'>, quantity: number) => taken.set(id, (taken.get(id) ?? 0) + quantity)
  for (const { lines } of placed) for (const { placeId, quantity } of lines) add(placeId, quantity)
  for (const { placeId, quantity } of again) add(placeId, -quantity)
  return taken
}

/** The places of these claims that do not exist yet. */
export function missingOf(
  claims: readonly { readonly lines: readonly claimRules.LineAsk[] }[],
  { places: declared }: Batch,
  locked: readonly { readonly id: Id<'Place'> }[],
): ReadonlyMap<Id<'Place'>, PlaceDraft> {
  const existing = new Set(locked.map(({ id }) => id))
  const missing = new Map<Id<'Place'>, PlaceDraft>()
  for (const { lines } of claims)
    for (const { place } of lines) if (!existing.has(place.id)) missing.set(place.id, place)
  const known = new Set(declared.map(({ id }) => id))
  for (const id of missing.keys())
    if (!known.has(id)) throw new Error('a line of a claim has a place that is none of its items')
  return missing
}
