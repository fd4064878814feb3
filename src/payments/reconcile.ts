import { type Engine, perEngine } from '../engine.ts'
import { readNow } from '../postgres/now.ts'
import { approve, look, lookAfterClosing } from './approve.ts'
import { change } from './change.ts'
import { lookAtPaid } from './paid.ts'
import { passOnDue } from './pass-on.ts'
import * as queries from './queries.ts'
import { lookAtRefund } from './refund.ts'
import type { Payment } from './rules.ts'

/** Calls at one gateway at a time: more would only meet its quota. */
const AT_ONCE = 64

/** Runs at one gateway at a time that webhooks cause in this process. */
const RUNS_MOST = 4

/**
 * Settles what was left unsettled: by a crash, by an answer that was lost, by a buyer who never
 * came back. Any number of processes may run it; each payment is taken by one. Gateways do not wait
 * for each other: a slow one keeps nobody else's money waiting. What is owed to who left is passed on.
 *
 * @returns how many payments, and wallets, it looked at
 * @throws when one of them broke, after the others are done; it is looked at again in half a minute
 */
export async function reconcile(engine: Engine): Promise<number> {
  const counts = await Promise.all([
    ...[...engine.gateways.keys()].map((name) => reconcileAt(engine, name)),
    passOnDue(engine),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}

/** The same for the payments of one gateway. */
export async function reconcileAt(engine: Engine, gateway: string): Promise<number> {
  const { now } = await readNow(engine.database)
  const due = await queries.takeDue(engine.database, now, gateway, AT_ONCE)
  const outcomes = await Promise.allSettled(due.map((payment) => settleOne(engine, payment)))
  const broken = outcomes.flatMap((it) => (it.status === 'rejected' ? [it.reason] : []))
  if (broken.length > 0) throw new AggregateError(broken, `${broken[0]}`)
  return due.length
}

const runs = perEngine(() => new Map<string, number>())

/**
 * Reconciles the payments of one gateway because of a webhook. Above the bound it does nothing, and a
 * run that fails says nothing: the job that reconciles this gateway looks within a second or so.
 */
export async function reconcileSoon(engine: Engine, gateway: string): Promise<void> {
  const running = runs(engine)
  const count = running.get(gateway) ?? 0
  if (count >= RUNS_MOST) return
  running.set(gateway, count + 1)
  try {
    await reconcileAt(engine, gateway)
  } catch {
    // Each payment that broke is due again in half a minute.
  } finally {
    running.set(gateway, (running.get(gateway) ?? 1) - 1)
  }
}

/** Does for one payment what its state asks for. */
export async function settleOne(
  engine: Engine,
  payment: Payment & { readonly isSessionOver: boolean },
): Promise<Payment> {
  switch (payment.state) {
    case 'preparing': // its answer was lost: a session that nobody can reach
      return engine.database.transaction(async (tx) => {
        const locked = await queries.lockPayment(tx, payment.storeId, payment.id)
        return locked?.state === 'preparing'
          ? change(tx, locked, 'expired', { checkAt: null, reason: 'answer-lost' })
          : payment
      })
    case 'authenticated':
      return approve(engine, payment)
    case 'declined':
    case 'expired':
      return lookAfterClosing(engine, payment)
    case 'ready':
      return payment.isSessionOver ? lookAfterClosing(engine, payment) : look(engine, payment)
    case 'approving':
    case 'approve-unknown': {
      const looked = await look(engine, payment)
      return looked.state === 'authenticated' ? approve(engine, looked) : looked
    }
    case 'refunding':
    case 'refund-pending':
    case 'refund-unknown':
      return lookAtRefund(engine, payment)
    case 'fulfilled':
    case 'partially-refunded':
    case 'refunded':
      return lookAtPaid(engine, payment)
    default:
      return payment
  }
}
