import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import { each } from '../../kernel/each.ts'
import { Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { lockOrder } from '../../orders/queries.ts'
import type { Order } from '../../orders/rules.ts'
import { lockMoney } from '../../payments/give-back-queries.ts'
import { leftOf } from '../../payments/give-back-rules.ts'
import { NO_SHOW } from '../../payments/refund.ts'
import { sendRefunds } from '../../payments/refund-owed.ts'
import { refundPart } from '../../payments/refund-part.ts'
import { inCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import type { Tx } from '../../postgres/sql.ts'
import * as queries from './queries.ts'
import { outcomeOf } from './rules.ts'
import { headsOf } from './view.ts'

const BATCH = 50
/** When it is tried again, while a payment or another refund is under way. */
const PUT_OFF_SECONDS = 10 * 60

/**
 * A job: settles no-shows that were marked an hour ago. The rest of what was paid is requested back in the commit
 * that says so; any number of processes may run it.
 *
 * @returns how many it looked at
 */
export const settleNoShows = (engine: Engine): Promise<number> =>
  inCells(engine, async (cell) => {
    const { now } = await readNow(cell)
    const due = await queries.findDue(cell, now, BATCH)
    await each(due, { which: ({ id }) => `order ${id}`, most: 1 }, (one) =>
      settleNoShow(engine, one),
    )
    return due.length
  })

/** Settles one that is due; does nothing where it was taken back or settled meanwhile. */
export async function settleNoShow(
  engine: Engine,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
): Promise<void> {
  const done = await engine.cell(storeId).transaction(async (tx) => {
    const order = await lockOrder(tx, storeId, id)
    const noShow = order && (await queries.readNoShow(tx, order))
    if (!order || !noShow || noShow.settledAt || tx.now < noShow.dueAt) return undefined
    return { refunding: await settle(engine, tx, order, noShow), isOwned: order.buyerId !== null }
  }, storeId)
  if (done) await sendRefunds(engine, done)
}

/** One that was canceled meanwhile holds nothing, and its guest was told. */
async function settle(engine: Engine, tx: Tx, order: Order, { terms }: queries.NoShowRow) {
  const { payers } = await lockMoney(tx, order)
  const held = order.status === 'paid' ? leftOf(order, payers) : 0
  if (held instanceof Problem) {
    await queries.putOff(tx, order, later(tx.now, PUT_OFF_SECONDS))
    return []
  }
  const outcome = outcomeOf(terms, { held, heads: headsOf(order) })
  await queries.writeSettled(tx, order, { ...outcome, held })
  if (held === 0) return []
  const { kept, refund } = outcome
  await publish(tx, {
    topic: 'order.no-show',
    storeId: order.storeId,
    subjectId: order.id,
    body: { orderId: order.id, kept, refund, currency: order.currency },
  })
  return refundPart(engine, tx, payers, { amount: refund, reason: NO_SHOW })
}
