import { type Queryable, sql } from '../postgres/sql.ts'
import { type Hint, UNSIGNED_SECONDS, WEBHOOK_DAYS } from './webhook-rules.ts'

/**
 * Stores a webhook once, and makes the payment that it names due for a look-up: at once if signed,
 * otherwise debounced. Debounced webhooks are not stored; the due look-up covers them. One that names
 * no payment of ours changes nothing.
 *
 * @returns the number of payments due now
 */
export async function receiveWebhook(
  on: Queryable,
  gateway: string,
  hint: Hint,
  now: Date,
): Promise<number> {
  const isSigned = hint.trust === 'signed'
  const due = await on.rows<{ isNow: boolean }>(sql`
    with named as (
      select store_id, id,
             not ${isSigned}::boolean and coalesce(heard_at > ${now}, false) as is_waiting,
             case when ${isSigned}::boolean then ${now}::timestamptz
                  when heard_at > ${now} then heard_at
                  else greatest(${now}, heard_at + make_interval(secs => ${UNSIGNED_SECONDS}::int))
              end as look_at
        from payments
       where gateway = ${gateway}
         and (reference = ${hint.reference ?? null}
              or approval_reference = ${hint.approvalReference ?? null})
         and state not in ('preparing', 'authenticated')
       order by id
         for no key update
    ), kept as (
      insert into webhook_events (store_id, payment_id, gateway, event_id, kind, trust, came_at)
      select store_id, id, ${gateway}, ${hint.eventId}, ${hint.kind}, ${hint.trust}, ${now}
        from named where not is_waiting
          on conflict do nothing
      returning store_id, payment_id
    )
    update payments p
       set check_at = least(p.check_at, n.look_at), heard_at = n.look_at
      from named n
     where p.store_id = n.store_id and p.id = n.id
       and (n.is_waiting or exists (
             select from kept k where k.store_id = n.store_id and k.payment_id = n.id))
    returning n.look_at <= ${now} as "isNow"
  `)
  return due.filter(({ isNow }) => isNow).length
}

/** Deletes a batch of webhooks past their retention. @returns how many */
export const removeOldWebhooks = (on: Queryable, now: Date, most: number): Promise<number> =>
  on.run(sql`
    delete from webhook_events
     where ctid = any(array(
             select ctid from webhook_events
              where came_at < ${now}::timestamptz - make_interval(days => ${WEBHOOK_DAYS}::int)
              order by came_at
              limit ${most}
           ))
  `)
