import type { Eraser } from '../../../accounts/erasure.ts'
import { sql } from '../../../postgres/sql.ts'

/** Who leaves waits for nothing, and has changed no stock by name. */
export const eraseFromProducts: Eraser = async (tx, accountId) => {
  await tx.run(sql`delete from restock_alerts where account_id = ${accountId}`)
  await tx.run(sql`update stock_mails set account_id = null where account_id = ${accountId}`)
  await tx.run(sql`update product_imports set by_id = null where by_id = ${accountId}`)
  await tx.run(sql`update stock_changes set by_id = null where by_id = ${accountId}`)
}
