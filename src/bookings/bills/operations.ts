import type { Engine } from '../../engine.ts'
import { orThrow } from '../../kernel/problem.ts'
import type { Order } from '../../orders/rules.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { changeBooking, type GuestAsk } from '../visits/on-booking.ts'
import { readVisit } from '../visits/queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * Enters what a visit came to, in minor units; null takes it back.
 * Problems in order: order-missing, bill-without-visit.
 */
export const enterBill = (engine: Engine, ask: GuestAsk, amount: number | null) =>
  changeBooking(engine, ask, async (tx, order) => {
    orThrow(rules.enterBill(order, await readVisit(tx, order)))
    if (amount === null) await queries.removeBill(tx, order)
    else await queries.writeBill(tx, order, amount)
    return showBill(tx, order)
  })

/** What was entered, and what of it was paid before. */
export async function showBill(on: Queryable, order: Order) {
  const { bill, paid, means } = await queries.readBill(on, order)
  const money = (amount: number) => ({ amount, currency: order.currency })
  const split = bill === null ? undefined : rules.splitBill(bill, paid, means)
  return {
    means,
    paid: money(paid),
    bill: split ? money(split.bill) : null,
    toCollect: split ? money(split.toCollect) : null,
    toGiveBack: split ? money(split.toGiveBack) : null,
  }
}
