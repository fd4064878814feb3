import { type Engine, perEngine } from '../engine.ts'
import { each } from '../kernel/each.ts'
import { readCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import { approve, closeAndLookUp, lookUp } from './approve.ts'
import { change } from './change.ts'
import { lookUpPaid } from './look-up-paid.ts'
import * as queries from './queries.ts'
import { lookUpRefund } from './refund.ts'
import { refundOwed } from './refund-owed.ts'
import type { Payment } from './rules.ts'

/** Concurrent calls to a gateway for a cell: more would exceed its quota. */
const AT_ONCE = 64

/** Concurrent webhook-triggered runs for a gateway in this process. */
const RUNS_MOST = 4

/**
 * Settles what a crash, a lost reply or a buyer who never returned left open, and refunds owed
 * balances. Safe in any number of processes: each payment is leased by one. Gateways run
 * independently: a slow one does not delay the others.
 *
 * @returns the number of payments and wallets processed
 * @throws after all are done, if one failed; its lease ends in 30 seconds
 */
export async function reconcile(engine: Engine): Promise<number> {
  const counts = await Promise.all([
    ...[...engine.gateways.keys()].map((name) => reconcileAt(engine, name)),
    refundOwed(engine),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}

/** The same for the payments of one gateway. */
export async function reconcileAt(engine: Engine, gateway: string): Promise<number> {
  const due = await readCells(engine, async (on) => {
    const { now } = await readNow(on)
    return queries.leaseDue(on, now, gateway, AT_ONCE)
  })
  await each(due, { which: ({ id }) => `payment ${id}` }, (payment) => settleOne(engine, payment))
  return due.length
}

const runs = perEngine(() => new Map<string, number>())

/**
 * Reconciles a gateway after a webhook. Above the bound, or on failure, it leaves the work to the
 * gateway's job, which runs about every second.
 */
export async function reconcileSoon(engine: Engine, gateway: string): Promise<void> {
  const running = runs(engine)
  const count = running.get(gateway) ?? 0
  if (count >= RUNS_MOST) return
  running.set(gateway, count + 1)
  try {
    await reconcileAt(engine, gateway)
  } catch {
    // A failed payment is due again in 30 seconds.
  } finally {
    running.set(gateway, (running.get(gateway) ?? 1) - 1)
  }
}

/** Reconciles one payment by its state. */
export async function settleOne(
  engine: Engine,
  payment: Payment & { readonly isSessionOver: boolean },
): Promise<Payment> {
  switch (payment.state) {
    case 'preparing': // the reply was lost: nobody can reach that session
      return engine.cell(payment.storeId).transaction(async (tx) => {
        const locked = await queries.lockPayment(tx, payment.storeId, payment.id)
        return locked?.state === 'preparing'
          ? change(tx, locked, 'expired', { checkAt: null, reason: 'answer-lost' })
          : payment
      })
    case 'authenticated':
      return approve(engine, payment)
    case 'declined':
    case 'quit':
    case 'expired':
      return closeAndLookUp(engine, payment)
    case 'ready':
      return payment.isSessionOver ? closeAndLookUp(engine, payment) : lookUp(engine, payment)
    case 'approving':
    case 'approve-unknown': {
      const looked = await lookUp(engine, payment)
      return looked.state === 'authenticated' ? approve(engine, looked) : looked
    }
    case 'refunding':
    case 'refund-pending':
    case 'refund-unknown':
      return lookUpRefund(engine, payment)
    case 'fulfilled':
    case 'partially-refunded':
    case 'refunded':
      return lookUpPaid(engine, payment)
    default:
      return payment
  }
}
