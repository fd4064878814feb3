import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { ReturnAddresses } from '../../stores/returns/operations.ts'
import type { Payment } from '../rules.ts'

type Named = Pick<Payment, 'storeId' | 'id'>

/** A window that is opened again takes the latest addresses. */
export const writeReturn = (tx: Tx, { storeId, id }: Named, { success, cancel }: ReturnAddresses) =>
  tx.run(sql`
    insert into payment_returns (store_id, payment_id, success_url, cancel_url)
    values (${storeId}, ${id}, ${success}, ${cancel})
        on conflict (store_id, payment_id)
        do update set success_url = excluded.success_url, cancel_url = excluded.cancel_url
  `)

export const readReturn = (on: Queryable, { storeId, id }: Named) =>
  on.maybe<ReturnAddresses>(sql`
    select success_url as success, cancel_url as cancel from payment_returns
     where store_id = ${storeId} and payment_id = ${id}
  `)
