import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'

/** What a store is found by. */
export interface Named {
  readonly door: string
  readonly name: string
  readonly category: string | null
  readonly province: string | null
  readonly district: string | null
  readonly address: string
  readonly tags: readonly string[]
  readonly dishes: readonly string[]
}

export const readNamed = (on: Queryable, storeId: Id<'Store'>) =>
  on.one<Named>(sql`
    select s.front_door as door, s.name, coalesce(p.category, s.kind) as category, p.province, p.district,
           coalesce(p.address, '') as address, coalesce(p.tags, '{}') as tags,
           array(select i.name from menu_items i where i.store_id = s.id
                  order by i.section, i.position limit 200) as dishes
      from stores s left join store_profiles p on p.store_id = s.id
     where s.id = ${storeId}
  `)

/** Of the code that makes the words; with a new one the job makes all of them anew. */
const VERSION = 2

export const writeWords = (
  tx: Tx,
  storeId: Id<'Store'>,
  { tokens, folded }: { readonly tokens: readonly string[]; readonly folded: string },
) =>
  tx.run(sql`
    insert into store_words (store_id, tokens, folded, version)
    values (${storeId}, ${tokens}::text[], ${folded}, ${VERSION})
        on conflict (store_id)
        do update set tokens = excluded.tokens, folded = excluded.folded, version = excluded.version
  `)

const isWordless = sql`
  not exists (select from store_words w where w.store_id = s.id and w.version >= ${VERSION})`

/** Stores without words or with those of an older version. */
export const listWordless = (on: Queryable, limit: number) =>
  on.rows<{ id: Id<'Store'> }>(sql`
    select s.id from stores s where ${isWordless} order by s.id limit ${limit}
  `)

/** Such a store with its lock, unless somebody else changes it just now. */
export const lockWordless = (tx: Tx, storeId: Id<'Store'>) =>
  tx.maybe(sql`
    select 1 from stores s where s.id = ${storeId} and ${isWordless}
       for no key update of s skip locked
  `)
