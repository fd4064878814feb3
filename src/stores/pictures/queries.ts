import type { Id } from '../../kernel/id.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../postgres/sql.ts'
import { mayWorkAt } from '../queries.ts'
import type { By } from '../rules.ts'
import type { DecodedPicture } from './decoder-process.ts'
import type { PictureCounts, SubjectKind } from './rules.ts'
import { type Picture, picturesOf, picturesOfStore } from './stored.ts'

/** A subject of a store: a thing that its door sells, like a lot. Undefined: the store itself. */
export type Subject = Id<'Subject'> | undefined

/** Whether a picture `i` is of the subject. */
const isOf = (of: Subject): Sql => (of ? sql`i.subject_id = ${of}` : sql`i.subject_id is null`)

/** The public pictures of a store or of its subject; undefined if the store does not exist. */
export const listPictures = (on: Queryable, storeId: Id<'Store'>, of?: Subject) =>
  on.maybe<{ doors: readonly string[]; pictures: readonly Picture[] }>(sql`
    select s.front_door || s.also as doors,
           ${of ? picturesOf(sql`s.id`, sql`${of}::uuid`) : picturesOfStore} as pictures
      from stores s where s.id = ${storeId}
  `)

/** How many pictures there are, if the caller may work at the store. */
export const countPictures = (on: Queryable, by: By, storeId: Id<'Store'>, of: Subject) =>
  on.maybe<PictureCounts & { doors: readonly string[] }>(sql`
    select s.front_door || s.also as doors,
           (select count(*)::integer from store_pictures i
             where i.store_id = s.id and ${isOf(of)}) as pictures,
           (select count(*)::integer from store_pictures i where i.store_id = s.id) as "inStore"
      from stores s
     where s.id = ${storeId} and ${mayWorkAt(by)}
  `)

/** Adds a picture as the last one of its subject. */
export const insertPicture = (
  tx: Tx,
  storeId: Id<'Store'>,
  picture: DecodedPicture & Pick<Picture, 'id' | 'alt'> & { readonly kind?: SubjectKind },
  of?: Subject,
) =>
  tx.run(sql`
    insert into store_pictures
           (store_id, subject_id, of_menu, id, position, alt, width, height, large, small, tile)
    select ${storeId}, ${of ?? null}, ${picture.kind === 'item'}, ${picture.id}, coalesce(max(i.position), 0) + 1,
           ${picture.alt}, ${picture.width}::integer, ${picture.height}::integer,
           ${picture.large}, ${picture.small}, ${picture.tile}
      from store_pictures i where i.store_id = ${storeId} and ${isOf(of)}
  `)

/** @returns what it was of and where; undefined when the store has no such picture */
export const deletePicture = (tx: Tx, storeId: Id<'Store'>, id: Id<'Picture'>) =>
  tx.maybe<{ of: Id<'Subject'> | null; position: number }>(sql`
    delete from store_pictures where store_id = ${storeId} and id = ${id}
    returning subject_id as of, position
  `)

/** Moves up the pictures after a position that became free. */
export const closeGap = (tx: Tx, storeId: Id<'Store'>, of: Subject, position: number) =>
  tx.run(sql`
    update store_pictures i
       set position = i.position - 1
     where i.store_id = ${storeId} and ${isOf(of)} and i.position > ${position}
  `)

/** Puts pictures of a store in the order of `ids`, without gaps. */
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
  size: 'large' | 'small' | 'tile',
) =>
  on.maybe<{ bytes: Buffer }>(sql`
    select case ${size}::text when 'large' then large when 'tile' then coalesce(tile, small)
                else small end as bytes
      from store_pictures where store_id = ${storeId} and id = ${id}
  `)

/** Copies pictures to another subject, each under its new id. */
export const copyPictures = (
  tx: Tx,
  storeId: Id<'Store'>,
  copies: readonly { readonly of: Id<'Picture'>; readonly id: Id<'Picture'> }[],
  to: Id<'Subject'>,
) =>
  tx.run(sql`
    insert into store_pictures
           (store_id, subject_id, id, position, alt, width, height, large, small, tile)
    select ${storeId}, ${to}, copy.id, i.position, i.alt, i.width, i.height, i.large, i.small,
           i.tile
      from unnest(
             ${copies.map(({ of }) => of)}::uuid[], ${copies.map(({ id }) => id)}::uuid[]
           ) as copy (of_id, id)
      join store_pictures i on i.store_id = ${storeId} and i.id = copy.of_id
  `)
