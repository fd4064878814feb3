import type { Id } from '../kernel/id.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { Store } from './rules.ts'

/** Who wants to see or change a store: an account, and whether it may at every store. */
export interface By {
  readonly accountId: Id<'Account'>
  /** Admins may. */
  readonly everyStore: boolean
}

/** The one rule of who may touch a store `s`. */
export const mayTouch = ({ accountId, everyStore }: By): Sql =>
  sql`(${everyStore}::boolean or s.owner_id = ${accountId})`

export interface Image {
  readonly id: Id<'Image'>
  readonly alt: string
  readonly width: number
  readonly height: number
}

/** A store with its pictures, the main one first. */
export interface PicturedStore extends Store {
  readonly images: readonly Image[]
}

/** The pictures of a store `s`, the main one first. */
export const imagesOf = sql`
  (select coalesce(json_agg(json_build_object(
            'id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height
          ) order by i.position), '[]')
     from restaurant_images i where i.store_id = s.id)`

/** The main picture of a store `s`, or null. */
export const imageOf = sql`
  (select json_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height)
     from restaurant_images i where i.store_id = s.id order by i.position limit 1)`

export const storeColumns = sql`
  s.id, s.front_door as door, s.kind, s.name, s.description, s.time_zone as "timeZone", s.currency,
  s.closed_at as "closedAt"`

export interface StorePage {
  /** Only those of this front door. */
  readonly door?: string | undefined
  /** The id of the last one of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

const paged = ({ door = null, after = null, limit }: Nullable<StorePage>): Sql => sql`
   and (${door}::text is null or s.front_door = ${door})
   and (${after}::uuid is null or s.id > ${after}::uuid)
 order by s.id
 limit ${limit}`

type Nullable<Page> = { readonly [Name in keyof Page]: Page[Name] | null }

/** Stores that sell, newest last. */
export const listStores = (on: Queryable, page: StorePage) =>
  on.rows<PicturedStore>(sql`
    select ${storeColumns}, ${imagesOf} as images from stores s
     where s.closed_at is null ${paged(page as Nullable<StorePage>)}
  `)

export interface SellingStore extends Store {
  readonly image: Image | null
}

/** Stores of one front door that offer something, oldest first. */
export const listSelling = (
  on: Queryable,
  { name, sells }: { readonly name: string; readonly sells: Sql },
  limit: number,
) =>
  on.rows<SellingStore>(sql`
    select ${storeColumns}, ${imageOf} as image from stores s
     where s.front_door = ${name} and s.closed_at is null and ${sells}
     order by s.id
     limit ${limit}
  `)

export const listOwnStores = (on: Queryable, ownerId: Id<'Account'>, page: StorePage) =>
  on.rows<PicturedStore>(sql`
    select ${storeColumns}, ${imagesOf} as images from stores s
     where s.owner_id = ${ownerId} ${paged(page as Nullable<StorePage>)}
  `)

/** A store as everybody may see it, with the clock. */
export const readStore = (on: Queryable, id: Id<'Store'>, door?: string) =>
  on.maybe<PicturedStore & { now: Date }>(sql`
    select ${storeColumns}, ${imagesOf} as images, clock_now() as now from stores s
     where s.id = ${id} and (${door ?? null}::text is null or s.front_door = ${door ?? null})
  `)

/** A store that the caller may touch; for anybody else it does not exist. */
export const readOwnStore = (on: Queryable, by: By, id: Id<'Store'>, door?: string) =>
  on.maybe<PicturedStore & { createdAt: Date; now: Date }>(sql`
    select ${storeColumns}, ${imagesOf} as images, s.created_at as "createdAt", clock_now() as now
      from stores s
     where s.id = ${id} and ${mayTouch(by)}
       and (${door ?? null}::text is null or s.front_door = ${door ?? null})
  `)

/** The same, locked, so that changes to a store and to what it offers follow one another. */
export const lockOwnStore = (tx: Tx, by: By, id: Id<'Store'>, door?: string) =>
  tx.maybe<Store>(sql`
    select ${storeColumns} from stores s
     where s.id = ${id} and ${mayTouch(by)}
       and (${door ?? null}::text is null or s.front_door = ${door ?? null})
       for no key update of s
  `)

export const insertStore = (tx: Tx, ownerId: Id<'Account'>, store: Store) =>
  tx.run(sql`
    insert into stores (id, owner_id, front_door, kind, name, description, time_zone, currency,
                        created_at)
    values (${store.id}, ${ownerId}, ${store.door}, ${store.kind}, ${store.name},
            ${store.description}, ${store.timeZone}, ${store.currency}, ${tx.now})
  `)

export const writeStore = (tx: Tx, { id, kind, name, description, closedAt }: Store) =>
  tx.run(sql`
    update stores
       set kind = ${kind}, name = ${name}, description = ${description}, closed_at = ${closedAt}
     where id = ${id}
  `)
