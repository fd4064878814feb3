import type { Id } from '../../kernel/id.ts'
import { type Sql, sql } from '../../postgres/sql.ts'

// The pictures that other statements read beside their store `s`, or beside a row of a door.

export interface Picture {
  readonly id: Id<'Picture'>
  /** What it shows, for who cannot see it. */
  readonly alt: string
  /** Of the large one, in pixels. */
  readonly width: number
  readonly height: number
}

const asObject = sql`
  json_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height)`

const listOf = (where: Sql): Sql => sql`
  (select coalesce(json_agg(${asObject} order by i.position), '[]')
     from store_pictures i where ${where})`

const mainOf = (where: Sql): Sql => sql`
  (select ${asObject} from store_pictures i where ${where} order by i.position limit 1)`

const ofStore = sql`i.store_id = s.id and i.subject_id is null`

/** Of the store `s` itself: all of its pictures, the main one first. */
export const picturesOfStore = listOf(ofStore)

/** Of the store `s` itself: its main picture, or null. */
export const mainPictureOfStore = mainOf(ofStore)

/** Of a subject of a store, like a lot: all of its pictures, the main one first. Both are columns. */
export const picturesOf = (storeId: Sql, subjectId: Sql): Sql =>
  listOf(sql`i.store_id = ${storeId} and i.subject_id = ${subjectId}`)

/** Of a subject of a store: its main picture, or null. Both are columns. */
export const mainPictureOf = (storeId: Sql, subjectId: Sql): Sql =>
  mainOf(sql`i.store_id = ${storeId} and i.subject_id = ${subjectId}`)
