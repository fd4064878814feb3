import type { Id } from '../../../kernel/id.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, sql } from '../../../postgres/sql.ts'

/** How many of these are products of the shop. */
export const countProducts = async (
  on: Queryable,
  storeId: Id<'Store'>,
  ids: readonly Id<'Product'>[],
): Promise<number> =>
  (
    await on.one<{ count: number }>(sql`
      select count(*)::integer as count from products
       where store_id = ${storeId} and id = any(${uuids(ids)}::uuid[])
    `)
  ).count
