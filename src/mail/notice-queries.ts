import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Notice } from './content.ts'
import { BETWEEN_SECONDS, LISTED_MOST, NEWS_SECONDS, type NoticeKind } from './notice-rules.ts'

export interface NoticeDraft {
  readonly storeId: string
  readonly id: Id<'Notice'>
  /** An order; of `payment-review` a payment. */
  readonly subjectId: string
  readonly kind: NoticeKind
  readonly aboutId: string | null
}

/** What a front door sells that is no booking: places whose keys begin so. */
export interface Unbooked {
  readonly door: string
  readonly prefix: string
}

/**
 * Writes notices; one that is known stays as it is. Left out: what calling services took, what the store
 * entered itself, what it or nobody but time canceled, and that something was paid or canceled of which nothing is a booking.
 *
 * @returns the stores of those that are new
 */
export const insertNotices = (
  tx: Tx,
  drafts: readonly NoticeDraft[],
  unbooked: readonly Unbooked[],
) =>
  tx.rows<{ storeId: Id<'Store'> }>(sql`
    with fresh as (
      insert into notices (store_id, id, order_id, kind, about_id, at)
      select given.store_id, given.id, o.id, given.kind, given.about_id, ${tx.now}
        from unnest(
               ${drafts.map(({ storeId }) => storeId)}::uuid[],
               ${drafts.map(({ id }) => id)}::uuid[],
               ${drafts.map(({ subjectId }) => subjectId)}::uuid[],
               ${drafts.map(({ kind }) => kind)}::text[],
               ${drafts.map(({ aboutId }) => aboutId)}::uuid[]
             ) as given (store_id, id, subject_id, kind, about_id)
        left join payments p on p.store_id = given.store_id and p.id = given.subject_id
                            and given.kind = 'payment-review'
        join orders o on o.store_id = given.store_id
                     and o.id = coalesce(p.order_id, given.subject_id) and not o.standing
       where not (given.kind = 'booked' and o.by_store)
         and (given.kind <> 'canceled'
              or exists (select from cancellations c
                          where c.store_id = o.store_id and c.order_id = o.id
                            and c.canceled_by = 'buyer'))
         and (given.kind <> 'partly-canceled'
              or exists (select from give_backs g
                          where g.store_id = o.store_id and g.id = given.about_id
                            and g.given_by = 'buyer'))
         and (given.kind not in ('booked', 'canceled') or exists (
               select from order_lines d
                 join places at on at.store_id = d.store_id and at.id = d.place_id
                 join stores s on s.id = d.store_id
                where d.store_id = o.store_id and d.order_id = o.id
                  and not exists (
                    select from unnest(
                             ${unbooked.map(({ door }) => door)}::text[],
                             ${unbooked.map(({ prefix }) => prefix)}::text[]
                           ) as unbooked (door, prefix)
                     where (unbooked.door = s.front_door or unbooked.door = any(s.also))
                       and starts_with(at.key, unbooked.prefix))))
          on conflict do nothing
      returning store_id
    )
    select distinct store_id as "storeId" from fresh order by store_id
  `)

/**
 * Sees to it that each of these stores has a mail waiting, which is due once the last one is old
 * enough. One that waits already is locked: it cannot end without having seen the new notices.
 */
export const queueOwnerMails = (
  tx: Tx,
  mails: readonly { readonly storeId: Id<'Store'>; readonly id: Id<'Mail'> }[],
) =>
  tx.run(sql`
    insert into mails (store_id, id, order_id, kind, created_at, next_try_at)
    select given.store_id, given.id, null, 'owner', ${tx.now}::timestamptz,
           greatest(${tx.now}::timestamptz,
                    (select max(m.sent_at) + make_interval(secs => ${BETWEEN_SECONDS})
                       from mails m where m.store_id = given.store_id and m.kind = 'owner'
                        and m.channel = 'mail'))
      from unnest(
             ${mails.map(({ storeId }) => storeId)}::uuid[],
             ${mails.map(({ id }) => id)}::uuid[]
           ) as given (store_id, id)
     order by given.store_id
        on conflict (store_id) where kind = 'owner' and channel = 'mail' and outcome is null
        do update set created_at = mails.created_at
  `)

/** Makes a mail the one that tells what none has told yet. */
export const takeNotices = (on: Queryable, { storeId, id }: MailKey) =>
  on.run(sql`
    update notices set mail_id = ${id} where store_id = ${storeId} and mail_id is null
  `)

interface MailKey {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Mail'>
}

/** What a mail tells, latest first, and how many there are. */
export async function readNotices(
  on: Queryable,
  { storeId, id }: MailKey,
  kinds: readonly NoticeKind[],
  now: Date,
): Promise<{ readonly notices: Notice[]; readonly count: number }> {
  const rows = await on.rows<Notice & { count: number }>(sql`
    select n.id, n.order_id as "orderId", n.kind, n.about_id as "aboutId", n.at,
           count(*) over ()::integer as count
      from notices n
     where n.store_id = ${storeId} and n.mail_id = ${id} and n.kind = any(${kinds}::text[])
       and n.at > ${later(now, -NEWS_SECONDS)}
     order by n.id desc
     limit ${LISTED_MOST}
  `)
  return { notices: rows.map(({ count: _, ...notice }) => notice), count: rows[0]?.count ?? 0 }
}

/** Whether a store has news that no mail tells. */
export const hasUntold = async (on: Queryable, storeId: Id<'Store'>): Promise<boolean> =>
  (await on.maybe(sql`
    select 1 from notices where store_id = ${storeId} and mail_id is null limit 1
  `)) !== undefined

/** A store's latest notices, for its desk, with the first start of each order. */
export const listNotices = (on: Queryable, storeId: Id<'Store'>, limit: number) =>
  on.rows<Notice & { orderNumber: string; startsAt: Date | null }>(sql`
    select n.id, n.order_id as "orderId", n.kind, n.about_id as "aboutId", n.at,
           o.number as "orderNumber",
           (select min(p.starts_at)
              from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
             where l.store_id = o.store_id and l.order_id = o.id
               and l.status <> 'moved') as "startsAt"
      from notices n join orders o on o.store_id = n.store_id and o.id = n.order_id
     where n.store_id = ${storeId}
     order by n.id desc
     limit ${limit}
  `)
