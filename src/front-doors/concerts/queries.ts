import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { dueBack } from '../../orders/alive.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../postgres/sql.ts'
import { mainPictureOfStore, type Picture } from '../../stores/pictures/stored.ts'
import { pricingOfStore, sellsBy } from '../../stores/queries.ts'
import type { Store } from '../../stores/rules.ts'
import { isCodeForPerformance } from './presale-queries.ts'
import type { Level, Performance, Seat } from './rules.ts'
import type { SeatWords } from './seat-rules.ts'

// Lock order of a claim: places, then the performance, shared. Whoever changes what a performance or
// a hall sells locks the performances first and then only reads places: no claim is under way then.

export const performanceColumns = sql`
  p.id, p.starts_at as "startsAt", p.sales_from as "salesFrom", p.sales_until as "salesUntil",
  p.canceled_at as "canceledAt"`

export interface HallFacts {
  readonly name: string
  readonly version: number
  readonly seats: number
}

/** What a store's hall is at this instant, without its seats. */
export const readHallFacts = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<HallFacts>(sql`
    select name, version, seats from halls where store_id = ${storeId}
  `)

export const listSeats = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<Seat>(sql`
    select id, section, row, number, x, y, level, kind from seats
     where store_id = ${storeId} and not retired
  `)

export const listLevels = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<Level>(sql`
    select code, name, price from price_levels
     where store_id = ${storeId} and not retired
     order by position, code
  `)

/** What a buyer may take at once. */
export const readLimit = (on: Queryable, storeId: Id<'Store'>) =>
  on.one<{ seatsPerOrder: number }>(sql`
    select places_per_order as "seatsPerOrder" from stores where id = ${storeId}
  `)

export const writeLimit = (tx: Tx, storeId: Id<'Store'>, seatsPerOrder: number) =>
  tx.run(sql`update stores set places_per_order = ${seatsPerOrder} where id = ${storeId}`)

export interface PerformanceCount extends Performance {
  readonly storeId: Id<'Store'>
  /** Seats for sale. */
  readonly capacity: number
  readonly taken: number
  /** A presale code is valid. */
  readonly isPresale: boolean
}

/**
 * Places that are due back, and not taken. Asked by `not in`, which is a hash table whatever PostgreSQL
 * believes of how many there are.
 */
const backIn = (storeIds: readonly Id<'Store'>[], now: Date): Sql =>
  dueBack((row) => sql`${row}.store_id = any(${uuids(storeIds)}::uuid[])`, now)

interface CountedTimes {
  readonly begins?: Date
  readonly ends?: Date
  /** Of each store only the first one that sells, now or later. */
  readonly isNext?: boolean
}

/** Performances of these stores that begin in a time, by start, with what is taken of each. */
export const countPerformances = (
  on: Queryable,
  storeIds: readonly Id<'Store'>[],
  now: Date,
  { begins = now, ends, isNext = false }: CountedTimes = {},
) =>
  on.rows<PerformanceCount>(sql`
    with back as materialized (${backIn(storeIds, now)})
    select p.store_id as "storeId", ${performanceColumns},
           coalesce(h.seats, 0) - held.seats as capacity, taken.seats as taken,
           exists (select 1 from presale_codes c
                    where c.store_id = p.store_id and c.retired_at is null
                      and c.valid_from <= ${now} and c.valid_until > ${now}
                      and ${isCodeForPerformance}) as "isPresale"
      from performances p
      left join halls h on h.store_id = p.store_id
      cross join lateral (
        select count(*)::integer as seats from held_back_seats b
         where b.store_id = p.store_id and b.performance_id = p.id
      ) as held
      cross join lateral (
        select count(*)::integer as seats from places s
         where s.store_id = p.store_id and s.starts_at = p.starts_at and s.remaining = 0
           and s.id not in (select place_id from back)
      ) as taken
     where p.store_id = any(${uuids(storeIds)}::uuid[]) and p.starts_at >= ${begins}
       and (${ends ?? null}::timestamptz is null or p.starts_at < ${ends ?? null})
       and (not ${isNext}::boolean
            or p.starts_at = (select min(n.starts_at) from performances n
                               where n.store_id = p.store_id and n.canceled_at is null
                                 and least(n.starts_at, n.sales_until) > ${now}))
     order by p.starts_at
  `)

export const readPerformance = (on: Queryable, storeId: Id<'Store'>, id: Id<'Performance'>) =>
  on.maybe<Performance>(sql`
    select ${performanceColumns} from performances p where p.store_id = ${storeId} and p.id = ${id}
  `)

/** The ids of taken seats of a performance. (18,000 of 20,000 taken: 11 ms.) */
export const readTaken = (on: Queryable, storeId: Id<'Store'>, id: Id<'Performance'>, now: Date) =>
  on.one<{ seats: number[] }>(sql`
    with back as materialized (${backIn([storeId], now)})
    select coalesce(array_agg(split_part(s.key, '/', 3)::integer), '{}') as seats
      from performances p
      join places s on s.store_id = p.store_id and s.starts_at = p.starts_at and s.remaining = 0
     where p.store_id = ${storeId} and p.id = ${id}
       and s.id not in (select place_id from back)
  `)

export const readHeldBack = (on: Queryable, storeId: Id<'Store'>, id: Id<'Performance'>) =>
  on.one<{ seats: number[] }>(sql`
    select coalesce(array_agg(seat_id), '{}') as seats from held_back_seats
     where store_id = ${storeId} and performance_id = ${id}
  `)

/** Reads performances and keeps them from changing until commit. */
export const keepPerformances = (
  on: Queryable,
  storeId: Id<'Store'>,
  ids: readonly Id<'Performance'>[],
) =>
  on.rows<Performance>(sql`
    select ${performanceColumns} from performances p
     where p.store_id = ${storeId} and p.id = any(${uuids(ids)}::uuid[])
     order by p.id
       for share
  `)

export interface SellingConcert {
  readonly store: Pick<Store, 'id' | 'name' | 'timeZone' | 'pricing'> & {
    readonly currency: Currency
  }
  readonly image: Picture | null
  readonly hasHall: boolean
}

/** A concert as a claim needs it. */
export const readSelling = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<SellingConcert>(sql`
    select json_build_object('id', s.id, 'name', s.name, 'timeZone', s.time_zone,
                             'currency', s.currency, 'pricing', ${pricingOfStore}) as store,
           ${mainPictureOfStore} as image,
           exists (select 1 from halls h where h.store_id = s.id) as "hasHall"
      from stores s
     where s.id = ${storeId} and ${sellsBy('concerts')}
  `)

export const isConcert = async (on: Queryable, storeId: Id<'Store'>): Promise<boolean> =>
  (await on.maybe(
    sql`select 1 from stores s where s.id = ${storeId} and ${sellsBy('concerts')}`,
  )) !== undefined

export interface SeatAsk {
  readonly performanceId: Id<'Performance'>
  readonly seatId: number
}

export interface SeatOffer extends SeatAsk, Pick<Seat, 'section' | 'row' | 'number' | 'kind'> {
  readonly level: string
  /** Minor units. */
  readonly price: number
  readonly isHeldBack: boolean
}

/** Seats as they are for sale; a seat that is not in the hall has no row. */
export const readSeatOffers = (on: Queryable, storeId: Id<'Store'>, asks: readonly SeatAsk[]) =>
  on.rows<SeatOffer>(sql`
    select asked.performance_id as "performanceId", asked.seat_id as "seatId", seat.*
      from unnest(
             ${uuids(asks.map(({ performanceId }) => performanceId))}::uuid[],
             ${asks.map(({ seatId }) => seatId)}::integer[]
           ) as asked (performance_id, seat_id)
     cross join lateral (
             select s.section, s.row, s.number, s.kind, s.level,
                    (select l.price from price_levels l
                      where l.store_id = s.store_id and l.code = s.level) as price,
                    exists (select 1 from held_back_seats b
                             where b.store_id = s.store_id
                               and b.performance_id = asked.performance_id
                               and b.seat_id = s.id) as "isHeldBack"
               from seats s
              where s.store_id = ${storeId} and s.id = asked.seat_id and not s.retired
             offset 0
           ) as seat
  `)

interface DescribedPlace {
  readonly storeId: Id<'Store'>
  readonly seatId: number | null
  /** Of a presale code's place. */
  readonly code: string | null
}

/** The words of seats with their hall, and of codes, in their order; also of what is not sold any more. */
export const readWords = (on: Queryable, places: readonly DescribedPlace[]) =>
  on.rows<SeatWords & { readonly hall: string; readonly codeName: string | null }>(sql`
    select coalesce(s.section, '') as section, coalesce(s.row, '') as row,
           coalesce(s.number, asked.seat_id, 0) as number, coalesce(h.name, '') as hall,
           c.name as "codeName"
      from unnest(
             ${uuids(places.map(({ storeId }) => storeId))}::uuid[],
             ${places.map(({ seatId }) => seatId)}::integer[],
             ${places.map(({ code }) => code)}::text[]
           ) with ordinality as asked (store_id, seat_id, code, place)
      left join seats s on s.store_id = asked.store_id and s.id = asked.seat_id
      left join halls h on h.store_id = asked.store_id
      left join presale_codes c on c.store_id = asked.store_id and c.code = asked.code
     order by asked.place
  `)

/** Whether a concert `s` has a performance that is not canceled. */
export const sells = sql`
  exists (select 1 from performances p
           where p.store_id = s.id and p.canceled_at is null and p.starts_at > clock_now())`

/** When the next performance begins that a concert `s` sells, now or later. */
export const soonest = sql`
  (select min(p.starts_at) from performances p
    where p.store_id = s.id and p.canceled_at is null
      and least(p.starts_at, p.sales_until) > clock_now())`

/** Some free regular seats of each price level at each of these performances. */
export const listFree = (
  on: Queryable,
  storeId: Id<'Store'>,
  performanceIds: readonly Id<'Performance'>[],
  now: Date,
  mostOfLevel: number,
) =>
  on.rows<{ performanceId: Id<'Performance'>; seatId: number; price: number }>(sql`
    with back as materialized (${backIn([storeId], now)})
    select free.performance_id as "performanceId", free.seat_id as "seatId", free.price
      from (
        select asked.id as performance_id, s.id as seat_id, l.price,
               row_number() over (partition by asked.id, l.code order by s.id) as at
          from unnest(${uuids(performanceIds)}::uuid[]) as asked (id)
          join seats s on s.store_id = ${storeId} and not s.retired and s.kind = 'regular'
          join price_levels l on l.store_id = s.store_id and l.code = s.level
         where not exists (select 1 from held_back_seats b
                            where b.store_id = s.store_id and b.performance_id = asked.id
                              and b.seat_id = s.id)
           and not exists (select 1 from places p
                            where p.key = 'seat/' || asked.id::text || '/' || s.id
                              and p.store_id = s.store_id and p.remaining = 0
                              and p.id not in (select place_id from back))
      ) as free
     where free.at <= ${mostOfLevel}
     order by free.performance_id, free.seat_id
  `)

/** The lowest and the highest price of a seat in the halls of these stores. */
export const listPriceRanges = (on: Queryable, storeIds: readonly Id<'Store'>[]) =>
  on.rows<{ storeId: Id<'Store'>; least: number; most: number }>(sql`
    select l.store_id as "storeId", min(l.price) as least, max(l.price) as most
      from price_levels l
     where l.store_id = any(${uuids(storeIds)}::uuid[])
       and exists (select 1 from seats s
                    where s.store_id = l.store_id and s.level = l.code and not s.retired)
     group by l.store_id
  `)
