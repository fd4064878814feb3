import type { Id } from '../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Room } from './rules.ts'

// Lock order: the room's row, then its passes by number. Joins, entries and ticks of a room take turns on
// its row; claims and payments never wait for it.

const roomColumns = sql`
  r.id, r.store_id as "storeId", r.created_at as "createdAt", r.joins_at as "joinsAt", r.opens_at as "opensAt",
  r.opened_at as "openedAt", r.paused_at as "pausedAt", r.draining_at as "drainingAt",
  r.closed_at as "closedAt", r.rate_per_minute as "ratePerMinute", r.capacity,
  r.browse_seconds as "browseSeconds", r.claim_seconds as "claimSeconds", r.tail, r.cohort, r.head,
  r.credit, r.tick_no as "tickNo", r.tick_at as "tickAt", r.stock,
  r.inside`

/** A room, with what its draw follows from. */
export interface DrawnRoom extends Room {
  readonly secret: Buffer
  readonly commitment: Buffer
  readonly digest: Buffer
  readonly seed: Buffer | null
}

const drawnColumns = sql`${roomColumns}, r.secret, r.commitment, r.digest, r.seed`

/** The room in front of a store `s`, as a column; null: none. */
export const openRoomOf = sql`
  (select r.id from waiting_rooms r where r.store_id = s.id and r.closed_at is null)`

/** Every room that is not closed, with the clock. */
export const listOpenRooms = (on: Queryable) =>
  on.rows<Omit<DrawnRoom, 'secret'> & { now: Date }>(sql`
    select ${roomColumns}, r.commitment, r.digest, r.seed, clock_now() as now
      from waiting_rooms r where r.closed_at is null
     order by r.store_id
  `)

/** Locks the room that is open in front of a store. */
export const lockRoom = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<DrawnRoom>(sql`
    select ${drawnColumns} from waiting_rooms r
     where r.store_id = ${storeId} and r.closed_at is null
       for no key update
  `)

export const readRoom = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<DrawnRoom>(sql`
    select ${drawnColumns} from waiting_rooms r
     where r.store_id = ${storeId} and r.closed_at is null
  `)

/** The latest room of a store, open or closed, with its draw. */
export const readLatestRoom = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<DrawnRoom & { now: Date }>(sql`
    select ${drawnColumns}, clock_now() as now from waiting_rooms r
     where r.store_id = ${storeId}
     order by r.closed_at is null desc, r.closed_at desc
     limit 1
  `)

/** Undefined: another one is open. */
export const insertRoom = (tx: Tx, room: Omit<DrawnRoom, keyof typeof madeLater | 'seed'>) =>
  tx.maybe<{ id: string }>(sql`
    insert into waiting_rooms (store_id, id, created_at, joins_at, opens_at, rate_per_minute, capacity,
                               browse_seconds, claim_seconds, secret, commitment, digest)
    values (${room.storeId}, ${room.id}, ${room.createdAt}, ${room.joinsAt}, ${room.opensAt}, ${room.ratePerMinute},
            ${room.capacity}, ${room.browseSeconds}, ${room.claimSeconds}, ${room.secret},
            ${room.commitment}, ${room.digest})
        on conflict do nothing
    returning id
  `)

const madeLater = {
  ...{ openedAt: null, pausedAt: null, drainingAt: null, closedAt: null, stock: null, inside: 0 },
  ...{ tail: 0, cohort: null, head: 0, credit: 0, tickNo: 0, tickAt: null },
}

/** What its owner may change. */
export const writeRoom = (tx: Tx, room: Room) =>
  tx.run(sql`
    update waiting_rooms
       set joins_at = ${room.joinsAt}, opens_at = ${room.opensAt}, paused_at = ${room.pausedAt},
           draining_at = ${room.drainingAt}, closed_at = ${room.closedAt},
           rate_per_minute = ${room.ratePerMinute}, capacity = ${room.capacity},
           browse_seconds = ${room.browseSeconds}, claim_seconds = ${room.claimSeconds}
     where store_id = ${room.storeId} and id = ${room.id}
  `)

/** The room that is open in front of a store. */
export const findOpenRoom = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<{ id: string; storeId: Id<'Store'>; createdAt: Date }>(sql`
    select id, store_id as "storeId", created_at as "createdAt" from waiting_rooms
     where store_id = ${storeId} and closed_at is null
  `)
