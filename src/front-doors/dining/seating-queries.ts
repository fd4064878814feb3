import { timeOf } from '../../bookings/quarter-rules.ts'
import { readTakenOf, type TakenAsk } from '../../bookings/taken-queries.ts'
import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import type { WallDate } from '../../kernel/time.ts'
import { uuids } from '../../postgres/literal.ts'
import { listed, type Queryable, type Sql, sql } from '../../postgres/sql.ts'
import { mainPictureOfStore, type Picture } from '../../stores/pictures/stored.ts'
import { pricingOfStore, sellsBy } from '../../stores/queries.ts'
import type { Store } from '../../stores/rules.ts'
import { type PreparedPlan, preparePlan } from './plan-rules.ts'
import {
  type DayHours,
  DEFAULT_TERMS,
  type SeatingTerms,
  type Service,
  servicesOn,
  type WeeklyService,
} from './seating-rules.ts'

/** Areas, tables and joins of a store `s` in the order of their owner, as text. */
export const planOfStore = sql`
  json_build_object(
    'areas', (select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name)
                     order by a.position), '[]')
                from dining_areas a where a.store_id = s.id and a.retired_at is null),
    'tables', (select coalesce(json_agg(json_build_object(
                        'id', t.id, 'areaId', t.area_id, 'name', t.name,
                        'seatsLeast', t.seats_least, 'seatsMost', t.seats_most,
                        'walkInOnly', t.walk_in_only, 'x', t.x, 'y', t.y, 'width', t.width,
                        'height', t.height, 'shape', t.shape) order by t.position), '[]')
                 from dining_tables t where t.store_id = s.id and t.retired_at is null),
    'joins', (select coalesce(json_agg(json_build_array(j.one_id, j.other_id)
                     order by j.one_id, j.other_id), '[]')
                from table_joins j where j.store_id = s.id))::text`

const hoursWhere = (which: Sql): Sql => sql`
  (select json_agg(json_build_object('weekday', h.weekday, 'opens', h.opens,
            'lastSeating', h.last_seating, 'closes', h.closes) order by h.weekday, h.opens)
     from service_hours h where h.store_id = s.id and ${which})`

export const weeklyOfStore = hoursWhere(sql`h.weekday is not null`)

/** Null: the defaults. */
export const termsOfStore = sql`
  (select json_build_object(
            'stepMinutes', t.step_minutes, 'horizonDays', t.horizon_days,
            'leadMinutes', t.lead_minutes, 'partyMost', t.party_most, 'wasteMost', t.waste_most,
            'pace', t.pace,
            'deposit', json_build_object('amount', t.deposit, 'per', t.deposit_per),
            'stays', (select json_agg(json_build_object('partyMost', y.party_most,
                               'minutes', y.minutes) order by y.party_most)
                        from party_stays y where y.store_id = t.store_id))
     from seating_terms t where t.store_id = s.id)`

/** In minutes, as they are stored. */
export interface ServiceRow {
  readonly weekday: number
  readonly opens: number
  readonly lastSeating: number
  readonly closes: number
}

export const serviceOf = ({ opens, lastSeating, closes }: ServiceRow): Service => ({
  opens: timeOf(opens),
  lastSeating: timeOf(lastSeating),
  closes: timeOf(closes),
})

export const weeklyOf = (rows: readonly ServiceRow[] | null): WeeklyService[] =>
  (rows ?? []).map((row) => ({ weekday: row.weekday, ...serviceOf(row) }))

/** What decides whether a party gets a table on a date. */
export interface Seating extends DayHours {
  readonly date: WallDate
  readonly restaurant: Pick<Store, 'id' | 'name' | 'timeZone' | 'pricing'>
  readonly timeZone: string
  readonly currency: Currency
  readonly image: Picture | null
  readonly plan: PreparedPlan
  readonly terms: SeatingTerms
  readonly now: Date
}

interface SeatingRow extends Pick<Seating, 'date' | 'currency' | 'image' | 'isClosed' | 'now'> {
  readonly restaurant: Seating['restaurant']
  readonly planText: string
  readonly weekly: readonly ServiceRow[] | null
  readonly special: readonly ServiceRow[] | null
  readonly terms: SeatingTerms | null
}

/** The facts of restaurants on dates; no rows where there is no restaurant. */
export async function readSeatings(
  on: Queryable,
  asks: readonly { readonly storeId: Id<'Store'>; readonly date: WallDate }[],
): Promise<Seating[]> {
  const rows = await on.rows<SeatingRow>(sql`
    select asked.date, s.currency, ${mainPictureOfStore} as image, clock_now() as now,
           json_build_object('id', s.id, 'name', s.name, 'timeZone', s.time_zone,
                             'pricing', ${pricingOfStore}) as restaurant,
           ${planOfStore} as "planText", ${weeklyOfStore} as weekly,
           ${hoursWhere(sql`h.date = asked.date`)} as special, ${termsOfStore} as terms,
           exists (select 1 from closed_dates c
                    where c.store_id = s.id and c.date = asked.date) as "isClosed"
      from unnest(
             ${listed(uuids(asks.map(({ storeId }) => storeId)), 'uuid')},
             ${listed(
               asks.map(({ date }) => date),
               'date',
             )}
           ) as asked (store_id, date)
      join stores s on s.id = asked.store_id and ${sellsBy('dining')}
  `)
  return rows.map(({ planText, weekly, special, terms, ...row }) => ({
    ...row,
    timeZone: row.restaurant.timeZone,
    plan: preparePlan(row.restaurant.id, planText),
    services: servicesOn(row.date, weeklyOf(weekly), special?.map(serviceOf)),
    terms: terms ?? DEFAULT_TERMS,
  }))
}

/**
 * What is taken of tables and arrivals that begin in a time, one row a table: a date of 200 bookings has
 * thousands of places.
 */
export const readTaken = (
  on: Queryable,
  asks: readonly TakenAsk[],
  now: Date,
  isForWaiting = false,
) => readTakenOf(on, asks, ofParties, { now, isForWaiting })

const ofParties = sql`
  (starts_with(p.key, 'table/')
   or (starts_with(p.key, 'arrival/') and not p.key like '%/block'))`

/** Where a party sits. */
export interface SeatsOf {
  readonly orderId: Id<'Order'>
  readonly area: string
  /** Their names. */
  readonly tables: readonly string[]
}

/** Which tables these orders have, and in which area they are, also once they are given back. */
export const readSeatsOf = (
  on: Queryable,
  asks: readonly { readonly storeId: Id<'Store'>; readonly orderId?: Id<'Order'> | undefined }[],
) =>
  on.rows<SeatsOf>(sql`
    select asked.order_id as "orderId", min(a.name) as area,
           json_agg(distinct t.name) as tables
      from unnest(
             ${uuids(asks.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(asks.map(({ orderId = null }) => orderId))}::uuid[]
           ) as asked (store_id, order_id)
      join order_lines l on l.store_id = asked.store_id and l.order_id = asked.order_id and l.aside
                        and l.status <> 'moved'
      join places p on p.store_id = l.store_id and p.id = l.place_id and starts_with(p.key, 'table/')
      join dining_tables t on t.store_id = p.store_id and t.id::text = split_part(p.key, '/', 2)
      join dining_areas a on a.store_id = t.store_id and a.id = t.area_id
     group by asked.order_id
  `)
