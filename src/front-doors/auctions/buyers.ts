import type { Static } from 'typebox'
import { openBooker } from '../../bookings/booker.ts'
import type { Engine } from '../../engine.ts'
import { page } from '../../kernel/page.ts'
import { readNow } from '../../postgres/now.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import * as queries from './buyer-queries.ts'
import type * as contract from './owner-contract.ts'
import { winView } from './view.ts'

interface BuyersAsk {
  readonly lotId?: string
  readonly cursor?: string
  readonly limit?: number
}

/** Wins of an auction with the people who are to pay, latest first. Problem: auction-missing. */
export async function listBuyers(
  engine: Engine,
  ask: StoreAsk,
  { lotId, cursor, limit = 50 }: BuyersAsk,
): Promise<Static<(typeof contract.listBuyers)['answer']>> {
  await readOwn(engine, ask)
  const cell = engine.cell(ask.storeId)
  const { now } = await readNow(cell)
  const filter = { lotId, before: readCursor(cursor), limit: limit + 1 }
  const found = await queries.listBuyers(cell, ask.storeId, filter, now)
  const { data, nextCursor } = page(found, limit, (win) => `${win.sortAt.getTime()}_${win.lotId}`)
  return {
    data: data.map((win) => ({
      ...winView(win, now),
      bidder: win.bidder,
      orderNumber: win.orderNumber,
      booker: win.booker && openBooker(engine, win.booker),
    })),
    nextCursor,
    now: now.toISOString(),
  }
}

function readCursor(cursor: string | undefined): queries.BuyerFilter['before'] {
  if (cursor === undefined) return undefined
  const [milliseconds, lotId = ''] = cursor.split('_')
  return { at: new Date(Number(milliseconds)), lotId }
}
