import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { readStore } from '../../stores/queries.ts'
import type { Store } from '../../stores/rules.ts'
import type { Count, Timetable } from './rules.ts'

export const timetableColumns = sql`
  t.store_id as "storeId", t.id, t.hour, t.minute, t.basic_remaining as "basicRemaining", t.price`

/** A shop as everybody may see it, with the clock. */
export const readShop = (on: Queryable, id: Id<'Store'>) => readStore(on, id, 'timetables')

export interface TimetablePage {
  /** The last one of the page before. */
  readonly after?: Pick<Timetable, 'hour' | 'minute' | 'id'> | undefined
  readonly skip?: number
  readonly limit: number
}

/** The timetables of a shop by time of day; a shop that is closed has none. */
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

/** One timetable of an open shop, with what its day needs. */
export const readTimetable = (on: Queryable, id: Id<'Timetable'>) =>
  on.maybe<Timetable & { timeZone: string; now: Date }>(sql`
    select ${timetableColumns}, s.time_zone as "timeZone", clock_now() as now
      from timetables t join stores s on s.id = t.store_id
     where t.id = ${id} and s.closed_at is null
  `)

/** How many of a place `p` are held by orders that are dead: they count as left. */
export const deadOn = sql`
  (select coalesce(sum(l.quantity), 0)::integer
     from order_lines l join orders o on o.store_id = l.store_id and o.id = l.order_id
    where l.store_id = p.store_id and l.place_id = p.id and l.status = 'held'
      and o.status = 'ready' and o.pinned_at is null and o.expires_at <= clock_now())`

/** What is left of the places with these keys; one that nobody took of is not here, and is full. */
export const countPlaces = (on: Queryable, storeId: Id<'Store'>, keys: readonly string[]) =>
  on.rows<Count & { key: string }>(sql`
    select p.key, p.id as "placeId", p.starts_at as "startsAt", p.remaining + ${deadOn} as remaining
      from unnest(${keys}::text[]) as asked (key)
      join places p on p.key = asked.key and p.store_id = ${storeId}
  `)

export interface OfferRow {
  readonly timetableId: Id<'Timetable'>
  readonly shop: Pick<Store, 'id' | 'name' | 'kind' | 'timeZone'>
  readonly timetable: Timetable | null
  readonly now: Date
}

/** All that a booking must know, for many at once. */
export const readOffers = (
  on: Queryable,
  storeId: Id<'Store'>,
  timetableIds: readonly Id<'Timetable'>[],
) =>
  on.rows<OfferRow>(sql`
    select asked.id as "timetableId", clock_now() as now,
           json_build_object('id', s.id, 'name', s.name, 'kind', s.kind,
                             'timeZone', s.time_zone) as shop,
           case when t.id is not null then
             json_build_object('storeId', t.store_id, 'id', t.id, 'hour', t.hour, 'minute', t.minute,
                               'basicRemaining', t.basic_remaining, 'price', t.price)
           end as timetable
      from unnest(${timetableIds}::uuid[]) as asked (id)
      join stores s on s.id = ${storeId} and s.front_door = 'timetables'
      left join lateral (select * from timetables where id = asked.id limit 1) as t
             on t.store_id = s.id
  `)
