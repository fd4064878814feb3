import type { Id } from '../kernel/id.ts'
import { uuids } from '../postgres/literal.ts'
import { type Many, sql, type Tx } from '../postgres/sql.ts'
import type { Payment, PaymentState } from './rules.ts'

// Call only under the payment's lock.

/** An entry of a payment's history. */
export interface Fact {
  readonly state: PaymentState
  readonly amount: number
  readonly facts: object
}

interface Move {
  readonly payment: Payment
  readonly history: readonly Fact[]
}

/** New values of payments as rows, with the history of their move. */
const paymentRows = (payments: readonly (Payment & Partial<Move>)[]) => sql`
  select * from jsonb_to_recordset(${JSON.stringify(payments)}::jsonb) as given (
    id uuid, state text, version integer, reference text, redirect jsonb, launch jsonb,
    deposit jsonb, "receiptUrl" text, "clientToken" text, "approvalReference" text,
    approved bigint, refunded bigint, method text, reason text, "changedAt" timestamptz,
    "sessionExpiresAt" timestamptz, "checkAt" timestamptz, checks integer, history jsonb,
    "orderId" uuid, gateway text, amount bigint, currency text
  )`

/**
 * Filters by the ids besides the join: with the join alone, a young table was scanned whole.
 */
const updatePayments = (storeId: string, payments: readonly Payment[]) => sql`
  update payments p
     set state = given.state, version = p.version + 1, reference = given.reference,
         redirect = given.redirect, launch = given.launch, deposit = given.deposit,
         receipt_url = given."receiptUrl", client_token = given."clientToken",
         approval_reference = given."approvalReference", approved = given.approved,
         refunded = given.refunded, method = given.method, reason = given.reason,
         changed_at = given."changedAt", session_expires_at = given."sessionExpiresAt",
         check_at = given."checkAt", checks = given.checks
    from given
   where p.store_id = ${storeId} and p.id = any(${uuids(payments.map(({ id }) => id))}::uuid[])
     and p.id = given.id and p.version = given.version
  returning p.id, p.version`

/** Writes a locked payment; fails if the decision used an older version. */
export const writePayment = (tx: Tx, payment: Payment) =>
  tx.together(writeEach, payment.storeId, payment)

const writeEach: Many<Payment, Versioned> = async (tx, payments, storeId) => {
  const rows = await tx.rows<Versioned>(sql`
    with given as (${paymentRows(payments)})
    ${updatePayments(storeId, payments)}
  `)
  return versionsOf(payments, rows)
}

/**
 * Writes a state change, or several at once, with a history entry and an outbox event for each. The
 * lock makes the history's numbers gapless.
 */
export const movePayment = (tx: Tx, payment: Payment, history: readonly Fact[]) =>
  tx.together(moveEach, payment.storeId, { payment, history })

const moveEach: Many<Move, Versioned> = async (tx, moves, storeId) => {
  const payments = moves.map(({ payment }) => payment)
  const rows = await tx.rows<Versioned>(sql`
    with given as (${paymentRows(moves.map(({ payment, history }) => ({ ...payment, history })))}),
    written as (${updatePayments(storeId, payments)}), noted as (
      insert into payment_events (store_id, payment_id, seq, state, amount, facts, at)
      select ${storeId}, id, last.seq + fact.at, fact.of ->> 'state',
             (fact.of ->> 'amount')::bigint, fact.of -> 'facts', ${tx.now}
        from written join given using (id)
       cross join lateral (
               select coalesce(max(e.seq), 0) as seq from payment_events e
                where e.store_id = ${storeId} and e.payment_id = given.id
             ) as last
       cross join lateral jsonb_array_elements(given.history) with ordinality as fact (of, at)
      returning payment_id, seq, state
    ), told as (
      insert into outbox (store_id, topic, subject_id, number, body, at)
      select ${storeId}, 'payment.' || noted.state, payment_id, seq, jsonb_build_object(
               'paymentId', payment_id, 'orderId', given."orderId", 'gateway', given.gateway,
               'state', noted.state, 'amount', given.amount, 'refunded', given.refunded,
               'currency', given.currency), ${tx.now}
        from noted join given on given.id = noted.payment_id
    )
    select id, version from written
  `)
  return versionsOf(payments, rows)
}

interface Versioned {
  readonly id: Id<'Payment'>
  readonly version: number
}

function versionsOf(payments: readonly Payment[], rows: readonly Versioned[]) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return payments.map(
    ({ id, version }) =>
      byId.get(id) ?? new Error(`payment ${id} is no longer at version ${version}`),
  )
}
