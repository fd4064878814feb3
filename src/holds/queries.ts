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

/** What counts: the latest. */
export const readReleaseDelay = (on: Queryable) =>
  on.maybe<{ seconds: number }>(sql`
    select seconds from release_delays order by changed_at desc, id desc limit 1
  `)

export const listReleaseDelays = (on: Queryable, most: number) =>
  on.rows<{ seconds: number; changedBy: string; changedAt: Date }>(sql`
    select seconds, changed_by as "changedBy", changed_at as "changedAt" from release_delays
     order by changed_at desc, id desc
     limit ${most}
  `)

export const insertReleaseDelay = (
  tx: Tx,
  { id, seconds, changedBy }: { id: string; seconds: number; changedBy: string },
) =>
  tx.run(sql`
    insert into release_delays (id, seconds, changed_by, changed_at)
    values (${id}, ${seconds}, ${changedBy}, ${tx.now})
  `)
