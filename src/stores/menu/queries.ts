import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { mainPictureOf, type Picture } from '../pictures/stored.ts'
import type { MenuItem, MenuSection } from './rules.ts'

// A menu is protected by the lock of its store.

/** An item that is kept. */
export interface StoredItem extends MenuItem {
  readonly id: Id<'Subject'>
  readonly picture: Picture | null
}

export const readMenu = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<{ currency: Currency; sections: { name: string; items: StoredItem[] }[] }>(sql`
    select s.currency,
           (select coalesce(json_agg(json_build_object('name', m.name, 'items', (
                     select coalesce(json_agg(json_build_object(
                              'id', d.id, 'name', d.name, 'description', d.description,
                              'price', d.price, 'soldOut', d.sold_out,
                              'picture', ${mainPictureOf(sql`d.store_id`, sql`d.id`)})
                              order by d.position), '[]')
                       from menu_items d
                      where d.store_id = m.store_id and d.section = m.position)) order by m.position), '[]')
              from menu_sections m where m.store_id = s.id) as sections
      from stores s where s.id = ${storeId}
  `)

/** Whether the menu of a store has an item. */
export const isItemOf = async (
  on: Queryable,
  storeId: Id<'Store'>,
  id: Id<'Subject'>,
): Promise<boolean> =>
  (await on.maybe(sql`
    select 1 from menu_items where store_id = ${storeId} and id = ${id}
  `)) !== undefined

/** @returns the ids of what there was */
export const deleteItems = (tx: Tx, storeId: Id<'Store'>) =>
  tx.rows<{ id: Id<'Subject'> }>(sql`
    delete from menu_items where store_id = ${storeId} returning id
  `)

export const deleteSections = (tx: Tx, storeId: Id<'Store'>) =>
  tx.run(sql`delete from menu_sections where store_id = ${storeId}`)

export const insertSections = (tx: Tx, storeId: Id<'Store'>, names: readonly string[]) =>
  tx.run(sql`
    insert into menu_sections (store_id, position, name)
    select ${storeId}, m.at, m.name
      from unnest(${names}::text[]) with ordinality as m (name, at)
  `)

export const insertItems = (tx: Tx, storeId: Id<'Store'>, sections: readonly MenuSection[]) => {
  const items = sections.flatMap((section, at) =>
    section.items.map((item, place) => ({ ...item, section: at + 1, position: place + 1 })),
  )
  return tx.run(sql`
    insert into menu_items (store_id, section, position, name, description, price, sold_out, id)
    select ${storeId}, d.section, d.position, d.name, d.description, d.price, d.sold_out,
           coalesce(d.id, gen_random_uuid())
      from unnest(${items.map(({ section }) => section)}::integer[],
                  ${items.map(({ position }) => position)}::integer[],
                  ${items.map(({ name }) => name)}::text[],
                  ${items.map(({ description }) => description)}::text[],
                  ${items.map(({ price }) => price)}::bigint[],
                  ${items.map(({ soldOut }) => soldOut)}::boolean[],
                  ${items.map(({ id }) => id ?? null)}::uuid[])
           as d (section, position, name, description, price, sold_out, id)
  `)
}

/** Erases the pictures of items that the menu has no more. */
export const deletePicturesOfGone = (tx: Tx, storeId: Id<'Store'>) =>
  tx.run(sql`
    delete from store_pictures i
     where i.store_id = ${storeId} and i.of_menu
       and not exists (select from menu_items d where d.store_id = i.store_id and d.id = i.subject_id)
  `)
