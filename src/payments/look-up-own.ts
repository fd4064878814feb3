import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { findInCells } from '../postgres/cells.ts'
import { lookUp } from './approve.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** Look-ups of one attempt after which a closed window is left to the schedule and to webhooks. */
const LOOK_UPS_MOST = 10

/**
 * Looks an open attempt up after the buyer's payment window closed, so that a page says "not paid" only
 * of what the gateway was asked about. Any other attempt is returned as it is; so is a bank transfer,
 * which comes later and is looked up on schedule.
 * Problems: payment-missing.
 */
export async function lookUpOwn(
  engine: Engine,
  { buyerId, paymentId }: { readonly buyerId: Id<'Account'>; readonly paymentId: Id<'Payment'> },
): Promise<rules.Payment> {
  const payment = await findInCells(engine, (on) => queries.readOwnPayment(on, buyerId, paymentId))
  if (!payment) throw rules.paymentMissing()
  const isOpen = payment.state === 'ready' && !payment.deposit
  return isOpen && payment.checks < LOOK_UPS_MOST ? lookUp(engine, payment) : payment
}
