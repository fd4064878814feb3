import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { DEPOSIT_HOURS } from './rules.ts'

export const readDepositHours = async (on: Queryable, storeId: Id<'Store'>): Promise<number> => {
  const terms = await on.maybe<{ hours: number }>(sql`
    select hours from deposit_terms where store_id = ${storeId}
  `)
  return terms?.hours ?? DEPOSIT_HOURS.usual
}

export const writeDepositHours = (tx: Tx, storeId: Id<'Store'>, hours: number) =>
  tx.run(sql`
    insert into deposit_terms (store_id, hours) values (${storeId}, ${hours})
        on conflict (store_id) do update set hours = excluded.hours
  `)
