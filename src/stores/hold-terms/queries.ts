import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { HoldTerms } from './rules.ts'

export const readHoldTerms = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<HoldTerms>(sql`
    select asks_phone as phone, pays_at_once as "payAtOnce" from stores where id = ${storeId}
  `)

export const writeHoldTerms = (tx: Tx, storeId: Id<'Store'>, { phone, payAtOnce }: HoldTerms) =>
  tx.run(sql`
    update stores set asks_phone = ${phone}, pays_at_once = ${payAtOnce} where id = ${storeId}
  `)
