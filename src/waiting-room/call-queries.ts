import { later } from '../kernel/time.ts'
import { integers, uuids } from '../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import { GRACE_SECONDS } from './pass-rules.ts'
import type { Room } from './rules.ts'

/** Calls of these rooms since `seconds` ago, oldest first. */
export const listRecentCalls = (
  on: Queryable,
  rooms: readonly { readonly id: string; readonly after: number }[],
  seconds: number,
) =>
  on.rows<Call & { roomId: string }>(sql`
    select c.room_id as "roomId", c.tick_no as "tickNo", c.head_from as "headFrom",
           c.head_to as "headTo", c.present, c.called, c.late, c.at, c.until
      from unnest(${uuids(rooms.map(({ id }) => id))}::uuid[],
                  ${integers(rooms.map(({ after }) => after))}::integer[]) as asked (id, after)
      join waiting_calls c on c.room_id = asked.id and c.tick_no > asked.after
                          and c.at > clock_now() - make_interval(secs => ${seconds})
     order by c.room_id, c.tick_no
  `)

export interface Call {
  readonly tickNo: number
  readonly headFrom: number
  readonly headTo: number
  /** A bit for each place from `headFrom`, the lowest first: whether its ticket was present. */
  readonly present: Buffer
  readonly called: number
  readonly late: number
  readonly at: Date
  /** Until when they may enter. */
  readonly until: Date
}

const isInTime = (now: Date): Sql => sql`
  (p.browse_until > ${now}::timestamptz - make_interval(secs => ${GRACE_SECONDS})
   or p.held_until > ${now})`

/**
 * Who is inside, who was called and has not come yet, who waits in the late lane: at `now`, also where somebody has left
 * since, so that the log of calls and passes never has more inside than fit.
 */
export const countInside = (on: Queryable, room: Pick<Room, 'storeId' | 'id'>, now: Date) =>
  on.one<{ inside: number; unclaimed: number; late: number }>(sql`
    select ((select count(*) from waiting_passes p
              where p.room_id = ${room.id} and p.store_id = ${room.storeId}
                and p.ended_at is null and ${isInTime(now)})
            + (select count(*) from waiting_passes p
                where p.room_id = ${room.id} and p.store_id = ${room.storeId}
                  and p.ended_at > ${now} and ${isInTime(now)}))::integer as inside,
           ((select coalesce(sum(called), 0) from waiting_calls c
              where c.room_id = ${room.id} and c.store_id = ${room.storeId}
                and c.until > ${now})
            + (select count(*) from waiting_late l
                where l.room_id = ${room.id} and l.store_id = ${room.storeId}
                  and l.call_until > ${now})
            - (select count(*) from waiting_passes p
                where p.room_id = ${room.id} and p.store_id = ${room.storeId}
                  and p.call_until > ${now}))::integer as unclaimed,
           (select count(*) from waiting_late l
             where l.room_id = ${room.id} and l.store_id = ${room.storeId}
               and l.called_at is null)::integer as late
  `)

export const writeDraw = (tx: Tx, room: Room, seed: Buffer) =>
  tx.run(sql`
    update waiting_rooms
       set opened_at = ${tx.now}, cohort = tail, seed = ${seed}
     where store_id = ${room.storeId} and id = ${room.id}
  `)

/** Who waits in the late lane, first come first. */
export const listLate = (on: Queryable, room: Pick<Room, 'storeId' | 'id'>, most: number) =>
  on.rows<{ number: number }>(sql`
    select number from waiting_late
     where room_id = ${room.id} and store_id = ${room.storeId} and called_at is null
     order by asked_at, number
     limit ${most}
  `)

/** Calls these of the late lane. */
export const callLate = (tx: Tx, room: Room, numbers: readonly number[]) =>
  tx.run(sql`
    update waiting_late
       set called_at = ${tx.now}, call_until = ${later(tx.now, room.claimSeconds)}
     where store_id = ${room.storeId} and room_id = ${room.id}
       and number = any(${integers(numbers)}::integer[])
  `)

export const writeTick = (
  tx: Tx,
  room: Room,
  tick: Pick<Room, 'head' | 'credit' | 'stock' | 'inside'>,
) =>
  tx.run(sql`
    update waiting_rooms
       set head = ${tick.head}, credit = ${tick.credit}, stock = ${tick.stock}, inside = ${tick.inside},
           tick_no = tick_no + 1, tick_at = ${tx.now}
     where store_id = ${room.storeId} and id = ${room.id}
  `)

export const insertCall = (tx: Tx, room: Room, call: Omit<Call, 'at' | 'until'>) =>
  tx.run(sql`
    insert into waiting_calls (store_id, room_id, tick_no, head_from, head_to, present, called, late,
                               at, until)
    values (${room.storeId}, ${room.id}, ${call.tickNo}, ${call.headFrom}, ${call.headTo},
            ${call.present}, ${call.called}, ${call.late}, ${tx.now},
            ${later(tx.now, room.claimSeconds)})
  `)

/** Calls of a room from a tick on, oldest first. */
export const listCalls = (
  on: Queryable,
  room: Pick<Room, 'storeId' | 'id'>,
  from: number,
  most: number,
) =>
  on.rows<Omit<Call, 'present' | 'until'>>(sql`
    select tick_no as "tickNo", head_from as "headFrom", head_to as "headTo", called, late, at
      from waiting_calls
     where store_id = ${room.storeId} and room_id = ${room.id} and tick_no >= ${from}
     order by tick_no
     limit ${most}
  `)
