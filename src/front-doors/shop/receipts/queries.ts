import type { Id } from '../../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'

/** Who sells; all of it is public. */
export interface Business {
  readonly company: string
  readonly representative: string
  readonly businessNumber: string
  readonly mailOrderNumber: string
  readonly address: string
  readonly phone: string
  readonly email: string | null
  /** Of one parcel back, in minor units. */
  readonly returnFee: number
}

export const readBusiness = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<Business>(sql`
    select company, representative, business_number as "businessNumber",
           mail_order_number as "mailOrderNumber", address, phone, email,
           return_fee as "returnFee"
      from businesses where store_id = ${storeId}
  `)

export const writeBusiness = (tx: Tx, storeId: Id<'Store'>, business: Business) =>
  tx.run(sql`
    insert into businesses (store_id, company, representative, business_number, mail_order_number,
                            address, phone, email, return_fee)
    values (${storeId}, ${business.company}, ${business.representative},
            ${business.businessNumber}, ${business.mailOrderNumber}, ${business.address},
            ${business.phone}, ${business.email}, ${business.returnFee})
        on conflict (store_id) do update
       set company = excluded.company, representative = excluded.representative,
           business_number = excluded.business_number,
           mail_order_number = excluded.mail_order_number, address = excluded.address,
           phone = excluded.phone, email = excluded.email, return_fee = excluded.return_fee
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
