import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { MenuItem, MenuSection } from './rules.ts'

// A menu is protected by the lock of its store.

export const readMenu = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<{ currency: Currency; sections: { name: string; items: MenuItem[] }[] }>(sql`
    select s.currency,
           (select coalesce(json_agg(json_build_object('name', m.name, 'items', (
                     select coalesce(json_agg(json_build_object(
                              'name', i.name, 'description', i.description, 'price', i.price,
                              'soldOut', i.sold_out) order by i.position), '[]')
                       from menu_items i
                      where i.store_id = m.store_id and i.section = m.position)) order by m.position), '[]')
              from menu_sections m where m.store_id = s.id) as sections
      from stores s where s.id = ${storeId}
  `)

export const deleteItems = (tx: Tx, storeId: Id<'Store'>) =>
  tx.run(sql`delete from menu_items where store_id = ${storeId}`)

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
    insert into menu_items (store_id, section, position, name, description, price, sold_out)
    select ${storeId}, i.*
      from unnest(${items.map(({ section }) => section)}::integer[],
                  ${items.map(({ position }) => position)}::integer[],
                  ${items.map(({ name }) => name)}::text[],
                  ${items.map(({ description }) => description)}::text[],
                  ${items.map(({ price }) => price)}::bigint[],
                  ${items.map(({ soldOut }) => soldOut)}::boolean[]) as i
  `)
}
