import { uuids } from '../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Room } from './rules.ts'

/**
 * The tickets of these subjects. One whose turn is over gets another one, at the end; under the lock
 * of the room, so that every subject sees every ticket that was given before.
 */
export const insertTickets = (tx: Tx, room: Room, subjects: readonly string[]) =>
  tx.rows<{ subject: string; number: number; isNew: boolean }>(sql`
    with asked as (
      select subject, at from unnest(${uuids(subjects)}::uuid[]) with ordinality as a (subject, at)
    ), known as materialized (
      select asked.subject, asked.at, latest.number, latest.turn, latest.is_over
        from asked
        left join lateral (
          select t.number, t.turn,
                 p.ended_at is not null or (p.browse_until <= ${tx.now}
                   and coalesce(p.held_until, p.browse_until) <= ${tx.now})
                   or (p.number is null and l.call_until <= ${tx.now}) as is_over
            from waiting_tickets t
            left join waiting_passes p on p.store_id = t.store_id and p.room_id = t.room_id
                                      and p.number = t.number
            left join waiting_late l on l.store_id = t.store_id and l.room_id = t.room_id
                                    and l.number = t.number
           where t.subject = asked.subject and t.room_id = ${room.id}
             and t.store_id = ${room.storeId}
           order by t.turn desc
           limit 1
        ) as latest on true
    ), added as (
      insert into waiting_tickets (store_id, room_id, number, subject, turn, joined_at)
      select ${room.storeId}, ${room.id}, ${room.tail} + row_number() over (order by at) - 1,
             subject, coalesce(turn, 0) + 1, ${tx.now}
        from known where number is null or is_over
      returning subject, number
    )
    select subject, number, true as "isNew" from added
     union all
    select subject, number, false from known where number is not null and is_over is not true
  `)

export const writeTail = (tx: Tx, room: Room, tail: number, digest: Buffer) =>
  tx.run(sql`
    update waiting_rooms set tail = ${tail}, digest = ${digest}
     where store_id = ${room.storeId} and id = ${room.id}
  `)

/** Subjects in order of their numbers, for whoever recomputes the draw. */
export const listSubjects = (
  on: Queryable,
  room: Pick<Room, 'storeId' | 'id'>,
  from: number,
  most: number,
) =>
  on.rows<{ subject: string }>(sql`
    select subject from waiting_tickets
     where store_id = ${room.storeId} and room_id = ${room.id}
       and number >= ${from} and number < ${from + most}
     order by number
  `)
