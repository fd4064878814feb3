import type { Id } from '../../../kernel/id.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'

export interface Category {
  readonly id: Id<'Category'>
  readonly name: string
}

/** The categories of a shop, in their order, with how many products each shows. */
export const listCategories = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<Category & { shown: number }>(sql`
    select c.id, c.name,
           (select count(*)::integer from products p
             where p.store_id = c.store_id and p.category_id = c.id and not p.hidden) as shown
      from categories c
     where c.store_id = ${storeId}
     order by c.position, c.id
  `)

export const hasCategory = async (on: Queryable, storeId: Id<'Store'>, id: Id<'Category'>) =>
  (await on.maybe(sql`select 1 from categories where store_id = ${storeId} and id = ${id}`)) !==
  undefined

/** Removes the categories that are not among these; their products have none then. */
export async function removeOthers(
  tx: Tx,
  storeId: Id<'Store'>,
  kept: readonly Id<'Category'>[],
): Promise<void> {
  const ids = uuids(kept)
  await tx.run(sql`
    update products set category_id = null
     where store_id = ${storeId} and category_id is not null
       and category_id <> all(${ids}::uuid[])
  `)
  await tx.run(sql`
    delete from categories where store_id = ${storeId} and id <> all(${ids}::uuid[])
  `)
}

/** Adds and renames, in this order. Names are freed first, so that two may be exchanged. */
export async function writeCategories(
  tx: Tx,
  storeId: Id<'Store'>,
  categories: readonly Category[],
): Promise<void> {
  const ids = uuids(categories.map(({ id }) => id))
  await tx.run(sql`
    update categories set name = substr(id::text, 1, 30)
     where store_id = ${storeId} and id = any(${ids}::uuid[])
  `)
  await tx.run(sql`
    insert into categories (store_id, id, name, position)
    select ${storeId}, given.id, given.name, given.position
      from unnest(${ids}::uuid[], ${categories.map(({ name }) => name)}::text[])
           with ordinality as given (id, name, position)
        on conflict (store_id, id) do update
           set name = excluded.name, position = excluded.position
  `)
}
