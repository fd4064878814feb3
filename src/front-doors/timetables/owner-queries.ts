import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { mayWorkAt, sellsBy } from '../../stores/queries.ts'
import type { By } from '../../stores/rules.ts'
import { timetableColumns } from './queries.ts'
import type { Timetable } from './rules.ts'

// Lock order of an owner's change: the shop or the timetable, then places.

export const insertTimetable = (tx: Tx, timetable: Timetable) =>
  tx.run(sql`
    insert into timetables (store_id, id, hour, minute, basic_remaining, price, created_at)
    values (${timetable.storeId}, ${timetable.id}, ${timetable.hour}, ${timetable.minute},
            ${timetable.basicRemaining}, ${timetable.price}, ${tx.now})
  `)

/** Locks a timetable of an open shop of the caller. */
export const lockOwnTimetable = (tx: Tx, by: By, id: Id<'Timetable'>) =>
  tx.maybe<Timetable & { timeZone: string }>(sql`
    select ${timetableColumns}, s.time_zone as "timeZone"
      from timetables t join stores s on s.id = t.store_id
     where t.id = ${id} and ${mayWorkAt(by)} and s.closed_at is null
       for no key update of t
  `)

export const writeTimetable = (tx: Tx, { id, hour, minute, price }: Timetable) =>
  tx.run(sql`
    update timetables set hour = ${hour}, minute = ${minute}, price = ${price} where id = ${id}
  `)

/** Moves the start of a place of which nothing is taken. */
export const moveUntaken = (tx: Tx, storeId: Id<'Store'>, key: string, startsAt: Date) =>
  tx.run(sql`
    update places set starts_at = ${startsAt}
     where store_id = ${storeId} and key = ${key} and remaining = capacity
  `)

/** @returns its shop; undefined when it is not the caller's, or the shop is closed */
export const deleteTimetable = (on: Queryable, by: By, id: Id<'Timetable'>) =>
  on.maybe<{ id: Id<'Store'>; timeZone: string }>(sql`
    delete from timetables t using stores s
     where t.id = ${id} and s.id = t.store_id and ${mayWorkAt(by)} and s.closed_at is null
    returning s.id, s.time_zone as "timeZone"
  `)

/** All timetables of a shop: nothing references them, and their orders stay. */
export const deleteTimetables = (on: Queryable, storeId: Id<'Store'>) =>
  on.run(sql`delete from timetables where store_id = ${storeId}`)

/** The first open shop of an owner, if the caller may see it. */
export const findShopOf = (on: Queryable, by: By, ownerId: string) =>
  on.maybe<{ id: Id<'Store'> }>(sql`
    select s.id from stores s
     where s.owner_id = ${ownerId} and ${sellsBy('timetables')} and s.closed_at is null
       and ${mayWorkAt(by)}
     order by s.id
     limit 1
  `)

/** Every shop of an owner, open or closed. */
export const listShopIds = (on: Queryable, ownerId: Id<'Account'>) =>
  on.rows<{ id: Id<'Store'> }>(sql`
    select s.id from stores s
     where s.owner_id = ${ownerId} and ${sellsBy('timetables')}
     order by s.id
  `)
