import type { Id } from '../../kernel/id.ts'
import { sql } from '../../postgres/sql.ts'

// The pictures that other statements read beside their store `s`.

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

/** Of the store `s`: all of its pictures, the main one first. */
export const picturesOfStore = sql`
  (select coalesce(json_agg(${asObject} order by i.position), '[]')
     from store_pictures i where i.store_id = s.id)`

/** Of the store `s`: its main picture, or null. */
export const mainPictureOfStore = sql`
  (select ${asObject} from store_pictures i where i.store_id = s.id order by i.position limit 1)`
