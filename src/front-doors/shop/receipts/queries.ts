import type { BusinessDetails } from '../../../kernel/business.ts'
import type { Id } from '../../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'
import { usualTerms } from '../checkout/fee-rules.ts'

/** Who sells, and what a return costs; all of it is public. */
export interface Business extends BusinessDetails {
  /** Of one parcel back, in minor units. */
  readonly returnFee: number
}

export const readBusiness = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<Business>(sql`
    select coalesce(s.company, '') as company, coalesce(s.representative, '') as representative,
           coalesce(s.business_number, '') as "businessNumber",
           coalesce(s.mail_order_number, '') as "mailOrderNumber",
           coalesce(s.address, '') as address, coalesce(s.phone, '') as phone, s.email,
           coalesce(b.return_fee, ${usualTerms.fee}) as "returnFee"
      from (select ${storeId}::uuid as id) as asked
      left join store_businesses s on s.store_id = asked.id
      left join businesses b on b.store_id = asked.id
     where s.store_id is not null or b.store_id is not null
  `)

export const writeReturnFee = (tx: Tx, storeId: Id<'Store'>, returnFee: number) =>
  tx.run(sql`
    insert into businesses (store_id, return_fee) values (${storeId}, ${returnFee})
        on conflict (store_id) do update set return_fee = excluded.return_fee
  `)

/** What came back of the money of an order, with its tax-free part. */
export const readPaid = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.one<{ refunded: number; refundedTaxFree: number }>(sql`
    select coalesce(sum(r.amount), 0)::bigint as refunded,
           coalesce(sum(r.tax_free), 0)::bigint as "refundedTaxFree"
      from payments p
      join refunds r on r.store_id = p.store_id and r.payment_id = p.id
     where p.store_id = ${storeId} and p.order_id = ${orderId} and p.fulfilled_at is not null
       and r.state <> 'refused'
  `)
