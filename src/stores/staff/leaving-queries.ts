import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'

export const listStoreIdsOf = (on: Queryable, ownerId: Id<'Account'>) =>
  on.rows<{ id: Id<'Store'> }>(sql`select id from stores where owner_id = ${ownerId}`)

/** Of stores that nobody owns any more. */
export async function deleteTeams(tx: Tx, storeIds: readonly Id<'Store'>[]): Promise<void> {
  if (storeIds.length === 0) return
  for (const table of [sql`staff`, sql`staff_invitations`, sql`staff_acts`])
    await tx.run(sql`delete from ${table} where store_id = any(${storeIds}::uuid[])`)
}

/** What was done stays known. */
export async function endTeams(tx: Tx, storeIds: readonly Id<'Store'>[]): Promise<void> {
  if (storeIds.length === 0) return
  await tx.run(sql`delete from staff where store_id = any(${storeIds}::uuid[])`)
  await tx.run(sql`
    update staff_invitations set state = 'revoked', ended_at = ${tx.now}
     where store_id = any(${storeIds}::uuid[]) and state = 'open'
  `)
}

export const deleteStaffOf = (tx: Tx, accountId: Id<'Account'>) =>
  tx.run(sql`delete from staff where account_id = ${accountId}`)

export const forgetAddress = (tx: Tx, email: string) =>
  tx.run(sql`
    update staff_invitations
       set email = null, ended_at = coalesce(ended_at, ${tx.now}),
           state = case state when 'open' then 'revoked' else state end
     where email = ${email}
  `)

export async function forgetPerson(tx: Tx, accountId: Id<'Account'>): Promise<void> {
  await tx.run(sql`update staff_acts set by_id = null where by_id = ${accountId}`)
  await tx.run(sql`update staff_acts set account_id = null where account_id = ${accountId}`)
}

/** Those that ended, or could be accepted, before then. */
export const forgetOld = (on: Queryable, now: Date, before: Date) =>
  on.run(sql`
    update staff_invitations
       set email = null, ended_at = coalesce(ended_at, ${now}),
           state = case state when 'open' then 'revoked' else state end
     where email is not null and coalesce(ended_at, expires_at) < ${before}
  `)
