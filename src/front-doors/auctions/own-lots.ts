import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { idOf, page } from '../../kernel/page.ts'
import { Problem } from '../../kernel/problem.ts'
import { readNow } from '../../postgres/now.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import type { LotAsk } from './bid-queries.ts'
import {
  listOwnLots as listRows,
  type OwnLot,
  type OwnStage,
  readOwnLot as readRow,
} from './lot-queries.ts'
import type * as contract from './owner-contract.ts'
import { readShown } from './queries.ts'
import * as rules from './rules.ts'
import { lotView, winView } from './view.ts'
import { listRunnersUp, listWins } from './win-queries.ts'
import { nextBidder, winStageAt } from './win-rules.ts'

// Lots as their seller sees them.

type View = Static<typeof contract.OwnLotView>

interface OwnLotsAsk {
  readonly cursor?: string | undefined
  readonly limit?: number
  readonly stage?: OwnStage
}

/** Problem: auction-missing. */
export async function listOwnLots(
  engine: Engine,
  ask: StoreAsk,
  { cursor, limit = 24, stage }: OwnLotsAsk,
) {
  await readOwn(engine, ask)
  const cell = engine.cell(ask.storeId)
  const rows = await listRows(cell, ask.storeId, { before: cursor, stage, limit: limit + 1 })
  const { data, nextCursor } = page(rows, limit, idOf)
  const { now } = await readNow(cell)
  return { data: await viewsOf(cell, ask.storeId, data, now), nextCursor, now: now.toISOString() }
}

/** Problems in order: auction-missing, lot-missing. */
export async function showOwnLot(engine: Engine, ask: StoreAsk & LotAsk): Promise<View> {
  await readOwn(engine, ask)
  return readOwnLot(engine.cell(ask.storeId), ask)
}

/** A lot of a store that the caller works at. Problem: lot-missing. */
export async function readOwnLot(on: Queryable, ask: LotAsk): Promise<View> {
  const [row, { now }] = await Promise.all([readRow(on, ask), readNow(on)])
  if (!row) throw rules.lotMissing()
  const [view] = await viewsOf(on, ask.storeId, [row], now)
  return view as View
}

/** A fixed number of statements for any number of lots. */
async function viewsOf(
  on: Queryable,
  storeId: Id<'Store'>,
  lots: readonly OwnLot[],
  now: Date,
): Promise<View[]> {
  const ids = lots.map(({ id }) => id)
  const [shown, wins, bidders] = await Promise.all([
    readShown(on, storeId, ids),
    listWins(on, storeId, ids, now),
    listRunnersUp(on, storeId, ids),
  ])
  const shownOf = new Map(shown.map((one) => [one.id, one]))
  return lots.flatMap((lot): View[] => {
    const known = shownOf.get(lot.id)
    if (!known) return []
    const ofLot = wins.filter(({ lotId }) => lotId === lot.id)
    const last = ofLot.at(-1)
    const view = lotView({ ...known, ...lot }, now)
    const isOver = last && !['to-pay', 'paid'].includes(winStageAt(last, last.order, now))
    const mayOffer = isOver && ofLot.length === 1 && lot.relistedAs === null
    const others = bidders.filter(({ lotId }) => lotId === lot.id)
    const next = mayOffer ? nextBidder(others, last.bidder, known.ownerId) : undefined
    return [
      {
        ...view,
        hidden: lot.hidden,
        reservePrice: lot.reserve,
        buyNowPrice: lot.buyNow,
        relistedAs: lot.relistedAs,
        win: last ? winView({ ...last, ...known, image: null }, now) : null,
        secondChance:
          next && !(next instanceof Problem) ? { bidder: next.bidder, amount: next.maximum } : null,
      },
    ]
  })
}
