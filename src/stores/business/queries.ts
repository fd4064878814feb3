import type { BusinessDetails } from '../../kernel/business.ts'
import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'

export const readBusiness = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<BusinessDetails>(sql`
    select company, representative, business_number as "businessNumber",
           mail_order_number as "mailOrderNumber", address, phone, email
      from store_businesses where store_id = ${storeId}
  `)

/** When a store is handed over: who sold there sells there no more. Its new owner is asked to say who does. */
export async function dropBusiness(tx: Tx, storeId: Id<'Store'>): Promise<void> {
  await tx.run(sql`delete from store_businesses where store_id = ${storeId}`)
}

export const writeBusiness = (tx: Tx, storeId: Id<'Store'>, business: BusinessDetails) =>
  tx.run(sql`
    insert into store_businesses (store_id, company, representative, business_number,
                                  mail_order_number, address, phone, email)
    values (${storeId}, ${business.company}, ${business.representative},
            ${business.businessNumber}, ${business.mailOrderNumber}, ${business.address},
            ${business.phone}, ${business.email})
        on conflict (store_id) do update
       set company = excluded.company, representative = excluded.representative,
           business_number = excluded.business_number,
           mail_order_number = excluded.mail_order_number, address = excluded.address,
           phone = excluded.phone, email = excluded.email
  `)

/** Reads every closed store: few are, and it runs now and then. */
export const removeOldBusinesses = (on: Queryable, closedBefore: Date, most: number) =>
  on.run(sql`
    delete from store_businesses
     where store_id = any(array(
             select b.store_id from store_businesses b join stores s on s.id = b.store_id
              where s.closed_at < ${closedBefore} limit ${most}))
  `)
