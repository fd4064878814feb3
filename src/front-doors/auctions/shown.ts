import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { page } from '../../kernel/page.ts'
import { sharedJson } from '../../kernel/shared-read.ts'
import { placeId } from '../../places/place-id.ts'
import { pageOfCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import { type LotAsk, readBidders } from './bid-queries.ts'
import type * as contract from './contract.ts'
import { readDeposit } from './deposit-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { bidLineView, cardView, lotView, winView } from './view.ts'
import { losesDeposit, winStageAt } from './win-rules.ts'
import { listMyWins } from './wins.ts'

// What people look at. Concurrent callers share one read, and its JSON is encoded once.

/** Problem: lot-missing. */
export const showLot = (engine: Engine, { storeId, lotId }: LotAsk) =>
  lots(engine)(`${storeId} ${lotId}`)

const lots = perEngine((engine) =>
  sharedJson(async (key): Promise<Static<typeof contract.LotView>> => {
    const lot = await readLot(engine, askOf(key))
    return lotView(lot, lot.now)
  }),
)

const askOf = (key: string): LotAsk => {
  const [storeId = '', lotId = ''] = key.split(' ')
  return { storeId, lotId }
}

async function readLot(engine: Engine, ask: LotAsk) {
  const lot = await queries.readLot(engine.cell(ask.storeId), ask)
  if (!lot) throw rules.lotMissing()
  return lot
}

/** Bids in one answer. */
const BIDS_MOST = 200
const LATEST_BIDS = 100

/** Problem: lot-missing. */
export const showBids = (
  engine: Engine,
  { storeId, lotId, after = -1 }: LotAsk & { readonly after?: number | undefined },
) => bids(engine)(`${storeId} ${lotId} ${after}`)

const bids = perEngine((engine) =>
  sharedJson(async (key): Promise<Static<(typeof contract.listBids)['answer']>> => {
    const ask = askOf(key)
    const lot = await readLot(engine, ask)
    const after = Number(key.split(' ')[2])
    const from = after < 0 ? Math.max(0, lot.bids - LATEST_BIDS) : after
    const cell = engine.cell(ask.storeId)
    const found = await queries.listBidsAfter(cell, ask, from, BIDS_MOST + 1)
    return {
      data: found.slice(0, BIDS_MOST).map(bidLineView),
      more: found.length > BIDS_MOST,
      now: lot.now.toISOString(),
    }
  }),
)

type Paged = { readonly cursor?: string | undefined; readonly limit?: number | undefined }

/** A cursor is the sort key and the id of the last lot: `1764547200000_<id>`. */
function readCursor(cursor: string | undefined): queries.LotFilter['after'] {
  if (cursor === undefined) return undefined
  const [milliseconds, id = ''] = cursor.split('_')
  return { at: new Date(Number(milliseconds)), id }
}

const cursorOf = (at: Date, { id }: { readonly id: string }): string => `${at.getTime()}_${id}`

/** Lots of one stage, of all cells. */
export async function listLots(
  engine: Engine,
  { cursor, limit = 24, ...filter }: Paged & Omit<queries.LotFilter, 'after' | 'limit'>,
): Promise<Static<(typeof contract.listLots)['answer']>> {
  const asked = { ...filter, after: readCursor(cursor), limit: limit + 1 }
  const { now } = await readNow(engine.cells[0].database)
  const sign = filter.stage === 'closed' ? -1 : 1
  type Row = queries.CardLot & { readonly sortAt: Date }
  const compare = (a: Row, b: Row) =>
    sign * (a.sortAt.getTime() - b.sortAt.getTime() || (a.id < b.id ? -1 : 1))
  const found = await pageOfCells<Row>(engine, limit + 1, compare, (on) =>
    queries.listLots(on, asked),
  )
  const { data, nextCursor } = page(found, limit, (lot) => cursorOf(lot.sortAt, lot))
  return { data: data.map((lot) => cardView(lot, now)), nextCursor, now: now.toISOString() }
}

/** Lots that an account has bid on, of all cells. */
export async function listMyLots(
  engine: Engine,
  { accountId, cursor, limit = 24 }: Paged & { readonly accountId: Id<'Account'> },
): Promise<Static<(typeof contract.listMyLots)['answer']>> {
  const after = readCursor(cursor)
  const { now } = await readNow(engine.cells[0].database)
  type Row = Awaited<ReturnType<typeof queries.listBidOn>>[number]
  const compare = (a: Row, b: Row) =>
    b.bidAt.getTime() - a.bidAt.getTime() || (a.id > b.id ? -1 : 1)
  const found = await pageOfCells<Row>(engine, limit + 1, compare, (on) =>
    queries.listBidOn(on, accountId, after, limit + 1),
  )
  const { data, nextCursor } = page(found, limit, (lot) => cursorOf(lot.bidAt, lot))
  return {
    data: data.map((lot) => ({
      ...cardView(lot, now),
      ...{ bidder: lot.bidder, maximum: lot.maximum, standing: standingOf(lot, now) },
    })),
    nextCursor,
    now: now.toISOString(),
  }
}

function standingOf(
  lot: rules.Lot & { readonly bidder: number },
  now: Date,
): 'leading' | 'outbid' | 'won' | 'lost' {
  const isLeader = lot.leader === lot.bidder
  if (rules.stageAt(lot, now) === 'live') return isLeader ? 'leading' : 'outbid'
  return isLeader && rules.isReserveMet(lot) ? 'won' : 'lost'
}

/** Problem: lot-missing. */
export async function showMine(
  engine: Engine,
  { accountId, ...ask }: LotAsk & { readonly accountId: Id<'Account'> },
): Promise<Static<(typeof contract.getMine)['answer']>> {
  const cell = engine.cell(ask.storeId)
  const place = placeId(ask.storeId, rules.depositKey(ask.lotId))
  const [lot, [mine], deposit] = await Promise.all([
    readLot(engine, ask),
    readBidders(cell, ask, [accountId]),
    readDeposit(cell, { storeId: ask.storeId, placeId: place, accountId }),
  ])
  const isOver = lot.state === 'sold' && mine !== undefined
  const wins = isOver ? await listMyWins(engine, accountId) : []
  const win = wins.find(({ lotId }) => lotId === ask.lotId)
  return {
    bidder: mine?.bidder ?? null,
    maximum: mine?.maximum ?? null,
    isSeller: lot.ownerId === accountId,
    deposit: depositOf(lot, deposit?.state ?? 'missing', win),
    win: win ? winView(win, win.now) : null,
  }
}

function depositOf(
  { terms }: Pick<rules.Lot, 'terms'>,
  state: 'missing' | 'held' | 'paid',
  win: Awaited<ReturnType<typeof listMyWins>>[number] | undefined,
): Static<(typeof contract.getMine)['answer']>['deposit'] {
  if (terms.deposit === 0) return 'not-needed'
  const isLost = state === 'paid' && win && losesDeposit(win, winStageAt(win, win.order, win.now))
  return isLost ? 'lost' : state
}
