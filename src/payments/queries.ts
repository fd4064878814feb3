import type { Id } from '../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Payment, PaymentState, Refund } from './rules.ts'

// Locks are taken in one order everywhere: places by id, then orders, then payments.

const paymentColumns = sql`
  p.store_id as "storeId", p.id, p.order_id as "orderId", p.attempt, p.gateway, p.state, p.version,
  p.amount, p.tax_free as "taxFree", p.currency, p.device, p.reference, p.redirect,
  p.client_token as "clientToken", p.approval_reference as "approvalReference", p.approved,
  p.refunded, p.method, p.reason, p.created_at as "createdAt", p.changed_at as "changedAt",
  p.session_expires_at as "sessionExpiresAt", p.check_at as "checkAt", p.checks`

export const lockPayment = (tx: Tx, storeId: Id<'Store'>, id: Id<'Payment'>) =>
  tx.maybe<Payment>(sql`
    select ${paymentColumns} from payments p
     where p.store_id = ${storeId} and p.id = ${id}
       for update of p
  `)

/** Every attempt to pay an order, latest first. Locks them. */
export const lockAttempts = (tx: Tx, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  tx.rows<Payment>(sql`
    select ${paymentColumns} from payments p
     where p.store_id = ${storeId} and p.order_id = ${orderId}
     order by p.attempt desc
       for update of p
  `)

export const readPayment = (on: Queryable, storeId: Id<'Store'>, id: Id<'Payment'>) =>
  on.maybe<Payment>(sql`
    select ${paymentColumns} from payments p where p.store_id = ${storeId} and p.id = ${id}
  `)

/** The latest attempt of each of these orders. */
export const readLatest = (
  on: Queryable,
  orders: readonly { readonly storeId: Id<'Store'>; readonly id: Id<'Order'> }[],
) =>
  on.rows<Payment>(sql`
    select latest.*
      from unnest(
             ${orders.map(({ storeId }) => storeId)}::uuid[],
             ${orders.map(({ id }) => id)}::uuid[]
           ) as asked (store_id, order_id)
      cross join lateral (
        select ${paymentColumns} from payments p
         where p.store_id = asked.store_id and p.order_id = asked.order_id
         order by p.attempt desc
         limit 1
      ) as latest
  `)

/** Finds a payment through the order of the buyer who asks. */
export const readOwnPayment = (on: Queryable, buyerId: Id<'Account'>, id: Id<'Payment'>) =>
  on.maybe<Payment>(sql`
    select ${paymentColumns}
      from orders o
      join payments p on p.store_id = o.store_id and p.order_id = o.id
     where o.buyer_id = ${buyerId} and p.id = ${id}
  `)

export const insertPayment = (tx: Tx, payment: Payment) =>
  tx.run(sql`
    insert into payments (store_id, id, order_id, attempt, gateway, state, amount, tax_free,
                          currency, device, created_at, changed_at, check_at)
    values (${payment.storeId}, ${payment.id}, ${payment.orderId}, ${payment.attempt},
            ${payment.gateway}, ${payment.state}, ${payment.amount}, ${payment.taxFree},
            ${payment.currency}, ${payment.device}, ${tx.now}, ${tx.now}, ${payment.checkAt})
  `)

/** Writes a payment whose row is locked; refuses one that was decided on an older version. */
export const writePayment = (tx: Tx, payment: Payment) =>
  tx.one<{ version: number }>(sql`
    update payments
       set state = ${payment.state}, version = version + 1, reference = ${payment.reference},
           redirect = ${payment.redirect && JSON.stringify(payment.redirect)}::jsonb,
           client_token = ${payment.clientToken},
           approval_reference = ${payment.approvalReference}, approved = ${payment.approved},
           refunded = ${payment.refunded}, method = ${payment.method}, reason = ${payment.reason},
           changed_at = ${payment.changedAt}, session_expires_at = ${payment.sessionExpiresAt},
           check_at = ${payment.checkAt}, checks = ${payment.checks}
     where store_id = ${payment.storeId} and id = ${payment.id} and version = ${payment.version}
    returning version
  `)

/** Adds a fact to a payment's history; numbered without a gap while the payment is locked. */
export const insertEvent = (
  tx: Tx,
  payment: Payment,
  event: { readonly state: PaymentState; readonly amount?: number; readonly facts?: object },
) =>
  tx.run(sql`
    insert into payment_events (store_id, payment_id, seq, state, amount, facts, at)
    select ${payment.storeId}, ${payment.id}, coalesce(max(seq), 0) + 1, ${event.state},
           ${event.amount ?? 0}, ${JSON.stringify(event.facts ?? {})}, ${tx.now}
      from payment_events
     where store_id = ${payment.storeId} and payment_id = ${payment.id}
  `)

/** Takes payments whose time to be looked at has come; nobody else takes them for half a minute. */
export const takeDue = (on: Queryable, most: number) =>
  on.rows<Payment>(sql`
    update payments p
       set check_at = clock_now() + interval '30 seconds'
     where (p.store_id, p.id) in (
             select store_id, id from payments
              where check_at <= clock_now()
              order by check_at
              limit ${most}
                for update skip locked
           )
    returning ${paymentColumns}
  `)

const refundColumns = sql`
  id, amount, tax_free as "taxFree", balance, reason, state, reference,
  created_at as "createdAt"`

export const insertRefund = (tx: Tx, payment: Payment, refund: Refund) =>
  tx.run(sql`
    insert into refunds (store_id, id, payment_id, amount, tax_free, balance, reason, state,
                         created_at)
    values (${payment.storeId}, ${refund.id}, ${payment.id}, ${refund.amount}, ${refund.taxFree},
            ${refund.balance}, ${refund.reason}, ${refund.state}, ${refund.createdAt})
  `)

export const writeRefund = (tx: Tx, payment: Payment, refund: Refund) =>
  tx.run(sql`
    update refunds
       set state = ${refund.state}, reference = ${refund.reference},
           done_at = case when ${refund.state} = 'done' then ${tx.now}::timestamptz end
     where store_id = ${payment.storeId} and id = ${refund.id}
  `)

export const readRefunds = (on: Queryable, payment: Payment) =>
  on.rows<Refund>(sql`
    select ${refundColumns} from refunds
     where store_id = ${payment.storeId} and payment_id = ${payment.id}
     order by id
  `)
