import type { Id } from '../kernel/id.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import { mainPictureOfStore, type Picture, picturesOfStore } from './pictures/stored.ts'
import type { By, Store } from './rules.ts'

/** Whether the caller may work at the store `s`; the only such rule in SQL. */
export const mayWorkAt = ({ callerId, everyStore, worksAt = [] }: By): Sql =>
  sql`(${everyStore}::boolean or s.owner_id = ${callerId} or s.id = any(${worksAt}::uuid[]))`

/** Whether the store `s` sells by a front door: its own, or a further one. */
export const sellsBy = (door: string): Sql => sql`(s.front_door = ${door} or ${door} = any(s.also))`

/** Whether the store `s` is found by people who do not have its address. */
export const isListed = sql`(s.closed_at is null and s.is_listed)`

/** A store with its pictures, the main one first. */
export interface PicturedStore extends Store {
  readonly images: readonly Picture[]
}

/** What the prices of the store `s` are, as JSON. */
export const pricingOfStore = sql`json_build_object('means', s.price_means, 'per', s.price_per)`

/** A store, as an order of what it sells shows it. */
export interface SellingStore
  extends Pick<Store, 'id' | 'name' | 'timeZone' | 'currency' | 'pricing'> {
  readonly image: Picture | null
}

export const sellingColumns = sql`
  s.id, s.name, s.time_zone as "timeZone", s.currency, ${pricingOfStore} as pricing,
  ${mainPictureOfStore} as image`

export const readSellingStore = (on: Queryable, storeId: Id<'Store'>, door: string) =>
  on.maybe<SellingStore>(sql`
    select ${sellingColumns} from stores s where s.id = ${storeId} and ${sellsBy(door)}
  `)

export const storeColumns = sql`
  s.id, s.front_door as door, s.also, s.kind, s.name, s.description, s.time_zone as "timeZone", s.currency,
  ${pricingOfStore} as pricing, s.closed_at as "closedAt"`

export interface StorePage {
  /** Only those of this front door. */
  readonly door?: string | undefined
  /** The cursor of the last one of the previous page. */
  readonly after?: string | undefined
  readonly limit: number
}

const ofDoor = (door: string | null): Sql => (door === null ? sql`true` : sellsBy(door))

const paged = ({ door = null, after = null, limit }: Nullable<StorePage>): Sql => sql`
   and ${ofDoor(door)}
   and (${after}::uuid is null or s.id > ${after}::uuid)
 order by s.id
 limit ${limit}`

type Nullable<Page> = { readonly [Name in keyof Page]: Page[Name] | null }

/** What a front door knows of whether a store `s` of its offers anything. */
export interface Selling {
  readonly name: string
  readonly sells: Sql
  /** When it is next: the list of the door is sorted by it. */
  readonly soonest?: Sql
}

/** A store on a list, with what the list is sorted by; null: by id alone. */
export interface ListedStore extends PicturedStore {
  readonly listedAt: Date | null
}

/** Whether the store `s` offers anything by one of these doors. */
export const offersAnything = (doors: Iterable<Selling>): Sql =>
  [...doors].reduce(
    (some, { name, sells }) => sql`${some} or (${sellsBy(name)} and ${sells})`,
    sql`false`,
  )

/**
 * Public stores: open ones that offer something. Newest last, or soonest first where that is the order
 * of their door.
 */
export function listStores(on: Queryable, doors: readonly Selling[], page: StorePage) {
  const { after, limit } = page
  const door = doors.find(({ name }) => name === page.door)
  if (door?.soonest) return listSoonest(on, { ...door, soonest: door.soonest }, after, limit)
  return on.rows<ListedStore>(sql`
    select ${storeColumns}, ${picturesOfStore} as images, null as "listedAt" from stores s
     where ${isListed} and (${offersAnything(doors)})
       ${paged({ door: null, ...page, after: after?.split('.').at(-1) ?? null })}
  `)
}

/** Where a store is sorted that is never next: later than any instant that a cursor may have. */
const NEVER = new Date(99_999_999_999_999)

function listSoonest(
  on: Queryable,
  { name, sells, soonest }: Required<Selling>,
  after: string | undefined,
  limit: number,
) {
  const [ms = '0', id = null] = after?.includes('.') ? after.split('.') : []
  return on.rows<ListedStore>(sql`
    select ${storeColumns}, ${picturesOfStore} as images, s.listed_at as "listedAt"
      from (select s.*, coalesce(date_trunc('milliseconds', ${soonest}),
                                 ${NEVER}::timestamptz) as listed_at
              from stores s
             where ${sellsBy(name)} and ${isListed} and ${sells}) as s
     where ${id}::uuid is null or (s.listed_at, s.id) > (${new Date(Number(ms))}, ${id}::uuid)
     order by s.listed_at, s.id
     limit ${limit}
  `)
}

export interface SellingStore extends Store {
  readonly image: Picture | null
}

/** Stores of one front door that offer something, oldest first. */
export const listSelling = (on: Queryable, { name, sells }: Selling, limit: number) =>
  on.rows<SellingStore>(sql`
    select ${storeColumns}, ${mainPictureOfStore} as image from stores s
     where ${sellsBy(name)} and ${isListed} and ${sells}
     order by s.id
     limit ${limit}
  `)

/** The same, as far as an address needs it. */
export const listSellingIds = (
  on: Queryable,
  { name, sells }: { readonly name: string; readonly sells: Sql },
  limit: number,
) =>
  on.rows<{ id: Id<'Store'> }>(sql`
    select s.id from stores s
     where ${sellsBy(name)} and ${isListed} and ${sells}
     order by s.id
     limit ${limit}
  `)

export type ShownStore = Pick<
  Store,
  'id' | 'door' | 'also' | 'kind' | 'name' | 'description' | 'timeZone'
> & {
  readonly image: Picture | null
}

/** What the pages of these stores are about. */
export const readShown = (on: Queryable, ids: readonly string[]) =>
  on.rows<ShownStore>(sql`
    select s.id, s.front_door as door, s.also, s.kind, s.name, s.description,
           s.time_zone as "timeZone", ${mainPictureOfStore} as image
      from stores s
     where s.id = any(${ids}::uuid[])
  `)

export const readOwner = (on: Queryable, storeId: Id<'Store'>) =>
  on.one<{ ownerId: Id<'Account'> }>(sql`
    select owner_id as "ownerId" from stores where id = ${storeId}
  `)

export const listOwnStores = (on: Queryable, by: By, page: StorePage) =>
  on.rows<PicturedStore>(sql`
    select ${storeColumns}, ${picturesOfStore} as images from stores s
     where ${mayWorkAt(by)} ${paged(page as Nullable<StorePage>)}
  `)

/** The public view of a store, with the clock. */
export const readStore = (on: Queryable, id: Id<'Store'>, door?: string) =>
  on.maybe<PicturedStore & { now: Date }>(sql`
    select ${storeColumns}, ${picturesOfStore} as images, clock_now() as now from stores s
     where s.id = ${id} and ${ofDoor(door ?? null)}
  `)

/** A store that the caller may work at; others do not find it. */
export const readOwnStore = (on: Queryable, by: By, id: Id<'Store'>, door?: string) =>
  on.maybe<PicturedStore & { createdAt: Date; now: Date }>(sql`
    select ${storeColumns}, ${picturesOfStore} as images, s.created_at as "createdAt", clock_now() as now
      from stores s
     where s.id = ${id} and ${mayWorkAt(by)}
       and ${ofDoor(door ?? null)}
  `)

/** The same, locked, so that changes to a store and to what it offers follow one another. */
export const lockOwnStore = (tx: Tx, by: By, id: Id<'Store'>, door?: string) =>
  tx.maybe<Store>(sql`
    select ${storeColumns} from stores s
     where s.id = ${id} and ${mayWorkAt(by)}
       and ${ofDoor(door ?? null)}
       for no key update of s
  `)

/** Locks a store against claims that make places of it, which share its key. */
export const lockAgainstClaims = (tx: Tx, id: Id<'Store'>) =>
  tx.run(sql`select from stores s where s.id = ${id} for update of s`)

export const insertStore = (
  tx: Tx,
  ownerId: Id<'Account'>,
  store: Omit<Store, 'also'> & {
    /** Whether its owner has verified their address. */
    readonly isListed?: boolean
  },
) =>
  tx.run(sql`
    insert into stores (id, owner_id, front_door, kind, name, description, time_zone, currency,
                        price_means, price_per, is_listed, created_at)
    values (${store.id}, ${ownerId}, ${store.door}, ${store.kind}, ${store.name},
            ${store.description}, ${store.timeZone}, ${store.currency}, ${store.pricing.means},
            ${store.pricing.per}, ${store.isListed ?? true}, ${tx.now})
  `)

export const writeStore = (tx: Tx, store: Store) =>
  tx.run(sql`
    update stores
       set kind = ${store.kind}, name = ${store.name}, description = ${store.description},
           time_zone = ${store.timeZone}, price_means = ${store.pricing.means},
           price_per = ${store.pricing.per}, closed_at = ${store.closedAt}
     where id = ${store.id}
  `)

/** Whether PostgreSQL knows a time zone by this name. */
export const isTimeZoneKnown = async (on: Queryable, name: string): Promise<boolean> =>
  (await on.maybe(sql`select 1 from time_zones where name = ${name}`)) !== undefined

/** The further doors that a store sells by. */
export const writeFurtherDoors = (tx: Tx, storeId: Id<'Store'>, doors: readonly string[]) =>
  tx.run(sql`update stores set also = ${doors}::text[] where id = ${storeId}`)
