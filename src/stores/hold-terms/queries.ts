import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { DepositTerms } from './deposit-rules.ts'
import type { HoldTerms } from './rules.ts'

export const readHoldTerms = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<HoldTerms>(sql`
    select asks_phone as phone, pays_at_once as "payAtOnce" from stores where id = ${storeId}
  `)

/** How often a guest may stay away before the store refuses them; null: it refuses nobody. */
export const readNoShowsMost = async (
  on: Queryable,
  storeId: Id<'Store'>,
): Promise<number | null> =>
  (
    await on.one<{ most: number | null }>(sql`
      select no_shows_most as most from stores where id = ${storeId}
    `)
  ).most

export const writeNoShowsMost = (tx: Tx, storeId: Id<'Store'>, most: number | null) =>
  tx.run(sql`update stores set no_shows_most = ${most} where id = ${storeId}`)

export const writeHoldTerms = (tx: Tx, storeId: Id<'Store'>, { phone, payAtOnce }: HoldTerms) =>
  tx.run(sql`
    update stores set asks_phone = ${phone}, pays_at_once = ${payAtOnce} where id = ${storeId}
  `)

/** Undefined: there is no store; without terms, it asks everybody. */
export const readDepositTerms = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<{ terms: DepositTerms | null; now: Date }>(sql`
    select case when deposit_no_shows is not null
                then json_build_object('noShows', deposit_no_shows, 'days', deposit_days)
            end as terms, clock_now() as now
      from stores where id = ${storeId}
  `)

export const writeDepositTerms = (tx: Tx, storeId: Id<'Store'>, terms: DepositTerms | null) =>
  tx.run(sql`
    update stores set deposit_no_shows = ${terms?.noShows ?? null}, deposit_days = ${terms?.days ?? null}
     where id = ${storeId}
  `)
