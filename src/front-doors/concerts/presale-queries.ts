import type { Id } from '../../kernel/id.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { sellsBy } from '../../stores/queries.ts'
import type { Code } from './rules.ts'

/** For which performances the code `c` is valid; null: for all. */
const performancesOfCode = sql`
  (select array_agg(f.performance_id order by f.performance_id) from presale_code_performances f
    where f.store_id = c.store_id and f.code_id = c.id) as "performanceIds"`

/** Whether the code `c` is valid for the performance `p`. */
export const isCodeForPerformance = sql`
  (not exists (select 1 from presale_code_performances f
                where f.store_id = c.store_id and f.code_id = c.id)
   or exists (select 1 from presale_code_performances f
               where f.store_id = c.store_id and f.code_id = c.id and f.performance_id = p.id))`

/** Presale codes by their text. */
export const readCodes = (on: Queryable, storeId: Id<'Store'>, codes: readonly string[]) =>
  on.rows<Code & { code: string }>(sql`
    select c.id, c.code, c.name, c.valid_from as "validFrom", c.valid_until as "validUntil",
           c.uses_most as "usesMost", ${performancesOfCode}
      from presale_codes c
     where c.store_id = ${storeId} and c.code = any(${codes}::text[]) and c.retired_at is null
  `)

const isThisHour = sql`a.since > excluded.since - interval '1 hour'`

/**
 * Counts a code as wrong before it is looked up, so that codes tried at once do not pass the limit.
 *
 * @returns undefined where the account has had `most` wrong ones in an hour, or there is no such concert
 */
export const takeAttempt = (tx: Tx, storeId: Id<'Store'>, accountId: Id<'Account'>, most: number) =>
  tx.maybe<{ since: Date }>(sql`
    insert into presale_attempts as a (store_id, account_id, since, wrong)
    select s.id, ${accountId}::uuid, ${tx.now}::timestamptz, 1
      from stores s
     where s.id = ${storeId} and ${sellsBy('concerts')}
        on conflict (store_id, account_id) do update
       set wrong = case when ${isThisHour} then a.wrong + 1 else 1 end,
           since = case when ${isThisHour} then a.since else excluded.since end
     where a.wrong < ${most} or not (${isThisHour})
    returning a.since
  `)

/** Gives an attempt back whose code was not wrong, unless another hour has begun. */
export const giveBackAttempt = (
  on: Queryable,
  storeId: Id<'Store'>,
  accountId: Id<'Account'>,
  since: Date,
) =>
  on.run(sql`
    update presale_attempts set wrong = wrong - 1
     where store_id = ${storeId} and account_id = ${accountId} and since = ${since} and wrong > 0
  `)

export interface StoredCode {
  readonly id: Id<'PresaleCode'>
  readonly name: string
  readonly code: string
  readonly validFrom: Date
  readonly validUntil: Date
  readonly usesMost: number
  readonly performanceIds: readonly Id<'Performance'>[] | null
}

/** Codes, with how often each was used; holds count. */
export const listCodes = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<StoredCode & { used: number; retired: boolean }>(sql`
    select c.id, c.name, c.code, c.valid_from as "validFrom", c.valid_until as "validUntil",
           c.uses_most as "usesMost", c.retired_at is not null as retired, ${performancesOfCode},
           coalesce((select p.capacity - p.remaining from places p
                      where p.key = 'presale/' || c.code and p.store_id = c.store_id), 0) as used
      from presale_codes c
     where c.store_id = ${storeId}
     order by c.valid_from, c.id
  `)

/** @returns 0 when there is such a code */
export const insertCode = (tx: Tx, storeId: Id<'Store'>, code: StoredCode) =>
  tx.run(sql`
    insert into presale_codes (store_id, id, name, code, valid_from, valid_until, uses_most)
    values (${storeId}, ${code.id}, ${code.name}, ${code.code}, ${code.validFrom},
            ${code.validUntil}, ${code.usesMost})
        on conflict (store_id, code) do nothing
  `)

/** Narrows a code to performances; those that the concert does not have are left out. */
export const insertCodePerformances = (
  tx: Tx,
  storeId: Id<'Store'>,
  codeId: Id<'PresaleCode'>,
  performanceIds: readonly Id<'Performance'>[],
) =>
  tx.run(sql`
    insert into presale_code_performances (store_id, code_id, performance_id)
    select store_id, ${codeId}, id from performances
     where store_id = ${storeId} and id = any(${uuids(performanceIds)}::uuid[])
  `)

export const retireCode = (tx: Tx, storeId: Id<'Store'>, id: Id<'PresaleCode'>) =>
  tx.run(sql`
    update presale_codes set retired_at = ${tx.now}
     where store_id = ${storeId} and id = ${id} and retired_at is null
  `)

/** Forgets the wrong codes of somebody who leaves. */
export async function eraseAttempts(tx: Tx, accountId: Id<'Account'>): Promise<void> {
  await tx.run(sql`delete from presale_attempts where account_id = ${accountId}`)
}
