import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { later } from '../../../kernel/time.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { type Drawing, draw } from '../../../stores/pictures/drawing.ts'
import { insertPicture } from '../../../stores/pictures/queries.ts'
import * as bidQueries from '../bid-queries.ts'
import * as bidRules from '../bid-rules.ts'
import { insertLot, type NewLot } from '../lot-queries.ts'
import { type Bidding, type Category, hardEndOf, usualTerms } from '../rules.ts'
import type { People } from './people.ts'

export interface DemoLot {
  readonly title: string
  readonly description: string
  readonly category: Category
  readonly startPrice: number
  readonly reserve?: number
  readonly buyNow?: number
  readonly picture: Drawing
}

/** Of a lot that is over already; made in equal steps of time. */
export type DemoBid = readonly [by: 'customer' | 'bot' | 'collector', maximum: number]

/** Bots do not pay; that must not keep them from bidding. */
const terms = { ...usualTerms, unpaidMost: null }

/** Registers a lot with its picture. */
export async function addLot(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  { picture, ...draft }: DemoLot,
  [startsAt, endsAt]: readonly [Date, Date],
): Promise<NewLot> {
  const id = engine.newId<'Lot'>()
  const lot: NewLot = {
    ...{ reserve: null, buyNow: null, ...draft, storeId, id, terms, startsAt, endsAt },
    ...{ hardEndsAt: hardEndOf(endsAt, terms), relistedFrom: null },
  }
  await insertLot(tx, lot)
  const drawn = { ...(await draw(picture)), id: engine.newId<'Picture'>(), alt: picture.alt }
  await insertPicture(tx, storeId, drawn, id as string as Id<'Subject'>)
  return lot
}

/** Writes bids that were made before now, as the rules decide them. */
export async function bidBefore(
  tx: Tx,
  lot: NewLot,
  bids: readonly DemoBid[],
  people: People,
): Promise<void> {
  const at = { storeId: lot.storeId, lotId: lot.id }
  const seconds = (lot.endsAt.getTime() - lot.startsAt.getTime()) / 1000 / (bids.length + 1)
  let state: Bidding = { ...lot, ...unbid }
  const bidders: bidRules.Bidder[] = []
  for (const [index, [by, amount]] of bids.entries()) {
    const accountId = by === 'bot' ? people.bots[1] : people[by]
    if (!accountId) continue
    const then = later(lot.startsAt, seconds * (index + 1))
    const facts = { lot: state, ownerId: '', bidders, deposits: undefined, unpaid: new Map() }
    const decided = bidRules.bid(facts, [{ accountId, amount, isSure: true }], then)
    const [outcome] = decided.outcomes
    if (outcome instanceof Problem) throw outcome
    state = decided.lot
    bidders.push(...decided.bidders)
    await bidQueries.insertBids({ ...tx, now: then }, at, decided.bids)
    await bidQueries.writeBidders(tx, at, decided.bidders)
  }
  await bidQueries.writeBidding(tx, at, state)
}

const unbid: Omit<Bidding, keyof NewLot> = {
  ...{ state: 'open', price: null, leader: null, leaderMaximum: null },
  ...{ bids: 0, steps: 0, bidders: 0, version: 1 },
}
