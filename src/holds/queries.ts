import { listed, type Queryable, sql, type Tx } from '../postgres/sql.ts'

export const findPayers = (on: Queryable, accountIds: readonly string[]) =>
  on.rows<{ accountId: string }>(sql`
    select account_id as "accountId" from hold_payers
     where account_id = any(${listed(accountIds, 'uuid')})
  `)

export const insertPayer = (tx: Tx, accountId: string) =>
  tx.run(sql`
    insert into hold_payers (account_id, paid_at)
    values (${accountId}, ${tx.now})
        on conflict (account_id) do nothing
  `)

export const removePayer = (tx: Tx, accountId: string) =>
  tx.run(sql`delete from hold_payers where account_id = ${accountId}`)
