import type { Id } from '../../../kernel/id.ts'
import { integers, texts, uuids } from '../../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'
import type { LotAsk } from '../bid-queries.ts'
import type { Speaker } from './rules.ts'

// Lock order: the store, then the chat of a lot, then its messages.

/** Makes the chat of a lot, if there is the lot and not yet its chat. */
export const makeChat = (on: Queryable, { storeId, lotId }: LotAsk) =>
  on.run(sql`
    insert into lot_chats (store_id, lot_id)
    select store_id, id from lots where store_id = ${storeId} and id = ${lotId}
        on conflict (store_id, lot_id) do nothing
  `)

export interface Chat {
  readonly messages: number
  readonly viewers: number
  readonly isFrozen: boolean
  readonly ownerId: Id<'Account'>
}

/** The chat of a lot that anybody may see, which messages take turns on. */
export const lockChat = (on: Queryable, { storeId, lotId }: LotAsk) =>
  on.maybe<Chat>(sql`
    select c.messages, c.viewers, c.frozen as "isFrozen", s.owner_id as "ownerId"
      from lot_chats c
      join lots l on l.store_id = c.store_id and l.id = c.lot_id
      join stores s on s.id = c.store_id
     where c.store_id = ${storeId} and c.lot_id = ${lotId} and not l.hidden
       for update of c
  `)

/** Those of these accounts who have spoken before bidding, or are muted. */
export const readSpeakers = (
  on: Queryable,
  { storeId, lotId }: LotAsk,
  accountIds: readonly Id<'Account'>[],
) =>
  on.rows<{ accountId: Id<'Account'>; number: number | null; isMuted: boolean }>(sql`
    select account_id as "accountId", number, muted_at is not null as "isMuted"
      from lot_speakers
     where store_id = ${storeId} and lot_id = ${lotId}
       and account_id = any(${uuids(accountIds)}::uuid[])
  `)

export interface NewMessage {
  readonly number: number
  readonly from: Speaker
  readonly accountId: Id<'Account'>
  readonly text: string
}

export const insertMessages = (tx: Tx, at: LotAsk, messages: readonly NewMessage[]) =>
  tx.run(sql`
    insert into lot_messages (store_id, lot_id, number, kind, speaker, account_id, text, at)
    select ${at.storeId}, ${at.lotId}, number, kind, speaker, account_id, text, ${tx.now}
      from unnest(
             ${integers(messages.map(({ number }) => number))}::integer[],
             ${messages.map(({ from }) => from.kind)}::text[],
             ${integers(messages.map(({ from }) => from.number))}::integer[],
             ${uuids(messages.map(({ accountId }) => accountId))}::uuid[],
             ${texts(messages.map(({ text }) => text))}::text[]
           ) as given (number, kind, speaker, account_id, text)
  `)

/** Gives numbers to people who have not bid; who is muted meanwhile stays so. */
export const writeSpeakers = (
  tx: Tx,
  { storeId, lotId }: LotAsk,
  viewers: ReadonlyMap<Id<'Account'>, number>,
) =>
  tx.run(sql`
    insert into lot_speakers (store_id, lot_id, account_id, number, at)
    select ${storeId}, ${lotId}, account_id, number, ${tx.now}
      from unnest(${uuids([...viewers.keys()])}::uuid[], ${integers([...viewers.values()])}::integer[])
             as given (account_id, number)
        on conflict (store_id, lot_id, account_id) do update set number = excluded.number
  `)

/** Writes the last numbers, and tells those who watch. */
export const writeChat = (
  tx: Tx,
  { storeId, lotId }: LotAsk,
  { messages, viewers, isFrozen }: Omit<Chat, 'ownerId'>,
) =>
  tx.run(sql`
    with written as (
      update lot_chats set messages = ${messages}, viewers = ${viewers}, frozen = ${isFrozen}
       where store_id = ${storeId} and lot_id = ${lotId}
    )
    insert into outbox (store_id, topic, subject_id, body, at)
    values (${storeId}, 'lot.talked', ${lotId}, jsonb_build_object('lotId', ${lotId}::uuid), ${tx.now})
  `)

/** Takes the text away. @returns 0 where there is no such message */
export const removeMessage = (tx: Tx, { storeId, lotId }: LotAsk, number: number) =>
  tx.run(sql`
    update lot_messages set text = null, removed_at = ${tx.now}
     where store_id = ${storeId} and lot_id = ${lotId} and number = ${number}
       and removed_at is null
  `)

/** Mutes whoever sent a message, or lets them speak again. @returns 0 where there is nobody */
export const writeMuted = (tx: Tx, { storeId, lotId }: LotAsk, number: number, isMuted: boolean) =>
  tx.run(sql`
    insert into lot_speakers (store_id, lot_id, account_id, muted_at, at)
    select store_id, lot_id, account_id, case when ${isMuted} then ${tx.now}::timestamptz end,
           ${tx.now}
      from lot_messages
     where store_id = ${storeId} and lot_id = ${lotId} and number = ${number}
       and account_id is not null
        on conflict (store_id, lot_id, account_id)
        do update set muted_at = excluded.muted_at, at = excluded.at
  `)

/** Counts a report, once each. @returns undefined where there is no such message */
export const insertReport = (
  tx: Tx,
  { storeId, lotId }: LotAsk,
  number: number,
  accountId: Id<'Account'>,
) =>
  tx.maybe(sql`
    with found as (
      select store_id, lot_id, number from lot_messages
       where store_id = ${storeId} and lot_id = ${lotId} and number = ${number}
         and removed_at is null
    ), made as (
      insert into lot_message_reports (store_id, lot_id, number, account_id, at)
      select store_id, lot_id, number, ${accountId}, ${tx.now} from found
          on conflict do nothing
      returning number
    ), counted as (
      update lot_messages m set reports = m.reports + 1
        from made
       where m.store_id = ${storeId} and m.lot_id = ${lotId} and m.number = made.number
    )
    select 1 from found
  `)

export interface ShownMessage extends Speaker {
  readonly message: number
  readonly accountId: Id<'Account'> | null
  readonly text: string
  readonly at: Date
  /** Whether its sender may not write any more. */
  readonly isMuted?: boolean
}

const messageColumns = sql`
  m.number as message, m.kind, m.speaker as number, m.account_id as "accountId", m.text, m.at,
  exists (select 1 from lot_speakers p
           where p.store_id = m.store_id and p.lot_id = m.lot_id
             and p.account_id = m.account_id and p.muted_at is not null) as "isMuted"`

export const listMessagesAfter = (
  on: Queryable,
  { storeId, lotId }: LotAsk,
  after: number,
  limit: number,
) =>
  on.rows<ShownMessage>(sql`
    select ${messageColumns} from lot_messages m
     where m.store_id = ${storeId} and m.lot_id = ${lotId} and m.number > ${after}
       and m.removed_at is null
     order by m.number
     limit ${limit}
  `)

/** The latest after a number, oldest first. */
export const listLatestMessages = (
  on: Queryable,
  { storeId, lotId }: LotAsk,
  after: number,
  limit: number,
) =>
  on.rows<ShownMessage>(sql`
    select * from (
      select ${messageColumns} from lot_messages m
       where m.store_id = ${storeId} and m.lot_id = ${lotId} and m.number > ${after}
         and m.removed_at is null
       order by m.number desc
       limit ${limit}
    ) as latest
    order by message
  `)

export const listReported = (on: Queryable, { storeId, lotId }: LotAsk, limit: number) =>
  on.rows<ShownMessage & { reports: number; isMuted: boolean }>(sql`
    select ${messageColumns}, m.reports
      from lot_messages m
     where m.store_id = ${storeId} and m.lot_id = ${lotId} and m.reports > 0
       and m.removed_at is null
     order by m.number desc
     limit ${limit}
  `)

/** Whether anybody may see a lot, and what its chat is. */
export const readChat = (on: Queryable, { storeId, lotId }: LotAsk) =>
  on.maybe<Omit<Chat, 'viewers'> & { readonly isHidden: boolean; readonly now: Date }>(sql`
    select s.owner_id as "ownerId", coalesce(c.messages, 0) as messages, coalesce(c.frozen, false) as "isFrozen",
           l.hidden as "isHidden", clock_now() as now
      from lots l
      join stores s on s.id = l.store_id
      left join lot_chats c on c.store_id = l.store_id and c.lot_id = l.id
     where l.store_id = ${storeId} and l.id = ${lotId}
  `)

/** Deletes old messages with their reports, and who spoke then. */
export async function deleteOld(on: Queryable, before: Date, most: number): Promise<number> {
  const deleted = await on.run(sql`
    delete from lot_messages
     where (store_id, lot_id, number) in (
             select store_id, lot_id, number from lot_messages
              where at < ${before}
              order by at, number
              limit ${most})
  `)
  await on.run(sql`delete from lot_speakers where at < ${before}`)
  return deleted
}
