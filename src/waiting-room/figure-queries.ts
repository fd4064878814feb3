import { integers } from '../postgres/literal.ts'
import { type Queryable, sql } from '../postgres/sql.ts'
import type { Room } from './rules.ts'

/** Adds to the counts of a minute. */
export const addToMinute = (
  on: Queryable,
  room: Pick<Room, 'storeId' | 'id'>,
  at: Date,
  counts: readonly (readonly [name: string, count: number])[],
) =>
  on.run(sql`
    insert into waiting_minutes as m (store_id, room_id, minute, name, count)
    select ${room.storeId}, ${room.id}, date_trunc('minute', ${at}::timestamptz), name, count
      from unnest(${counts.map(([name]) => name)}::text[],
                  ${integers(counts.map(([, count]) => count))}::integer[]) as counted (name, count)
        on conflict (store_id, room_id, minute, name) do update set count = m.count + excluded.count
  `)

/**
 * What happened in a room by minute: joined, called, entered, and each way of ending; refusals. And
 * `waiting`: how long the line was at the end of each of these minutes, the late lane included. Whoever is
 * passed over while absent is not in it.
 */
export const listMinutes = (on: Queryable, room: Pick<Room, 'storeId' | 'id'>, most: number) =>
  on.rows<{ minute: Date; name: string; count: number }>(sql`
    with counted (at, name, count) as (
      select date_trunc('minute', joined_at), 'joined', count(*) from waiting_tickets
       where store_id = ${room.storeId} and room_id = ${room.id} group by 1
       union all
      select date_trunc('minute', at), 'called', sum(called + late) from waiting_calls
       where store_id = ${room.storeId} and room_id = ${room.id} group by 1
       union all
      select date_trunc('minute', at), 'passed', sum(head_to - head_from + late) from waiting_calls
       where store_id = ${room.storeId} and room_id = ${room.id} group by 1
       union all
      select date_trunc('minute', asked_at), 'late', count(*) from waiting_late
       where store_id = ${room.storeId} and room_id = ${room.id} group by 1
       union all
      select date_trunc('minute', entered_at), 'entered', count(*) from waiting_passes
       where store_id = ${room.storeId} and room_id = ${room.id} group by 1
       union all
      select date_trunc('minute', ended_at), ended, count(*) from waiting_passes
       where store_id = ${room.storeId} and room_id = ${room.id} and ended_at is not null
       group by 1, 2
       union all
      select minute, 'refused:' || name, count from waiting_minutes
       where store_id = ${room.storeId} and room_id = ${room.id}
    ), shown as (
      select at, name, count from counted where name not in ('passed', 'late')
       union all
      select at, 'waiting', sum(sum(case when name in ('joined', 'late') then count
                                         when name = 'passed' then -count
                                         else 0 end)) over (order by at)
        from counted group by at
    )
    select at as minute, name, count::integer as count from shown
     where at >= (select max(at) from counted) - make_interval(mins => ${most})
     order by at, name
  `)
