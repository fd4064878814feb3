import type { Id } from '../../kernel/id.ts'
import type { WallTime } from '../../kernel/time.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { defaultTexts, MONTHS_KEPT, type TextSettings } from './text-rules.ts'

// Settings are protected by the lock of their store; the count of a month by its own row.

interface Row extends Omit<TextSettings, 'quiet' | 'most' | 'topics'> {
  readonly ownerId: Id<'Account'>
  readonly name: string
  readonly timeZone: string
  readonly most: number | null
  readonly topics: TextSettings['topics'] | null
  readonly from: WallTime | null
  readonly until: WallTime | null
}

/** What a store has told on phones, and what says when its day is. */
export async function readTextSettings(on: Queryable, storeId: Id<'Store'>) {
  const { from, until, most, topics, ...row } = await on.one<Row>(sql`
    select s.owner_id as "ownerId", s.name, s.time_zone as "timeZone",
           coalesce(t.guests, false) as guests, t.most, t.topics,
           to_char(t.quiet_from, 'HH24:MI') as "from", to_char(t.quiet_until, 'HH24:MI') as until,
           array(select p.account_id from notice_phones p where p.store_id = s.id
                  order by p.position) as phones
      from stores s left join text_settings t on t.store_id = s.id
     where s.id = ${storeId}
  `)
  return {
    ...row,
    most: most ?? defaultTexts.most,
    topics: topics ?? defaultTexts.topics,
    quiet: from !== null && until !== null ? { from, until } : null,
  }
}

export async function writeTextSettings(
  tx: Tx,
  storeId: Id<'Store'>,
  { guests, most, topics, quiet, phones }: TextSettings,
): Promise<void> {
  await tx.run(sql`
    insert into text_settings (store_id, guests, most, topics, quiet_from, quiet_until)
    values (${storeId}, ${guests}, ${most}, ${topics}::text[], ${quiet?.from ?? null}::time,
            ${quiet?.until ?? null}::time)
        on conflict (store_id) do update
       set guests = excluded.guests, most = excluded.most, topics = excluded.topics,
           quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until
  `)
  await dropNoticePhones(tx, storeId)
  await tx.run(sql`
    insert into notice_phones (store_id, position, account_id)
    select ${storeId}, at, account_id
      from unnest(${phones}::uuid[]) with ordinality as given (account_id, at)
  `)
}

/** When a store is handed over: who was told its news. */
export async function dropNoticePhones(tx: Tx, storeId: Id<'Store'>): Promise<void> {
  await tx.run(sql`delete from notice_phones where store_id = ${storeId}`)
}

/** Somebody who leaves is told of no store. */
export async function eraseNoticePhones(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from notice_phones where account_id = ${accountId}`)
}

const monthOf = (at: Date) =>
  sql`date_trunc('month', ${at}::timestamptz at time zone s.time_zone)::date`

/**
 * Counts a message against the cap of its store. The row of the month decides: of those that come at once none
 * goes over it (`text_months_within`).
 *
 * @returns false: the cap is reached
 */
export const spendText = async (tx: Tx, storeId: Id<'Store'>): Promise<boolean> =>
  (await tx.run(sql`
    insert into text_months as m (store_id, month, sent, most)
    select s.id, ${monthOf(tx.now)}, 1, t.most
      from stores s join text_settings t on t.store_id = s.id
     where s.id = ${storeId} and t.most > 0
        on conflict (store_id, month) do update
       set sent = m.sent + 1, most = excluded.most
     where m.sent < excluded.most
  `)) > 0

/** Gives back one that was counted then and cost nothing. */
export const unspendText = (tx: Tx, storeId: Id<'Store'>, at: Date) =>
  tx.run(sql`
    update text_months m set sent = m.sent - 1
      from stores s
     where s.id = ${storeId} and m.store_id = s.id and m.month = ${monthOf(at)} and m.sent > 0
  `)

/** How many messages a store has sent in the month of an instant. */
export const countTexts = async (on: Queryable, storeId: Id<'Store'>, at: Date): Promise<number> =>
  (
    await on.maybe<{ sent: number }>(sql`
      select m.sent from text_months m join stores s on s.id = m.store_id
       where m.store_id = ${storeId} and m.month = ${monthOf(at)}
    `)
  )?.sent ?? 0

/** Counts of months long past. */
export const removeOldMonths = (on: Queryable, now: Date) =>
  on.run(sql`
    delete from text_months where month < ${now}::timestamptz - make_interval(months => ${MONTHS_KEPT})
  `)

/** Of these people those who work at a store besides its owner. A statement of the house. */
export const listStaffOf = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<{ accountId: string }>(sql`
    select account_id as "accountId" from staff where store_id = ${storeId} order by since, account_id
  `)

/** People with a verified number, which is encrypted. */
export const listReachable = (on: Queryable, accountIds: readonly string[]) =>
  on.rows<{ accountId: string; name: string; phone: string }>(sql`
    select a.id as "accountId", a.name, v.phone
      from accounts a join verified_phones v on v.account_id = a.id
     where a.id = any(${accountIds}::uuid[])
  `)
