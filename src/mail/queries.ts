import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import {
  type Channel,
  type DueMail,
  HELD_SECONDS,
  type MailKind,
  type MailOutcome,
} from './rules.ts'
import { phoneKinds } from './text-rules.ts'

/**
 * Queues mails; one that is queued already stays as it is. What has words for a phone is queued for that too,
 * where its store tells its guests there.
 */
export const insertMails = (
  tx: Tx,
  mails: readonly {
    readonly storeId: string
    readonly id: Id<'Mail'>
    /** Of the message to a phone; without it there is none. */
    readonly phoneId?: Id<'Mail'>
    readonly orderId: string
    readonly kind: MailKind
    readonly aboutId: string | null
  }[],
) =>
  tx.run(sql`
    insert into mails (store_id, id, order_id, kind, about_id, channel, created_at, next_try_at)
    select queued.store_id, way.id, queued.order_id, queued.kind, queued.about_id, way.channel,
           ${tx.now}::timestamptz, ${tx.now}::timestamptz
      from unnest(
             ${mails.map(({ storeId }) => storeId)}::uuid[],
             ${mails.map(({ id }) => id)}::uuid[],
             ${mails.map(({ phoneId }) => phoneId ?? null)}::uuid[],
             ${mails.map(({ orderId }) => orderId)}::uuid[],
             ${mails.map(({ kind }) => kind)}::text[],
             ${mails.map(({ aboutId }) => aboutId)}::uuid[]
           ) as queued (store_id, id, phone_id, order_id, kind, about_id)
      join lateral (
             select queued.id, 'mail' as channel
              union all
             select queued.phone_id, 'phone' from text_settings t
              where t.store_id = queued.store_id and t.guests and queued.phone_id is not null
                and queued.kind = any(${phoneKinds}::text[])
           ) as way on true
        on conflict (order_id, kind, about_id, store_id, channel) where order_id is not null do nothing
  `)

/** Takes due mails, or messages to phones, for one try each. */
export const takeDue = (on: Queryable, now: Date, most: number, channel: Channel = 'mail') =>
  on.rows<DueMail>(sql`
    with due as (
      select store_id, id from mails
       where channel = ${channel} and next_try_at <= ${now}
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
              m.tries, m.tells, m.phone_of as "phoneOf", m.asked_at as "askedAt",
              m.asked_to as "askedTo", (select o.buyer_id from orders o
                         where o.store_id = m.store_id and o.id = m.order_id) as "buyerId"
  `)

/** Sets the outcome of a mail; the first one stays. */
export const endMail = (on: Queryable, now: Date, { storeId, id }: DueMail, outcome: MailOutcome) =>
  on.run(sql`
    update mails
       set outcome = ${outcome}, next_try_at = null,
           sent_at = ${outcome === 'sent' ? now : null}, asked_at = null, asked_to = null
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
       and about_id is not distinct from ${aboutId}::uuid and channel = 'mail'
       and outcome = 'sent'
  `)) !== undefined

export const postponeMail = (on: Queryable, { storeId, id }: DueMail, nextTryAt: Date) =>
  on.run(sql`
    update mails set next_try_at = ${nextTryAt}
     where store_id = ${storeId} and id = ${id} and outcome is null
  `)

/** Skips due mails, or messages, while their channel is off; what was asked for stays unknown. */
export const skipDue = (on: Queryable, now: Date, channel: Channel = 'mail') =>
  on.run(sql`
    update mails
       set outcome = case when asked_at is null then 'skipped' else 'unknown' end,
           next_try_at = null, asked_at = null, asked_to = null
     where channel = ${channel} and next_try_at <= ${now}
  `)

/** Mails that are to be sent, and those of them of which a try failed. */
export const countWaiting = (on: Queryable) =>
  on.one<{ waiting: number; failing: number }>(sql`
    select count(*) as waiting, count(*) filter (where tries > 0) as failing
      from mails where next_try_at is not null
  `)

/** Whether the sender of a message may have it. */
export const isAsked = async (on: Queryable, { storeId, id }: DueMail): Promise<boolean> =>
  (await on.maybe(sql`
    select from mails where store_id = ${storeId} and id = ${id} and asked_at is not null
  `)) !== undefined
