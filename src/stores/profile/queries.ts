import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../postgres/sql.ts'
import type { Area } from './area-rules.ts'
import type { Profile } from './rules.ts'

// A profile and its hours are protected by the lock of their store.

export interface StoreProfile extends Profile, AreaColumns {
  readonly id: Id<'Store'>
  readonly door: string
  readonly kind: string | null
  readonly timeZone: string
  readonly currency: Currency
  readonly now: Date
}

interface AreaColumns {
  readonly province: string | null
  readonly district: string | null
}

/** The hours of the store `s`, as JSON. */
export const hoursOfStore: Sql = sql`
  (select coalesce(json_agg(json_build_object('weekday', h.weekday,
                     'opens', to_char(h.opens, 'HH24:MI'), 'closes', to_char(h.closes, 'HH24:MI'))
                   order by h.weekday, h.opens), '[]')
     from store_hours h where h.store_id = s.id)`

export const readProfile = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<StoreProfile>(sql`
    select s.id, s.front_door as door, s.kind, s.time_zone as "timeZone", s.currency, clock_now() as now,
           p.category, coalesce(p.postcode, '') as postcode, coalesce(p.address, '') as address,
           coalesce(p.detail, '') as detail, p.province, p.district, p.latitude, p.longitude,
           coalesce(p.phone, '') as phone, ${hoursOfStore} as hours,
           coalesce(p.hours_note, '') as "hoursNote", p.price_least as "priceLeast",
           p.price_most as "priceMost", coalesce(p.parking, '') as parking,
           coalesce(p.notes, '') as notes, coalesce(p.tags, '{}') as tags
      from stores s left join store_profiles p on p.store_id = s.id
     where s.id = ${storeId}
  `)

export const writeProfile = (
  tx: Tx,
  storeId: Id<'Store'>,
  profile: Profile & { readonly area: Area | undefined },
) =>
  tx.run(sql`
    insert into store_profiles (store_id, category, postcode, address, detail, province, district,
                                latitude, longitude, phone, hours_note, price_least, price_most,
                                parking, notes, tags)
    values (${storeId}, ${profile.category}, ${profile.postcode}, ${profile.address},
            ${profile.detail}, ${profile.area?.province ?? null}, ${profile.area?.district ?? null},
            ${profile.latitude}, ${profile.longitude}, ${profile.phone}, ${profile.hoursNote},
            ${profile.priceLeast}, ${profile.priceMost}, ${profile.parking}, ${profile.notes},
            ${profile.tags}::text[])
        on conflict (store_id) do update
       set category = excluded.category, postcode = excluded.postcode, address = excluded.address,
           detail = excluded.detail, province = excluded.province, district = excluded.district,
           latitude = excluded.latitude, longitude = excluded.longitude, phone = excluded.phone,
           hours_note = excluded.hours_note, price_least = excluded.price_least,
           price_most = excluded.price_most, parking = excluded.parking, notes = excluded.notes,
           tags = excluded.tags
  `)

export const deleteHours = (tx: Tx, storeId: Id<'Store'>) =>
  tx.run(sql`delete from store_hours where store_id = ${storeId}`)

export const insertHours = (tx: Tx, storeId: Id<'Store'>, hours: Profile['hours']) =>
  tx.run(sql`
    insert into store_hours (store_id, weekday, opens, closes)
    select ${storeId}, h.weekday, h.opens, h.closes
      from unnest(${hours.map(({ weekday }) => weekday)}::integer[],
                  ${hours.map(({ opens }) => opens)}::time[],
                  ${hours.map(({ closes }) => closes)}::time[]) as h (weekday, opens, closes)
  `)

/** Where a store is and how to reach it, as JSON; null where its profile says neither. */
export const locationOf = (storeId: Sql): Sql => sql`
  (select json_build_object('address', w.address, 'detail', w.detail, 'phone', w.phone,
                            'latitude', w.latitude, 'longitude', w.longitude)
     from store_profiles w
    where w.store_id = ${storeId} and (w.address <> '' or w.phone <> ''))`
