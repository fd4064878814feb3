import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import { type DueMail, HELD_SECONDS, type MailKind, type MailOutcome } from './rules.ts'

/** Queues mails; one that is queued already stays as it is. */
export const insertMails = (
  tx: Tx,
  mails: readonly {
    readonly storeId: string
    readonly id: Id<'Mail'>
    readonly orderId: string
    readonly kind: MailKind
    readonly aboutId: string | null
  }[],
) =>
  tx.run(sql`
    insert into mails (store_id, id, order_id, kind, about_id, created_at, next_try_at)
    select store_id, id, order_id, kind, about_id, ${tx.now}::timestamptz, ${tx.now}::timestamptz
      from unnest(
             ${mails.map(({ storeId }) => storeId)}::uuid[],
             ${mails.map(({ id }) => id)}::uuid[],
             ${mails.map(({ orderId }) => orderId)}::uuid[],
             ${mails.map(({ kind }) => kind)}::text[],
             ${mails.map(({ aboutId }) => aboutId)}::uuid[]
           ) as queued (store_id, id, order_id, kind, about_id)
        on conflict (order_id, kind, about_id, store_id) where order_id is not null do nothing
  `)

/** Takes due mails, for one try each. */
export const takeDue = (on: Queryable, now: Date, most: number) =>
  on.rows<DueMail>(sql`
    with due as (
      select store_id, id from mails
       where next_try_at <= ${now}
       order by next_try_at
       limit ${most}
         for update skip locked
    )
    update mails m
       set tries = m.tries + 1,
           next_try_at = ${later(now, HELD_SECONDS)}
      from due
     where m.store_id = due.store_id and m.id = due.id
    returning m.store_id as "storeId", m.id, m.order_id as "orderId", m.kind,
              m.about_id as "aboutId",
              m.created_at as "createdAt", ${now}::timestamptz as "takenAt",
              m.tries, (select o.buyer_id from orders o
                         where o.store_id = m.store_id and o.id = m.order_id) as "buyerId"
  `)

/** Sets the outcome of a mail; the first one stays. */
export const endMail = (on: Queryable, now: Date, { storeId, id }: DueMail, outcome: MailOutcome) =>
  on.run(sql`
    update mails
       set outcome = ${outcome}, next_try_at = null,
           sent_at = ${outcome === 'sent' ? now : null}
     where store_id = ${storeId} and id = ${id} and outcome is null
  `)

/** Whether an order's mail of a kind has gone out. */
export const wasSent = async (
  on: Queryable,
  storeId: Id<'Store'>,
  { orderId, kind, aboutId }: Pick<DueMail, 'orderId' | 'kind' | 'aboutId'>,
): Promise<boolean> =>
  (await on.maybe(sql`
    select from mails
     where store_id = ${storeId} and order_id = ${orderId} and kind = ${kind}
       and about_id is not distinct from ${aboutId}::uuid and outcome = 'sent'
  `)) !== undefined

export const postponeMail = (on: Queryable, { storeId, id }: DueMail, nextTryAt: Date) =>
  on.run(sql`
    update mails set next_try_at = ${nextTryAt}
     where store_id = ${storeId} and id = ${id} and outcome is null
  `)

/** Skips due mails while mail is off. */
export const skipDue = (on: Queryable, now: Date) =>
  on.run(sql`
    update mails set outcome = 'skipped', next_try_at = null where next_try_at <= ${now}
  `)

/** Mails that are to be sent, and those of them of which a try failed. */
export const countWaiting = (on: Queryable) =>
  on.one<{ waiting: number; failing: number }>(sql`
    select count(*) as waiting, count(*) filter (where tries > 0) as failing
      from mails where next_try_at is not null
  `)
