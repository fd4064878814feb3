import { orThrow } from '../../kernel/problem.ts'
import type { Order } from '../../orders/rules.ts'
import type { Tx } from '../../postgres/sql.ts'
import { removeBill } from '../bills/queries.ts'
import * as noShows from '../no-shows/queries.ts'
import { mayUnmark, settledFrom } from '../no-shows/rules.ts'
import * as queries from './queries.ts'
import type { VisitOutcome } from './rules.ts'

type OrderKey = Pick<Order, 'storeId' | 'id'>

/**
 * Writes a mark on an order that is locked and may have it, with what follows from it: a no-show is settled later,
 * an arrival takes that back. Problem: no-show-settled.
 */
export async function writeMark(
  tx: Tx,
  order: OrderKey,
  mark: { readonly outcome: VisitOutcome; readonly startsAt: Date | null },
): Promise<void> {
  if (mark.outcome === 'no-show') {
    await removeBill(tx, order)
    await noShows.insertNoShow(tx, order, settledFrom(tx.now))
  } else await unsettle(tx, order)
  await queries.writeVisit(tx, order, mark)
}

/** Takes a mark back, with what would follow from it. Problem: no-show-settled. */
export async function takeBackMark(tx: Tx, order: OrderKey): Promise<void> {
  await unsettle(tx, order)
  await removeBill(tx, order)
  await queries.removeVisit(tx, order)
}

/** Who comes at another time has not stayed away from the one before. Problem: no-show-settled. */
export async function takeBackNoShow(tx: Tx, order: OrderKey): Promise<void> {
  if ((await queries.readVisit(tx, order)) === 'no-show') await takeBackMark(tx, order)
}

async function unsettle(tx: Tx, order: OrderKey): Promise<void> {
  const refused = mayUnmark(await noShows.readNoShow(tx, order))
  if (refused) orThrow(refused)
  await noShows.removeNoShow(tx, order)
}
