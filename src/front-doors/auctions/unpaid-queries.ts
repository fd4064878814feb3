import type { Id } from '../../kernel/id.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'

// Of the house: whoever sells, a win that was left unpaid counts.

/** For so long a win that was left unpaid counts. */
const COUNTED_DAYS = 180

/** How many wins each of these accounts has left unpaid; none: not among the keys. */
export async function countUnpaid(
  on: Queryable,
  accountIds: readonly Id<'Account'>[],
): Promise<ReadonlyMap<Id<'Account'>, number>> {
  const rows = await on.rows<{ accountId: Id<'Account'>; unpaid: number }>(sql`
    select account_id as "accountId", count(*)::integer as unpaid
      from unpaid_wins
     where account_id = any(${uuids(accountIds)}::uuid[])
       and at > clock_now() - make_interval(days => ${COUNTED_DAYS})
     group by account_id
  `)
  return new Map(rows.map(({ accountId, unpaid }) => [accountId, unpaid]))
}

export interface UnpaidWin {
  readonly accountId: Id<'Account'>
  readonly storeId: Id<'Store'>
  readonly lotId: Id<'Lot'>
  readonly at: Date
}

/** Marks an account; once a lot. */
export const insertUnpaid = (on: Queryable, { accountId, storeId, lotId, at }: UnpaidWin) =>
  on.run(sql`
    insert into unpaid_wins (account_id, lot_id, store_id, at)
    values (${accountId}, ${lotId}, ${storeId}, ${at})
        on conflict (account_id, lot_id) do nothing
  `)

/** It was paid after all. */
export const deleteUnpaid = (
  on: Queryable,
  { accountId, lotId }: Pick<UnpaidWin, 'accountId' | 'lotId'>,
) => on.run(sql`delete from unpaid_wins where account_id = ${accountId} and lot_id = ${lotId}`)

export const eraseUnpaid = (on: Queryable, accountId: Id<'Account'>) =>
  on.run(sql`delete from unpaid_wins where account_id = ${accountId}`)
