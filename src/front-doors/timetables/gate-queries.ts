import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { timetableColumns } from './queries.ts'
import type { Timetable } from './rules.ts'

export interface Shop {
  readonly storeId: Id<'Store'>
  readonly timeZone: string
}

/** Which shop each of these timetables is of. */
export const findShops = (on: Queryable, timetableIds: readonly Id<'Timetable'>[]) =>
  on.rows<Shop & { timetableId: Id<'Timetable'> }>(sql`
    select t.id as "timetableId", t.store_id as "storeId", s.time_zone as "timeZone"
      from timetables t join stores s on s.id = t.store_id
     where t.id = any(${timetableIds}::uuid[])
  `)

export interface GateOffer {
  readonly timetable: Timetable
  readonly shopName: string
  readonly ownerId: Id<'Account'>
  readonly currency: Currency
  readonly timeZone: string
  readonly closedAt: Date | null
}

/**
 * What is offered of these, and who may take of it. Asked by id alone: with the store beside it a
 * young table, not measured yet, is read by another index (seen: 781 pages instead of 4).
 */
export async function readGateOffers(
  on: Queryable,
  storeId: Id<'Store'>,
  timetableIds: readonly Id<'Timetable'>[],
): Promise<GateOffer[]> {
  const rows = await on.rows<Timetable & Omit<GateOffer, 'timetable'>>(sql`
    select ${timetableColumns}, s.name as "shopName", s.owner_id as "ownerId", s.currency,
           s.time_zone as "timeZone", s.closed_at as "closedAt"
      from unnest(${timetableIds}::uuid[]) as asked (id)
      cross join lateral (select * from timetables where id = asked.id limit 1) as t
      join stores s on s.id = t.store_id
     where s.id = ${storeId}
  `)
  return rows.map(({ shopName, ownerId, currency, timeZone, closedAt, ...timetable }) => ({
    timetable,
    shopName,
    ownerId,
    currency,
    timeZone,
    closedAt,
  }))
}
