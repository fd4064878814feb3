import type { Id } from '../kernel/id.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { By } from './rules.ts'

// A change to what a store offers locks its row before any place.

/** Whether the caller may work at the store `s`. */
export const mayWorkAt = ({ callerId, everyStore }: By): Sql =>
  sql`(${everyStore}::boolean or s.owner_id = ${callerId})`

/** By which front door a store sells, if the caller may work there. */
export const readStore = (on: Queryable, by: By, id: Id<'Store'>) =>
  on.maybe<{ frontDoor: string }>(sql`
    select s.front_door as "frontDoor" from stores s where s.id = ${id} and ${mayWorkAt(by)}
  `)

/** Locks a store that the caller may work at, so that changes there follow one another. */
export const lockStore = (tx: Tx, by: By, id: Id<'Store'>) =>
  tx.maybe<{ id: Id<'Store'> }>(sql`
    select s.id from stores s where s.id = ${id} and ${mayWorkAt(by)} for no key update
  `)

/** Whether PostgreSQL knows a time zone by this name. */
export const isTimeZoneKnown = async (on: Queryable, name: string): Promise<boolean> =>
  (await on.maybe(sql`select 1 from time_zones where name = ${name}`)) !== undefined
