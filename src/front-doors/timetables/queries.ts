import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import type { PlacedItem } from '../../orders/offers.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { pricingOfStore, readStore, sellsBy } from '../../stores/queries.ts'
import type { Store } from '../../stores/rules.ts'
import type { Timetable } from './rules.ts'

export const timetableColumns = sql`
  t.store_id as "storeId", t.id, t.hour, t.minute, t.basic_remaining as "basicRemaining", t.price`

/** The public view of a shop, with the clock. */
export const readShop = (on: Queryable, id: Id<'Store'>) => readStore(on, id, 'timetables')

export interface TimetablePage {
  /** The last one of the previous page. */
  readonly after?: Pick<Timetable, 'hour' | 'minute' | 'id'> | undefined
  readonly skip?: number
  readonly limit: number
}

/** The timetables of a shop by time of day; none of a closed shop. */
export const listTimetables = (
  on: Queryable,
  storeId: Id<'Store'>,
  { after, skip = 0, limit }: TimetablePage,
) =>
  on.rows<Timetable>(sql`
    select ${timetableColumns}
      from timetables t join stores s on s.id = t.store_id
     where t.store_id = ${storeId} and s.closed_at is null
       and (${after?.id ?? null}::uuid is null
            or (t.hour, t.minute, t.id) > (${after?.hour ?? 0}::smallint,
                                           ${after?.minute ?? 0}::smallint,
                                           ${after?.id ?? null}::uuid))
     order by t.hour, t.minute, t.id
    offset ${skip}
     limit ${limit}
  `)

/** One timetable of an open shop, with its time zone and the clock. */
export const readTimetable = (on: Queryable, id: Id<'Timetable'>) =>
  on.maybe<Timetable & { timeZone: string; currency: Currency; now: Date }>(sql`
    select ${timetableColumns}, s.time_zone as "timeZone", s.currency, clock_now() as now
      from timetables t join stores s on s.id = t.store_id
     where t.id = ${id} and s.closed_at is null
  `)

export interface Offer {
  /** Of the place. */
  readonly key: string
  readonly shop: Pick<Store, 'id' | 'name' | 'kind' | 'timeZone' | 'currency' | 'pricing'> & {
    readonly ownerId: Id<'Account'>
  }
  readonly closedAt: Date | null
  readonly timetable: Timetable | null
  /** Of the place; null while it does not exist. */
  readonly startsAt: Date | null
}

/**
 * The facts of timetables for a batch; no rows when the shop does not exist. The lookup is by id
 * alone: with the store as well, a table without statistics is read by another index (measured: 781
 * pages instead of 4).
 */
export const readOffers = (
  on: Queryable,
  storeId: Id<'Store'>,
  items: readonly PlacedItem<Id<'Timetable'>>[],
) =>
  on.rows<Offer>(sql`
    select asked.key, s.closed_at as "closedAt", p.starts_at as "startsAt",
           json_build_object('id', s.id, 'name', s.name, 'kind', s.kind, 'timeZone', s.time_zone,
                             'currency', s.currency, 'pricing', ${pricingOfStore},
                             'ownerId', s.owner_id) as shop,
           case when t.id is not null then
             json_build_object('storeId', t.store_id, 'id', t.id, 'hour', t.hour, 'minute', t.minute,
                               'basicRemaining', t.basic_remaining, 'price', t.price)
           end as timetable
      from unnest(
             ${items.map(({ what }) => what)}::uuid[],
             ${items.map(({ place }) => place.key)}::text[],
             ${items.map(({ place }) => place.id)}::uuid[]
           ) as asked (id, key, place_id)
      join stores s on s.id = ${storeId} and ${sellsBy('timetables')}
      left join lateral (select * from timetables where id = asked.id limit 1) as t
             on t.store_id = s.id
      left join lateral (
             select starts_at from places where store_id = ${storeId} and id = asked.place_id limit 1
           ) as p on true
  `)
