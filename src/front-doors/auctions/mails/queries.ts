import type { Id } from '../../../kernel/id.ts'
import { later } from '../../../kernel/time.ts'
import { instants, integers, uuids } from '../../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'
import type { LotAsk } from '../bid-queries.ts'
import { type LotMailKind, OUTBID_BETWEEN_SECONDS, REMIND_BEFORE_SECONDS } from './rules.ts'

export interface LotMail {
  readonly kind: LotMailKind
  /** Null: the seller. */
  readonly bidder: number | null
  readonly turn: number
}

export interface LotMailDraft extends LotMail, LotAsk {
  readonly id: Id<'Mail'>
  readonly dueAt: Date
}

/** Queues mails about lots; what was told already is not told again. */
export const insertLotMails = (tx: Tx, mails: readonly LotMailDraft[]) =>
  tx.run(sql`
    with given as (
      select * from unnest(
        ${uuids(mails.map(({ storeId }) => storeId))}::uuid[],
        ${uuids(mails.map(({ id }) => id))}::uuid[],
        ${uuids(mails.map(({ lotId }) => lotId))}::uuid[],
        ${mails.map(({ kind }) => kind)}::text[],
        ${mails.map(({ bidder }) => bidder)}::integer[],
        ${integers(mails.map(({ turn }) => turn))}::integer[],
        ${instants(mails.map(({ dueAt }) => dueAt))}::timestamptz[]
      ) as given (store_id, id, lot_id, kind, bidder, turn, due_at)
    ), told as (
      insert into lot_mails (store_id, id, lot_id, kind, bidder, turn, created_at)
      select store_id, id, lot_id, kind, bidder, turn, ${tx.now}
        from given
       where kind <> 'outbid' or not exists (
               select from lot_mails b
                 join mails m on m.store_id = b.store_id and m.id = b.id
                where b.lot_id = given.lot_id and b.store_id = given.store_id
                  and b.kind = 'outbid' and b.bidder = given.bidder
                  and b.created_at > ${later(tx.now, -OUTBID_BETWEEN_SECONDS)}
                  and m.outcome is distinct from 'skipped')
          on conflict (lot_id, kind, bidder, turn, store_id) do nothing
      returning store_id, id
    )
    insert into mails (store_id, id, order_id, kind, created_at, next_try_at)
    select store_id, id, null, 'door', ${tx.now}, given.due_at
      from told join given using (store_id, id)
  `)

/** What a mail is about, and the account of its bidder; null once it is gone. */
export const readLotMail = (on: Queryable, storeId: Id<'Store'>, mailId: Id<'Mail'>) =>
  on.maybe<LotMail & LotAsk & { accountId: Id<'Account'> | null }>(sql`
    select m.store_id as "storeId", m.lot_id as "lotId", m.kind, m.bidder, m.turn,
           b.account_id as "accountId"
      from lot_mails m
      left join lot_bidders b on b.store_id = m.store_id and b.lot_id = m.lot_id
                             and b.bidder = m.bidder
     where m.store_id = ${storeId} and m.id = ${mailId}
  `)

const [FIRST, SECOND] = REMIND_BEFORE_SECONDS

/** Counts the reminders that are due of wins which are not known to be paid. */
export const takeReminders = (tx: Tx, limit: number) =>
  tx.rows<LotAsk & { bidder: number; wonAt: Date; expiresAt: Date; turn: number }>(sql`
    with due as (
      select w.store_id, w.lot_id, w.round, passed.turn
        from wins w
       cross join lateral (
               select case when w.expires_at <= ${later(tx.now, SECOND)} then 2 else 1 end as turn
             ) as passed
       where w.ended is null and w.settled_at is null
         and w.expires_at > ${tx.now} and w.expires_at <= ${later(tx.now, FIRST)}
         and w.reminders < passed.turn
       order by w.expires_at
       limit ${limit}
         for update of w skip locked
    )
    update wins w
       set reminders = due.turn
      from due
     where w.store_id = due.store_id and w.lot_id = due.lot_id and w.round = due.round
    returning w.store_id as "storeId", w.lot_id as "lotId", w.bidder, w.won_at as "wonAt",
              w.expires_at as "expiresAt", due.turn
  `)
