import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { mayWorkAt } from '../../stores/queries.ts'
import type { By } from './gate.ts'
import { shopColumns, timetableColumns } from './queries.ts'
import type { Shop, Timetable } from './rules.ts'

// An owner's change locks the shop or the timetable, then places.

const mayTouch = ({ callerId, everyShop }: By) => mayWorkAt({ callerId, everyStore: everyShop })

export const listOwnShops = (
  on: Queryable,
  ownerId: Id<'Account'>,
  after: string | undefined,
  limit: number,
) =>
  on.rows<Shop>(sql`
    select ${shopColumns}
      from stores s join shops h on h.store_id = s.id
     where s.owner_id = ${ownerId} and (${after ?? null}::uuid is null or s.id > ${after ?? null}::uuid)
     order by s.id
     limit ${limit}
  `)

/** A shop of the asker's own, with the clock; another's is not there. */
export const readOwnShop = (on: Queryable, by: By, id: Id<'Store'>) =>
  on.maybe<Shop & { createdAt: Date; now: Date }>(sql`
    select ${shopColumns}, s.created_at as "createdAt", clock_now() as now
      from stores s join shops h on h.store_id = s.id
     where s.id = ${id} and ${mayTouch(by)}
  `)

export const insertShop = (
  tx: Tx,
  ownerId: Id<'Account'>,
  { id, name, kind, description, timeZone, currency }: Shop,
) =>
  tx.run(sql`
    with store as (
      insert into stores (id, owner_id, front_door, name, time_zone, currency, created_at)
      values (${id}, ${ownerId}, 'timetables', ${name}, ${timeZone}, ${currency}, ${tx.now})
      returning id
    )
    insert into shops (store_id, kind, description) select id, ${kind}, ${description} from store
  `)

export const writeShop = (tx: Tx, { id, name, kind, description, timeZone, closedAt }: Shop) =>
  tx.run(sql`
    with store as (
      update stores set name = ${name}, time_zone = ${timeZone}, closed_at = ${closedAt}
       where id = ${id}
    )
    update shops set kind = ${kind}, description = ${description} where store_id = ${id}
  `)

/** Locks a shop of the asker's own, so that changes to what it offers follow one another. */
export const lockOwnShop = (tx: Tx, by: By, id: Id<'Store'>) =>
  tx.maybe<Shop>(sql`
    select ${shopColumns}
      from stores s join shops h on h.store_id = s.id
     where s.id = ${id} and ${mayTouch(by)}
       for no key update of s
  `)

export const insertTimetable = (tx: Tx, timetable: Timetable) =>
  tx.run(sql`
    insert into timetables (store_id, id, hour, minute, basic_remaining, price, created_at)
    values (${timetable.storeId}, ${timetable.id}, ${timetable.hour}, ${timetable.minute},
            ${timetable.basicRemaining}, ${timetable.price}, ${tx.now})
  `)

/** Locks a timetable of an open shop of the asker's own. */
export const lockOwnTimetable = (tx: Tx, by: By, id: Id<'Timetable'>) =>
  tx.maybe<Timetable & { timeZone: string }>(sql`
    select ${timetableColumns}, s.time_zone as "timeZone"
      from timetables t join stores s on s.id = t.store_id
     where t.id = ${id} and ${mayTouch(by)} and s.closed_at is null
       for no key update of t
  `)

export const writeTime = (tx: Tx, { id, hour, minute }: Timetable) =>
  tx.run(sql`update timetables set hour = ${hour}, minute = ${minute} where id = ${id}`)

/** A place that nobody has taken anything of follows its timetable; any other keeps its time. */
export const moveUntaken = (tx: Tx, storeId: Id<'Store'>, key: string, startsAt: Date) =>
  tx.run(sql`
    update places set starts_at = ${startsAt}
     where store_id = ${storeId} and key = ${key} and remaining = capacity
  `)

/** @returns 0 when there is none of the asker's own, or their shop is closed */
export const deleteTimetable = (tx: Tx, by: By, id: Id<'Timetable'>) =>
  tx.run(sql`
    delete from timetables t using stores s
     where t.id = ${id} and s.id = t.store_id and ${mayTouch(by)} and s.closed_at is null
  `)

/** All of a shop's at once: nothing points at them, and what was sold of them stays. */
export const deleteTimetables = (on: Queryable, storeId: Id<'Store'>) =>
  on.run(sql`delete from timetables where store_id = ${storeId}`)

/** The first open shop of the owner with this e-mail, if the asker may know of it. */
export const findShopOf = (on: Queryable, by: By, email: string) =>
  on.maybe<{ id: Id<'Store'> }>(sql`
    select s.id
      from accounts a join stores s on s.owner_id = a.id
     where a.email = lower(${email}) and s.front_door = 'timetables' and s.closed_at is null
       and ${mayTouch(by)}
     order by s.id
     limit 1
  `)

/** Every shop of an owner, open or not. */
export const listShopIds = (on: Queryable, ownerId: Id<'Account'>) =>
  on.rows<{ id: Id<'Store'> }>(sql`
    select id from stores where owner_id = ${ownerId} and front_door = 'timetables' order by id
  `)
