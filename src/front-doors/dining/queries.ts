import type { Id } from '../../kernel/id.ts'
import type { WallDate } from '../../kernel/time.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { mainPictureOfStore, type Picture, picturesOfStore } from '../../stores/pictures/stored.ts'
import { type PicturedStore, pricingOfStore, sellsBy, storeColumns } from '../../stores/queries.ts'
import type { Store } from '../../stores/rules.ts'
import type { TableTime } from './rules.ts'

/** The public view of a restaurant, with its closed dates and the clock. */
export const readRestaurant = (on: Queryable, id: Id<'Store'>) =>
  on.maybe<PicturedStore & { closedDates: WallDate[]; now: Date }>(sql`
    select ${storeColumns}, ${picturesOfStore} as images, clock_now() as now,
           (select coalesce(json_agg(c.date), '[]') from closed_dates c
             where c.store_id = s.id) as "closedDates"
      from stores s
     where s.id = ${id} and ${sellsBy('dining')}
  `)

export const tableTimeColumns = sql`
  t.id, t.weekday, to_char(t.at, 'HH24:MI') as time, t.capacity, t.price`

export const listTableTimes = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<TableTime>(sql`
    select ${tableTimeColumns} from table_times t
     where t.store_id = ${storeId} and t.retired_at is null
     order by t.weekday, t.at
  `)

/** The highest price of the table times that are offered; 0 without one. */
export const readDearest = (on: Queryable, storeId: Id<'Store'>) =>
  on.one<{ price: number }>(sql`
    select coalesce(max(t.price), 0) as price from table_times t
     where t.store_id = ${storeId} and t.retired_at is null
  `)

export const isClosedOn = (on: Queryable, storeId: Id<'Store'>, date: WallDate) =>
  on.one<{ isClosed: boolean }>(sql`
    select exists (select from closed_dates c
                    where c.store_id = ${storeId} and c.date = ${date}) as "isClosed"
  `)

export interface OfferAsk {
  readonly tableTimeId: Id<'TableTime'>
  readonly date: WallDate
}

export interface Offer extends OfferAsk {
  readonly restaurant: Pick<Store, 'id' | 'name' | 'timeZone' | 'pricing'>
  readonly image: Picture | null
  readonly tableTime: TableTime | null
  readonly isClosed: boolean
}

/** The facts of table times on dates for a claim; no rows when the restaurant does not exist. */
export const readOffers = (on: Queryable, storeId: Id<'Store'>, asks: readonly OfferAsk[]) =>
  on.rows<Offer>(sql`
    select asked.id as "tableTimeId", asked.date,
           json_build_object('id', s.id, 'name', s.name, 'timeZone', s.time_zone,
                             'pricing', ${pricingOfStore}) as restaurant,
           ${mainPictureOfStore} as image,
           (select json_build_object('id', t.id, 'weekday', t.weekday,
                     'time', to_char(t.at, 'HH24:MI'), 'capacity', t.capacity, 'price', t.price)
              from table_times t
             where t.store_id = s.id and t.id = asked.id and t.retired_at is null
           ) as "tableTime",
           exists (select 1 from closed_dates c
                    where c.store_id = s.id and c.date = asked.date) as "isClosed"
      from unnest(
             ${asks.map(({ tableTimeId }) => tableTimeId)}::uuid[],
             ${asks.map(({ date }) => date)}::date[]
           ) as asked (id, date)
      join stores s on s.id = ${storeId} and ${sellsBy('dining')}
  `)
