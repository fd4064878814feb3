import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { uuids } from '../postgres/literal.ts'
import { type Many, type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Refund } from './refund-rules.ts'
import type { Payment } from './rules.ts'

// Lock order: places by id, then orders, then payments.

const paymentColumns = sql`
  p.store_id as "storeId", p.id, p.order_id as "orderId", p.attempt, p.gateway,
  p.wallet_part as "walletPart", p.state, p.version,
  p.amount, p.tax_free as "taxFree", p.currency, p.device, p.reference, p.redirect, p.launch,
  p.client_token as "clientToken", p.approval_reference as "approvalReference", p.approved,
  p.refunded, p.method, p.receipt_url as "receiptUrl", p.deposit, p.reason, p.created_at as "createdAt", p.changed_at as "changedAt",
  p.session_expires_at as "sessionExpiresAt", p.check_at as "checkAt", p.checks`

export const lockPayment = (tx: Tx, storeId: Id<'Store'>, id: Id<'Payment'>) =>
  tx.together(lockEach, storeId, id)

const lockEach: Many<Id<'Payment'>, Payment | undefined> = async (tx, ids, storeId) => {
  const locked = await tx.rows<Payment>(sql`
    select ${paymentColumns} from payments p
     where p.store_id = ${storeId} and p.id = any(${uuids(ids)}::uuid[])
     order by p.id
       for update of p
  `)
  const byId = new Map(locked.map((payment) => [payment.id, payment]))
  return ids.map((id) => byId.get(id))
}

/** Locks all attempts to pay an order, latest first. */
export const lockAttempts = (tx: Tx, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  tx.together(lockAttemptsEach, storeId, orderId)

const lockAttemptsEach: Many<Id<'Order'>, Payment[]> = async (tx, orderIds, storeId) => {
  const locked = await lockAttemptsOf(tx, storeId, orderIds)
  const byOrder = Map.groupBy(locked, ({ orderId }) => orderId)
  return orderIds.map((id) => (byOrder.get(id) ?? []).sort((a, b) => b.attempt - a.attempt))
}

/** The same without locks. */
export const readAttempts = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.rows<Payment>(sql`
    select ${paymentColumns} from payments p
     where p.store_id = ${storeId} and p.order_id = ${orderId}
     order by p.attempt desc
  `)

/** The same of some orders of a store. */
export const readAttemptsOf = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<Payment>(sql`
    select ${paymentColumns} from payments p
     where p.store_id = ${storeId} and p.order_id = any(${uuids(orderIds)}::uuid[])
     order by p.attempt desc
  `)

export const readPayment = (on: Queryable, storeId: Id<'Store'>, id: Id<'Payment'>) =>
  on.maybe<Payment>(sql`
    select ${paymentColumns} from payments p where p.store_id = ${storeId} and p.id = ${id}
  `)

export const readPayments = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Payment'>[]) =>
  on.rows<Payment>(sql`
    select ${paymentColumns} from payments p
     where p.store_id = ${storeId} and p.id = any(${uuids(ids)}::uuid[])
  `)

/**
 * Locks all attempts to pay these orders of a store. One index scan for each order: as a single
 * filter, or with the store in it, a young table may be scanned by store (4 ms instead of 0.4).
 */
export const lockAttemptsOf = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<Payment>(sql`
    select attempt.*
      from unnest(${uuids([...orderIds].sort())}::uuid[]) as asked (order_id)
      cross join lateral (
        select ${paymentColumns} from payments p
         where p.order_id = asked.order_id
        offset 0
           for update of p
      ) as attempt
     where attempt."storeId" = ${storeId}
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

/** Finds a payment through its buyer's order. */
export const readOwnPayment = (on: Queryable, buyerId: Id<'Account'>, id: Id<'Payment'>) =>
  on.maybe<Payment>(sql`
    select ${paymentColumns}
      from orders o
      join payments p on p.store_id = o.store_id and p.order_id = o.id
     where o.buyer_id = ${buyerId} and p.id = ${id}
  `)

/** Inserts an attempt and the first entry of its history. */
export const insertPayment = (tx: Tx, payment: Payment): Promise<void> =>
  tx.together(insertEach, payment.storeId, payment)

const insertEach: Many<Payment, void> = async (tx, begun, storeId) => {
  await tx.run(sql`
    with given as (
      select * from unnest(
        ${uuids(begun.map(({ id }) => id))}::uuid[],
        ${uuids(begun.map(({ orderId }) => orderId))}::uuid[],
        ${begun.map(({ attempt }) => attempt)}::integer[],
        ${begun.map(({ gateway }) => gateway)}::text[],
        ${uuids(begun.map(({ walletPart }) => walletPart))}::uuid[],
        ${begun.map(({ state }) => state)}::text[],
        ${begun.map(({ amount }) => amount)}::bigint[],
        ${begun.map(({ taxFree }) => taxFree)}::bigint[],
        ${begun.map(({ currency }) => currency)}::text[],
        ${begun.map(({ device }) => device)}::text[],
        ${begun.map(({ checkAt }) => checkAt)}::timestamptz[]
      ) as given (id, order_id, attempt, gateway, wallet_part, state, amount, tax_free, currency,
                  device, check_at)
    ), begun as (
      insert into payments (store_id, id, order_id, attempt, gateway, wallet_part, state, amount,
                            tax_free, currency, device, created_at, changed_at, check_at)
      select ${storeId}, id, order_id, attempt, gateway, wallet_part, state, amount, tax_free,
             currency, device, ${tx.now}, ${tx.now}, check_at
        from given
    )
    insert into payment_events (store_id, payment_id, seq, state, at)
    select ${storeId}, id, 1, state, ${tx.now} from given
  `)
  return begun.map(() => undefined)
}

/** Inserts attempts that are paid at once, with history and events. */
export const insertPaid = (tx: Tx, paid: readonly Payment[]) =>
  tx.run(sql`
    with given as (
      select * from unnest(
        ${paid.map(({ storeId }) => storeId)}::uuid[], ${paid.map(({ id }) => id)}::uuid[],
        ${paid.map(({ orderId }) => orderId)}::uuid[],
        ${paid.map(({ attempt }) => attempt)}::integer[],
        ${paid.map(({ gateway }) => gateway)}::text[],
        ${paid.map(({ amount }) => amount)}::bigint[],
        ${paid.map(({ taxFree }) => taxFree)}::bigint[],
        ${paid.map(({ currency }) => currency)}::text[],
        ${paid.map(({ device }) => device)}::text[],
        ${paid.map(({ method }) => method)}::text[]
      ) as given (store_id, id, order_id, attempt, gateway, amount, tax_free, currency, device,
                  method)
    ), paid as (
      insert into payments (store_id, id, order_id, attempt, gateway, state, amount, tax_free,
                            currency, device, approved, method, created_at, changed_at)
      select store_id, id, order_id, attempt, gateway, 'fulfilled', amount, tax_free, currency,
             device, amount, method, ${tx.now}, ${tx.now}
        from given
    ), told as (
      insert into outbox (store_id, topic, subject_id, body, at)
      select store_id, 'payment.fulfilled', id, jsonb_build_object(
               'paymentId', id, 'orderId', order_id, 'gateway', gateway, 'state', 'fulfilled',
               'amount', amount, 'refunded', 0, 'currency', currency), ${tx.now}
        from given
    )
    insert into payment_events (store_id, payment_id, seq, state, amount, at)
    select store_id, id, 1, 'fulfilled', amount, ${tx.now} from given
  `)

const LEASE_SECONDS = 30

/** Leases due payments for 30 seconds. */
export const leaseDue = (on: Queryable, now: Date, gateway: string, most: number) =>
  on.rows<Payment & { isSessionOver: boolean }>(sql`
    update payments p
       set check_at = ${later(now, LEASE_SECONDS)}
     where (p.store_id, p.id) in (
             select store_id, id from payments
              where gateway = ${gateway} and check_at <= ${now}
              order by check_at
              limit ${most}
                for update skip locked
           )
    returning ${paymentColumns},
              coalesce(p.session_expires_at <= ${now}, false) as "isSessionOver"
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
