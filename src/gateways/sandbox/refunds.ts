import { later } from '../../kernel/time.ts'
import { clockNow } from './clock.ts'
import { insertMove, type Ledger, movesOf } from './ledger.ts'
import { leftOf, type Move } from './rules.ts'

/**
 * Pending refunds. Each ends when the sandbox's clock reaches its
 * due time.
 */
export interface PendingRefund extends Omit<Move, 'type' | 'at'> {
  readonly ends: 'succeed' | 'fail'
  readonly state: 'pending' | 'done' | 'failed'
  readonly askedAt: Date
  readonly dueAt: Date
}

/** Ten minutes: longer than any call. */
export const PENDING_SECONDS = 600

export const insertPendingRefund = (
  { sql }: Ledger,
  refund: Omit<Move, 'type'> & Pick<PendingRefund, 'ends'>,
) =>
  sql.run`
    insert into pending_refunds (id, payment_id, amount, tax_free, vat, note, ends, asked_at, due_at)
    values (${refund.id}, ${refund.paymentId}, ${refund.amount}, ${refund.taxFree}, ${refund.vat},
            ${refund.note}, ${refund.ends}, ${refund.at.getTime()},
            ${later(refund.at, PENDING_SECONDS).getTime()})`

/** All slow refunds of a payment, ended ones included. */
export const pendingRefundsOf = ({ sql }: Ledger, paymentId: string): PendingRefund[] =>
  sql.all`
    select id, payment_id as "paymentId", amount, tax_free as "taxFree", vat, note, ends, state,
           asked_at as "askedAt", due_at as "dueAt"
      from pending_refunds where payment_id = ${paymentId} order by asked_at, rowid`.map(
    (row) =>
      ({
        ...row,
        askedAt: new Date(row.askedAt as number),
        dueAt: new Date(row.dueAt as number),
      }) as unknown as PendingRefund,
  )

/**
 * Ends the due refunds and returns them. One above the remaining amount
 * fails.
 */
export function endPendingRefunds(ledger: Ledger): PendingRefund[] {
  const now = clockNow(ledger)
  const due = ledger.sql.all`
    select id, payment_id as "paymentId" from pending_refunds
     where state = 'pending' and due_at <= ${now.getTime()} order by due_at, rowid`
  return due.map(({ id, paymentId }) => {
    const refund = pendingRefundsOf(ledger, String(paymentId)).find((one) => one.id === id)
    if (!refund) throw new Error('a refund that was just there is gone')
    const fits = refund.amount <= leftOf(movesOf(ledger, refund.paymentId)).amount
    const state = refund.ends === 'succeed' && fits ? 'done' : 'failed'
    if (state === 'done') insertMove(ledger, { ...refund, type: 'refund', at: refund.dueAt })
    ledger.sql.run`update pending_refunds set state = ${state} where id = ${refund.id}`
    return { ...refund, state }
  })
}
