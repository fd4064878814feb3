import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import { sumInTurn } from '../../kernel/each.ts'
import { inCells } from '../../postgres/cells.ts'
import type { Database } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import type { Tx } from '../../postgres/sql.ts'
import * as queries from './bid-queries.ts'
import * as bidRules from './bid-rules.ts'
import { listEnded, readBidder } from './lot-queries.ts'
import { queueLotMails } from './mails/queue.ts'
import { endWin, insertWins } from './win-queries.ts'
import { winOf } from './win-rules.ts'
import { orderWin } from './wins.ts'

/** Lots that one run of the job closes. */
const CLOSED_MOST = 100

/**
 * Writes down what has become of lots at their end, and makes the orders of their winners. That a lot is
 * over is the comparison of its end with the clock; a job that comes late changes nothing of it.
 */
export const closeLots = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => {
    const { now } = await readNow(on)
    return sumInTurn(
      await listEnded(on, now, CLOSED_MOST),
      ({ lotId }) => `lot ${lotId}`,
      async (lot) => ((await closeLot(engine, on, lot)) ? 1 : 0),
    )
  })

/** Decides under the lot's lock, on which bids take their turns: a bid is before it, or refused. */
async function closeLot(engine: Engine, on: Database, at: queries.LotAsk): Promise<boolean> {
  const state = await on.transaction((tx) => closeIn(engine, tx, at))
  if (state === 'sold') await orderWin(engine, at)
  return state !== undefined
}

async function closeIn(engine: Engine, tx: Tx, at: queries.LotAsk) {
  const lot = await queries.lockLot(tx, at)
  // Read behind the lock: whoever had it may have moved the end.
  const { now } = await readNow(tx)
  const state = lot && bidRules.close(lot, now)
  if (!lot || !state) return undefined
  const closed = { ...lot, state, version: lot.version + 1 }
  if (state === 'sold') {
    const bidder = lot.leader ?? 0
    const { accountId } = await readBidder(tx, at, bidder)
    const win = winOf('hammer', { bidder, accountId, amount: lot.price ?? 0 }, now)
    await insertWins(tx, at, [win])
    if (!accountId) await endWin(tx, { ...at, round: win.round }, 'canceled') // nobody can pay it
    await queueLotMails(engine, tx, at, [
      { kind: 'won', bidder, turn: 1 },
      { kind: 'sold', bidder: null, turn: 1 },
    ])
  } else await queueLotMails(engine, tx, at, [{ kind: 'unsold', bidder: null, turn: 1 }])
  await queries.writeBidding(tx, at, closed)
  await publish(tx, {
    topic: `lot.${state}`,
    ...{ storeId: at.storeId, subjectId: at.lotId, body: { lotId: at.lotId } },
  })
  return state
}
