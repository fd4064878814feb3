import type { Engine } from '../engine.ts'
import { approve, look } from './approve.ts'
import { change } from './change.ts'
import * as queries from './queries.ts'
import { lookAtRefund } from './refund.ts'
import type { Payment } from './rules.ts'

const atOnce = 20

/**
 * Settles what was left unsettled: by a crash, by an answer that was lost, by a buyer who never
 * came back. Any number of processes may run it; each payment is taken by one.
 *
 * @returns how many payments it looked at
 * @throws when one of them broke, after the others are done; it is looked at again in half a minute
 */
export async function reconcile(engine: Engine): Promise<number> {
  const due = await queries.takeDue(engine.database, atOnce)
  const outcomes = await Promise.allSettled(due.map((payment) => reconcileOne(engine, payment)))
  const broken = outcomes.flatMap((it) => (it.status === 'rejected' ? [it.reason] : []))
  if (broken.length > 0) throw new AggregateError(broken, `${broken[0]}`)
  return due.length
}

async function reconcileOne(engine: Engine, payment: Payment): Promise<Payment> {
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
    case 'ready':
    case 'approving':
    case 'approve-unknown': {
      const looked = await look(engine, payment)
      return looked.state === 'authenticated' ? approve(engine, looked) : looked
    }
    case 'refunding':
    case 'refund-pending':
    case 'refund-unknown':
      return lookAtRefund(engine, payment)
    default:
      return payment
  }
}
