import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
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
