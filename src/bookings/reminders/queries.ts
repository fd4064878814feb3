import type { Id } from '../../kernel/id.ts'
import { later } from '../../kernel/time.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { AHEAD_SECONDS, type Ahead } from './rules.ts'

export interface Due {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly startsAt: Date
}

/**
 * Starts of paid bookings of which the guest is to be reminded now and was not yet. Left out: what was
 * booked, moved there or arranged by the desk after the reminder was due.
 */
export function findDue(on: Queryable, ahead: Ahead, now: Date, most: number) {
  const { due, late } = AHEAD_SECONDS[ahead]
  return on.rows<Due>(sql`
    select distinct l.store_id as "storeId", l.order_id as "orderId", p.starts_at as "startsAt"
      from stores s
      join places p on p.store_id = s.id
                   and p.starts_at > ${later(now, late)} and p.starts_at <= ${later(now, due)}
      join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.status = 'sold'
                        and not l.aside and l.given_back < l.quantity
      join orders o on o.store_id = l.store_id and o.id = l.order_id
     where o.status = 'paid' and not o.standing and o.buyer_id is not null
       and greatest(o.paid_at, o.arranged_at) <= p.starts_at - make_interval(secs => ${due})
       and not exists (
             select from moves m
              where m.store_id = l.store_id and m.order_id = l.order_id and m.to_place_id = p.id
                and m.state = 'accepted'
                and m.ended_at > p.starts_at - make_interval(secs => ${due}))
       and not exists (
             select from reminders r
              where r.store_id = l.store_id and r.order_id = l.order_id
                and r.starts_at = p.starts_at and r.ahead = ${ahead})
     order by p.starts_at, l.order_id
     limit ${most}
  `)
}

/** Writes reminders; one that another process wrote stays. @returns those that are new */
export const insertReminders = (
  tx: Tx,
  ahead: Ahead,
  reminders: readonly (Due & { readonly id: Id<'Reminder'> })[],
) =>
  tx.rows<{ storeId: Id<'Store'>; id: Id<'Reminder'>; orderId: Id<'Order'> }>(sql`
    insert into reminders (store_id, id, order_id, starts_at, ahead, queued_at)
    select store_id, id, order_id, starts_at, ${ahead}, ${tx.now}
      from unnest(
             ${reminders.map(({ storeId }) => storeId)}::uuid[],
             ${reminders.map(({ id }) => id)}::uuid[],
             ${reminders.map(({ orderId }) => orderId)}::uuid[],
             ${reminders.map(({ startsAt }) => startsAt)}::timestamptz[]
           ) as due (store_id, id, order_id, starts_at)
     where starts_at > ${tx.now}
     order by order_id, starts_at
        on conflict (order_id, starts_at, ahead, store_id) do nothing
    returning store_id as "storeId", id, order_id as "orderId"
  `)

export interface Reminder {
  readonly startsAt: Date
  readonly ahead: Ahead
}

/** The start that a reminder is about. */
export const readReminder = (on: Queryable, storeId: string, id: string) =>
  on.maybe<Reminder>(sql`
    select r.starts_at as "startsAt", r.ahead from reminders r where r.store_id = ${storeId} and r.id = ${id}
  `)
