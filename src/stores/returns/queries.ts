import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'

export const readOrigins = async (on: Queryable, storeId: Id<'Store'>): Promise<string[]> =>
  (
    await on.maybe<{ origins: string[] }>(
      sql`select return_origins as origins from stores where id = ${storeId}`,
    )
  )?.origins ?? []

export const writeOrigins = (tx: Tx, storeId: Id<'Store'>, origins: readonly string[]) =>
  tx.run(sql`update stores set return_origins = ${origins}::text[] where id = ${storeId}`)
