import type { Engine } from '../../engine.ts'
import { countOffer } from '../../holds/budget.ts'
import { each, sumInTurn } from '../../kernel/each.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { claimOffered } from '../../orders/claim.ts'
import { alreadyYours, type Order, tooManyPlaces } from '../../orders/rules.ts'
import { inCells } from '../../postgres/cells.ts'
import type { Database } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import { DEFAULT_TERMS, offerSeconds, servedBy } from '../../waitlist/rules.ts'
import { doorOfKey } from '../doors.ts'
import * as queries from './queries.ts'
import { soldClaim, soldOf } from './sold-time.ts'
import type { WaitedClaim } from './waited.ts'

const SETTLED_MOST = 200
const PAGE_ENTRIES = 200

/**
 * A job: ends offers that are over, and offers what is free to those who wait for it, in order. Any number of
 * processes may run it: under the lock of its place, a claim for an entry gets only what those before it
 * leave, and an entry gets one offer.
 *
 * @returns how many offers it ended and made
 */
export const offerVacancies = (engine: Engine): Promise<number> =>
  inCells(engine, (cell) =>
    sumInTurn(
      [
        { name: 'offers that are over', run: settleIn },
        { name: 'entries', run: offerIn },
      ],
      ({ name }) => name,
      ({ run }) => run(engine, cell),
    ),
  )

async function settleIn(_: Engine, cell: Database): Promise<number> {
  const settled = await cell.transaction((tx) => queries.settleOffers(tx, SETTLED_MOST))
  return settled.length
}

/**
 * One round over all lines, a page at a time: those who cannot be served now are due again the next time, and
 * keep nobody in a later page from their turn.
 */
async function offerIn(engine: Engine, cell: Database): Promise<number> {
  const { now } = await readNow(cell)
  const pages = pagesOf(await queries.listDueLines(cell, now))
  return sumInTurn(
    pages,
    ([first]) => `lines from place ${first?.placeId}`,
    (lines) => offerPage(engine, cell, lines),
  )
}

/** Whole lines, of about `PAGE_ENTRIES` entries together. */
function pagesOf(lines: readonly queries.Line[]): queries.Line[][] {
  const pages: queries.Line[][] = []
  let left = 0
  for (const line of lines) {
    if (left <= 0) {
      pages.push([])
      left = PAGE_ENTRIES
    }
    pages.at(-1)?.push(line)
    left -= line.entries
  }
  return pages
}

async function offerPage(
  engine: Engine,
  cell: Database,
  lines: readonly queries.Line[],
): Promise<number> {
  const { now } = await readNow(cell)
  const due = await queries.listDue(cell, now, lines)
  const byStore = [...Map.groupBy(due, ({ storeId }) => storeId)]
  // Together, so that they share commits: whose turn it is their claims decide.
  const made = await each(
    byStore,
    { which: ([storeId]) => `store ${storeId}` },
    async ([storeId, some]) => {
      const claims = await claimsOf(engine, cell, storeId, some)
      return each([...claims], { which: ([{ id }]) => `entry ${id}` }, ([entry, claim]) =>
        offerTo(engine, cell, entry, claim),
      )
    },
  )
  return made.flat().filter(Boolean).length
}

/**
 * How what these entries of a store wait for is claimed, of those who may get it; each door is asked once. Of a
 * place at a time they are who fits in what is free of it; of all else the door knows.
 */
async function claimsOf(
  engine: Engine,
  cell: Database,
  storeId: Id<'Store'>,
  due: readonly queries.DueEntry[],
) {
  const claims = new Map<queries.DueEntry, WaitedClaim>()
  const doorOf = ({ key, storeDoor }: queries.DueEntry) => doorOfKey(engine, key, storeDoor)
  const others: queries.DueEntry[] = []
  for (const line of Map.groupBy(due, ({ placeId }) => placeId).values()) {
    const turns = new Set(servedBy(line, line[0]?.units ?? 0))
    for (const entry of line) {
      const selling = soldOf(doorOf(entry), entry.item)
      if (!selling) others.push(entry)
      else if (turns.has(entry)) claims.set(entry, soldClaim(selling, entry))
    }
  }
  const answers = await Promise.all(
    [...Map.groupBy(others, doorOf)].map(([door, some]) =>
      door.waitedClaims?.(cell, storeId, some),
    ),
  )
  for (const entry of others) {
    const claim = answers.find((answer) => answer?.has(entry.id))?.get(entry.id)
    if (claim) claims.set(entry, claim)
  }
  return claims
}

/** What the guest themselves is refused for: nobody waits behind it. */
const guests = new Set<string>([alreadyYours.type, tooManyPlaces.type])

/** Whether the entry waits no longer: it has an offer, or cannot have one. */
async function offerTo(
  engine: Engine,
  cell: Database,
  entry: queries.DueEntry,
  claim: WaitedClaim,
): Promise<boolean> {
  const { id, storeId, buyerId } = entry
  try {
    const order = await makeOffer(engine, entry, claim)
    await count(engine, order, buyerId)
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (!guests.has(error.type)) return false
    await cell.transaction((tx) => queries.endEntry(tx, storeId, id, 'dropped'), storeId)
    return true
  }
}

/**
 * Holds for a guest what they wait for, until the deadline of the offer. Problems in order: waitlist-entry-over,
 * those of the door, those of `claim`, already-yours.
 */
export async function makeOffer(
  engine: Engine,
  entry: Pick<queries.DueEntry, 'id' | 'storeId' | 'buyerId' | 'offerMinutes'>,
  claim: WaitedClaim,
): Promise<Order> {
  const { id: entryId, storeId, buyerId } = entry
  const offerMinutes = entry.offerMinutes ?? DEFAULT_TERMS.offerMinutes
  const { order, isNew } = await claimOffered(engine, {
    ...{ storeId, buyerId, entryId, items: claim.items, rivals: claim.rivals },
    // Neither a waiting room nor how many unpaid orders they have keeps it from them.
    isByStore: true,
    draft(offers, now) {
      const found = claim.draft(offers, now)
      if (found instanceof Problem) return found
      const { startsAt, ...draft } = found
      return {
        ...draft,
        asksBooker: true,
        holdSeconds: offerSeconds({ offerMinutes }, startsAt, now),
      }
    },
  })
  if (!order || !isNew) throw alreadyYours({ orderId: order?.id ?? '' })
  return order
}

/** It counts as a hold of its guest, as far as their budget goes. */
async function count(engine: Engine, order: Order, accountId: string): Promise<void> {
  const { id: orderId, createdAt, expiresAt, lines } = order
  const seats = lines.reduce((sum, line) => (line.isAside ? sum : sum + line.quantity), 0)
  const seconds = (expiresAt.getTime() - createdAt.getTime()) / 1000
  await countOffer(engine, { orderId, accountId, seats, seconds })
}
