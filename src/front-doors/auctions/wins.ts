import type { Engine } from '../../engine.ts'
import { sumInTurn } from '../../kernel/each.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { inCells, readCells } from '../../postgres/cells.ts'
import type { Database } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import type { Tx } from '../../postgres/sql.ts'
import { type LotAsk, lockLot } from './bid-queries.ts'
import { orderLot } from './claims.ts'
import { queueLotMails } from './mails/queue.ts'
import * as rules from './rules.ts'
import { deleteUnpaid, insertUnpaid } from './unpaid-queries.ts'
import * as queries from './win-queries.ts'
import { winStageAt } from './win-rules.ts'

/**
 * Makes the order of an open win, once: by whoever comes first, the job that closed the lot or the
 * winner who looks. A buyer who cancels it asks for another one by `orderLot`.
 *
 * @param after the order that its buyer has canceled: another one is made, once
 */
export async function orderWin(
  engine: Engine,
  at: LotAsk,
  after: Id<'Order'> | null = null,
): Promise<void> {
  const open = await queries.readOpenWin(engine.cell(at.storeId), at)
  if (!open?.accountId) return
  const key = `won/${at.lotId}/${open.round}${after ? `/${after}` : ''}`
  const once = { scope: open.accountId, key, fingerprint: key }
  try {
    await orderLot(engine, { ...at, buyerId: open.accountId, once })
  } catch (error) {
    if (!(error instanceof Problem) || error.is.kind === 'unavailable') throw error
  }
}

/** Wins of a person; those that have no order yet get one. */
export async function listMyWins(engine: Engine, accountId: Id<'Account'>) {
  const wins = await readWins(engine, accountId)
  const missing = wins.filter((win) => win.orderId === null && win.ended === null)
  if (missing.length === 0) return wins
  await Promise.all(missing.map((win) => orderWin(engine, win)))
  return readWins(engine, accountId)
}

const WINS_MOST = 200

async function readWins(engine: Engine, accountId: Id<'Account'>) {
  const wins = await readCells(engine, async (on) => {
    const { now } = await readNow(on)
    const rows = await queries.listOwnWins(on, accountId, now, WINS_MOST)
    return rows.map((row) => ({ ...row, now }))
  })
  return wins.toSorted((a, b) => b.wonAt.getTime() - a.wonAt.getTime())
}

const SETTLED_MOST = 100

/**
 * Writes down what has become of wins: paid, or left unpaid, which the account is marked with. An order
 * whose payment is being settled is waited for.
 */
export const settleWins = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => {
    const { now } = await readNow(on)
    return sumInTurn(
      await queries.listToSettle(on, now, SETTLED_MOST),
      ({ lotId }) => `lot ${lotId}`,
      async (at) => ((await settleOne(engine, on, at)) ? 1 : 0),
    )
  })

const settleOne = (engine: Engine, on: Database, at: LotAsk): Promise<boolean> =>
  on.transaction(async (tx) => {
    if (!(await lockLot(tx, at))) return false
    const wins = await queries.lockWins(tx, at)
    const paid = wins.find(({ order, settledAt }) => order === 'paid' && settledAt === null)
    const others = wins.filter((win) => win !== paid)
    if (paid) await settlePaid(tx, at, paid, others)
    return (await endOver(engine, tx, at, others)) > 0 || paid !== undefined
  })

/** The money may have been found after the win had lapsed, and the lot was offered to the next bidder. */
async function settlePaid(
  tx: Tx,
  at: LotAsk,
  { round, accountId }: queries.WinRow,
  others: readonly queries.WinRow[],
): Promise<void> {
  for (const { round: other, ended } of others)
    if (ended === null) await queries.endWin(tx, { ...at, round: other }, 'canceled')
  await queries.settleWin(tx, { ...at, round })
  if (accountId) await deleteUnpaid(tx, { ...at, accountId })
}

/**
 * Writes down which of the locked wins of a lot are over without a sale, and marks an account that has left
 * one unpaid. Who lets a second chance pass owes nothing.
 *
 * @returns how many
 */
export async function endOver(
  engine: Engine,
  tx: Tx,
  at: LotAsk,
  wins: readonly queries.WinRow[],
): Promise<number> {
  let over = 0
  for (const win of wins) {
    const stage = winStageAt(win, win.order, tx.now)
    if (win.ended !== null || stage === 'to-pay' || stage === 'paid') continue
    await queries.endWin(tx, { ...at, round: win.round }, stage)
    if (stage === 'lapsed') await markLapsed(engine, tx, at, win)
    over += 1
  }
  return over
}

async function markLapsed(
  engine: Engine,
  tx: Tx,
  at: LotAsk,
  { accountId, kind, bidder, round: turn }: queries.WinRow,
): Promise<void> {
  await queueLotMails(engine, tx, at, [
    { kind: 'lapsed', bidder, turn },
    { kind: 'unpaid', bidder: null, turn },
  ])
  if (accountId && kind !== 'second-chance')
    await insertUnpaid(tx, { ...at, accountId, at: tx.now })
}

/**
 * Declines a second chance.
 * Problems in order: not-won, lot-taken (it is paid, or its order has to be canceled first).
 */
export const declineWin = (engine: Engine, at: LotAsk & { readonly accountId: Id<'Account'> }) =>
  onOwnWin(engine, at, async (tx, win) => {
    if (win.kind !== 'second-chance') throw rules.notWon()
    if (win.order !== 'none') throw rules.lotTaken()
    await queries.endWin(tx, { ...at, round: win.round }, 'declined')
  })

/** Problems in order: not-won, win-not-paid. */
export const confirmReceipt = (
  engine: Engine,
  at: LotAsk & { readonly accountId: Id<'Account'> },
) =>
  onOwnWin(engine, at, async (tx, win) => {
    if (win.order !== 'paid') throw rules.notPaidYet()
    await queries.writeReceived(tx, { ...at, round: win.round })
  })

/** Runs `work` with the caller's open win, locked with its lot. Problem: not-won. */
async function onOwnWin(
  engine: Engine,
  { accountId, ...at }: LotAsk & { readonly accountId: Id<'Account'> },
  work: (tx: Tx, win: queries.WinRow) => Promise<void>,
) {
  await engine.cell(at.storeId).transaction(async (tx) => {
    await lockLot(tx, at)
    const wins = await queries.lockWins(tx, at)
    const mine = wins.find((win) => win.accountId === accountId && win.ended === null)
    if (!mine) throw rules.notWon()
    await work(tx, mine)
  })
  const wins = await readWins(engine, accountId)
  const win = wins.find(({ lotId }) => lotId === at.lotId)
  if (!win) throw rules.notWon()
  return win
}
