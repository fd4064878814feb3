import type { Invariant } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'

export const waitingRoomInvariants: readonly Invariant[] = [
  {
    name: 'the tickets of a waiting room have no gaps',
    statement: sql`
      select r.id::text as violation
        from waiting_rooms r
        left join lateral (
          select count(*) as count, max(number) as last from waiting_tickets t
           where t.store_id = r.store_id and t.room_id = r.id
        ) as t on true
       where t.count <> r.tail or coalesce(t.last, -1) <> r.tail - 1`,
  },
  {
    name: 'a waiting room kept to what it published',
    statement: sql`
      select id::text as violation from waiting_rooms where commitment <> sha256(secret)`,
  },
  {
    name: 'each call of a waiting room begins where the last one ended',
    statement: sql`
      select c.room_id::text as violation
        from (
          select room_id, head_from, head_to,
                 lag(head_to, 1, 0) over (partition by store_id, room_id order by tick_no) as before
            from waiting_calls
        ) as c
       where c.head_from <> c.before`,
  },
  {
    name: 'the head of a waiting room is where its last call ended',
    statement: sql`
      select r.id::text as violation
        from waiting_rooms r
       where r.head <> coalesce((select max(head_to) from waiting_calls c
                                  where c.store_id = r.store_id and c.room_id = r.id), 0)`,
  },
  {
    name: 'whoever was admitted had been called, and came in time',
    statement: sql`
      select p.room_id::text || '/' || p.number as violation
        from waiting_passes p
        join waiting_rooms r on r.store_id = p.store_id and r.id = p.room_id
       where p.entered_at < p.called_at
          or not exists (
               select from waiting_calls c
                where c.store_id = p.store_id and c.room_id = p.room_id and c.at = p.called_at)`,
  },
  {
    name: 'nobody is inside twice',
    statement: sql`
      select p.room_id::text || '/' || p.subject as violation
        from waiting_passes p
       where p.ended_at is null and p.browse_until > clock_now()
       group by p.store_id, p.room_id, p.subject having count(*) > 1`,
  },
]
