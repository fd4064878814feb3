import type { FindingDoor } from '../../../bookings/free-times.ts'
import { timeOf } from '../../../bookings/quarter-rules.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import { addDays, type WallDate, wallDate } from '../../../kernel/time.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, sql } from '../../../postgres/sql.ts'
import { mainPictureOf, type Picture } from '../../../stores/pictures/stored.ts'
import {
  type DateHours,
  hoursOfSpans,
  type Hours as OpeningHours,
  type Span,
} from '../../../stores/profile/hours-rules.ts'
import { sellsBy } from '../../../stores/queries.ts'
import type { AppointmentTerms, Hours, Person, Service, ShopBook, WeeklyHours } from './rules.ts'
import { DEFAULT_TERMS, FIRST_TERMS } from './rules.ts'

export interface PicturedPerson extends Person {
  readonly image: Picture | null
}

/** The book of a shop. */
export interface StoredBook extends ShopBook {
  readonly storeId: Id<'Store'>
  readonly name: string
  readonly currency: Currency
  readonly people: readonly PicturedPerson[]
  readonly now: Date
}

/** In minutes, as they are stored. */
interface HoursRow {
  readonly weekday: number
  readonly date: WallDate | null
  readonly begins: number
  readonly ends: number
}

interface PersonRow extends Omit<PicturedPerson, 'weekly' | 'special'> {
  readonly hours: readonly HoursRow[]
  readonly days: readonly WallDate[]
}

interface BookRow extends Omit<StoredBook, 'people' | 'terms'> {
  readonly people: readonly PersonRow[]
  readonly terms: Omit<AppointmentTerms, 'closedDates'> | null
  readonly closedDates: readonly WallDate[]
}

/** All services of a store `s` in the order of their owner. */
const servicesOfStore = sql`
  (select coalesce(json_agg(json_build_object(
            'id', v.id, 'name', v.name, 'category', v.category, 'description', v.description,
            'minutes', v.minutes, 'cleanupMinutes', v.cleanup_minutes, 'priceKind', v.price_kind,
            'price', v.price, 'deposit', v.deposit, 'isHidden', v.hidden) order by v.position), '[]')
     from shop_services v where v.store_id = s.id and v.retired_at is null)`

/** All people of a store `s` likewise. */
const peopleOfStore = sql`
  (select coalesce(json_agg(json_build_object(
            'id', w.id, 'name', w.name, 'introduction', w.introduction,
            'image', ${mainPictureOf(sql`w.store_id`, sql`w.id`)},
            'serviceIds', (select coalesce(json_agg(d.service_id order by v.position), '[]')
                             from person_services d
                             join shop_services v on v.store_id = d.store_id and v.id = d.service_id
                                                 and v.retired_at is null
                            where d.store_id = w.store_id and d.person_id = w.id),
            'hours', (select coalesce(json_agg(json_build_object('weekday', h.weekday,
                               'date', h.date, 'begins', h.begins, 'ends', h.ends)
                               order by h.weekday, h.begins), '[]')
                        from person_hours h where h.store_id = w.store_id and h.person_id = w.id),
            'days', (select coalesce(json_agg(d.date order by d.date), '[]')
                       from person_days d
                      where d.store_id = w.store_id and d.person_id = w.id)
          ) order by w.position), '[]')
     from shop_people w where w.store_id = s.id and w.retired_at is null)`

/** The books of these shops with dates from yesterday on, in one statement; no row where there is no shop. */
export async function readBooks(
  on: Queryable,
  storeIds: readonly Id<'Store'>[],
): Promise<StoredBook[]> {
  const rows = await on.rows<BookRow>(sql`
    select s.id as "storeId", s.name, s.time_zone as "timeZone", s.currency, clock_now() as now,
           ${servicesOfStore} as services, ${peopleOfStore} as people,
           (select json_build_object('stepMinutes', t.step_minutes, 'horizonDays', t.horizon_days,
                                     'leadMinutes', t.lead_minutes, 'servicesMost', t.services_most)
              from appointment_terms t where t.store_id = s.id) as terms,
           (select coalesce(json_agg(c.date order by c.date), '[]')
              from shop_closed_dates c where c.store_id = s.id) as "closedDates"
      from unnest(${uuids(storeIds)}::uuid[]) as asked (store_id)
      join stores s on s.id = asked.store_id and ${sellsBy('timetables')}
  `)
  return rows.map(({ people, terms, closedDates, ...row }) => {
    const yesterday = addDays(wallDate(row.now, row.timeZone), -1)
    const usual = people.length === 0 ? FIRST_TERMS : DEFAULT_TERMS
    const coming = (dates: readonly WallDate[]) => dates.filter((date) => date >= yesterday)
    return {
      ...row,
      terms: { ...(terms ?? usual), closedDates: coming(closedDates) },
      people: people.map((person) => personOf({ ...person, days: coming(person.days) })),
    }
  })
}

const personOf = ({ hours, days, ...person }: PersonRow): PicturedPerson => ({
  ...person,
  weekly: hours.flatMap((row): WeeklyHours | [] =>
    row.date === null ? { weekday: row.weekday, ...hoursOf(row) } : [],
  ),
  special: days.map((date) => ({
    date,
    hours: hours.filter((row) => row.date === date).map(hoursOf),
  })),
})

const hoursOf = ({ begins, ends }: HoursRow): Hours => ({
  from: timeOf(begins),
  until: timeOf(ends),
})

/** Whether a person `w` does something that guests can book. */
const isBookable = sql`
  w.retired_at is null
  and exists (select 1 from person_services d
                join shop_services v on v.store_id = d.store_id and v.id = d.service_id
               where d.store_id = w.store_id and d.person_id = w.id
                 and v.retired_at is null and not v.hidden)`

/** When anybody works in every week who does something that guests can book. */
export const openingHours = async (on: Queryable, storeId: Id<'Store'>): Promise<OpeningHours[]> =>
  hoursOfSpans(
    await on.rows<Span>(sql`
      select h.weekday, h.begins, h.ends from person_hours h
        join shop_people w on w.store_id = h.store_id and w.id = h.person_id
       where h.store_id = ${storeId} and h.weekday is not null and ${isBookable}
    `),
  )

/** Of these dates those that are closed, and those on which one of these people works at other hours: when any works. */
export const hoursOfDates: NonNullable<FindingDoor['hoursOfDates']> = (on, storeId, dates) =>
  on.rows<DateHours>(sql`
    with asked as (
      select a.date,
             exists (select 1 from shop_closed_dates c
                      where c.store_id = ${storeId} and c.date = a.date) as is_closed
        from unnest(${dates}::date[]) as a (date)
    ), works as (
      select a.date, w.id as person_id,
             exists (select 1 from person_days d
                      where d.store_id = w.store_id and d.person_id = w.id
                        and d.date = a.date) as has_own
        from asked a join shop_people w on w.store_id = ${storeId} and ${isBookable}
       where not a.is_closed
    )
    select a.date::text as date, h.begins, h.ends
      from asked a
      left join works w on w.date = a.date
      left join person_hours h on h.store_id = ${storeId} and h.person_id = w.person_id
            and case when w.has_own then h.date = a.date
                     else h.weekday = extract(isodow from a.date) end
     where a.is_closed or exists (select 1 from works o where o.date = a.date and o.has_own)
  `)

/** Which of these shops take appointments. */
export const listAppointing = (on: Queryable, storeIds: readonly Id<'Store'>[]) =>
  on.rows<{ storeId: Id<'Store'> }>(sql`
    select asked.store_id as "storeId"
      from unnest(${uuids(storeIds)}::uuid[]) as asked (store_id)
     where exists (select 1 from shop_people w
                    where w.store_id = asked.store_id and w.retired_at is null)
  `)

/** Those of these shops that are booked for today only: nobody of theirs is booked ahead. */
export const listTodayOnly = (on: Queryable, storeIds: readonly Id<'Store'>[]) =>
  on.rows<{ storeId: Id<'Store'> }>(sql`
    select asked.store_id as "storeId"
      from unnest(${uuids(storeIds)}::uuid[]) as asked (store_id)
     where not exists (select 1 from shop_people w
                         join appointment_terms t on t.store_id = w.store_id and t.horizon_days > 0
                        where w.store_id = asked.store_id and w.retired_at is null)
  `)

/** What services and people are called, and what services cost, also of those that are gone. */
export const readNames = (
  on: Queryable,
  asks: readonly { readonly storeId: Id<'Store'>; readonly id: string }[],
) =>
  on.rows<{
    id: string
    name: string
    minutes: number | null
    priceKind: Service['priceKind'] | null
    price: number | null
    currency: Currency | null
  }>(sql`
    select named.id, named.name, named.minutes, named.price_kind as "priceKind", named.price,
           named.currency
      from unnest(
             ${uuids(asks.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(asks.map(({ id }) => id))}::uuid[]
           ) as asked (store_id, id)
      cross join lateral (
        select v.id, v.name, v.minutes, v.price_kind, v.price, s.currency
          from shop_services v join stores s on s.id = v.store_id
         where v.store_id = asked.store_id and v.id = asked.id
         union all
        select w.id, w.name, null, null, null, null from shop_people w
         where w.store_id = asked.store_id and w.id = asked.id
      ) as named
  `)

/** Whether a subject of pictures is a person of a shop. */
export const isPersonOf = async (
  on: Queryable,
  storeId: Id<'Store'>,
  id: string,
): Promise<boolean> =>
  (await on.maybe(sql`
    select 1 from shop_people w where w.store_id = ${storeId} and w.id = ${id}
  `)) !== undefined

/** What guests may book at a shop, and the groups that it is in, by name. */
export const offerNames = async (on: Queryable, storeId: Id<'Store'>): Promise<string[]> => {
  const services = await on.rows<{ name: string; category: string }>(sql`
    select name, category from shop_services
     where store_id = ${storeId} and retired_at is null and not hidden
     order by position
  `)
  return [...new Set(services.flatMap(({ name, category }) => [name, category]))]
}
