import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { mayWorkAt } from '../queries.ts'
import type { By } from '../rules.ts'
import type { DecodedPicture } from './decoder-process.ts'
import { type Picture, picturesOfStore } from './stored.ts'

/** The public pictures of a store; undefined if it does not exist. */
export const listPictures = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<{ pictures: readonly Picture[] }>(sql`
    select ${picturesOfStore} as pictures from stores s where s.id = ${storeId}
  `)

/** How many pictures a store has, if the caller may work there. */
export const countPictures = (on: Queryable, by: By, storeId: Id<'Store'>) =>
  on.maybe<{ pictures: number }>(sql`
    select (select count(*)::integer from store_pictures i where i.store_id = s.id) as pictures
      from stores s
     where s.id = ${storeId} and ${mayWorkAt(by)}
  `)

export const insertPicture = (
  tx: Tx,
  storeId: Id<'Store'>,
  picture: DecodedPicture & Pick<Picture, 'id' | 'alt'>,
) =>
  tx.run(sql`
    insert into store_pictures (store_id, id, position, alt, width, height, large, small)
    select ${storeId}, ${picture.id}, coalesce(max(position), 0) + 1, ${picture.alt},
           ${picture.width}::integer, ${picture.height}::integer, ${picture.large}, ${picture.small}
      from store_pictures where store_id = ${storeId}
  `)

/** @returns 0 when the store has no such picture */
export const deletePicture = (tx: Tx, storeId: Id<'Store'>, id: Id<'Picture'>) =>
  tx.run(sql`delete from store_pictures where store_id = ${storeId} and id = ${id}`)

/** Puts the pictures of a store in the order of `ids`, without gaps. */
export const placePictures = (tx: Tx, storeId: Id<'Store'>, ids: readonly Id<'Picture'>[]) =>
  tx.run(sql`
    update store_pictures p
       set position = wanted.position
      from unnest(${ids}::uuid[]) with ordinality as wanted (id, position)
     where p.store_id = ${storeId} and p.id = wanted.id
  `)

export const readPicture = (
  on: Queryable,
  storeId: Id<'Store'>,
  id: Id<'Picture'>,
  size: 'large' | 'small',
) =>
  on.maybe<{ bytes: Buffer }>(sql`
    select case when ${size} = 'small' then small else large end as bytes
      from store_pictures where store_id = ${storeId} and id = ${id}
  `)
