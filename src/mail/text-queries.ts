import type { SealedColumn } from '../accounts/erasure.ts'
import type { Id } from '../kernel/id.ts'
import { orderRows } from '../orders/queries.ts'
import type { Order } from '../orders/rules.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { DueMail, MailOutcome } from './rules.ts'

/** For the key rotation: numbers of messages whose fate is not known. */
export const sealedAsked: SealedColumn = {
  table: 'mails',
  keys: ['store_id', 'id'],
  columns: ['asked_to'],
}

/**
 * Writes that the sender is about to be asked; only of the try that was taken, and once.
 *
 * @returns 0: another process has it, or it is over
 */
export const markAsked = (tx: Tx, { storeId, id, tries }: DueMail, to: string) =>
  tx.run(sql`
    update mails set asked_at = ${tx.now}, asked_to = ${to}
     where store_id = ${storeId} and id = ${id} and tries = ${tries} and asked_at is null
       and outcome is null
  `)

/** The sender has none of it: it may be asked again. */
export const forgetAsk = (on: Queryable, { storeId, id, tries }: DueMail) =>
  on.run(sql`
    update mails set asked_at = null, asked_to = null
     where store_id = ${storeId} and id = ${id} and tries = ${tries} and asked_at is not null
  `)

/** What became of the message beside a mail about an order; undefined: there is none. */
export const readBeside = (
  on: Queryable,
  { storeId, orderId, kind, aboutId }: Pick<DueMail, 'storeId' | 'orderId' | 'kind' | 'aboutId'>,
) =>
  on.maybe<{ outcome: MailOutcome | null }>(sql`
    select outcome from mails
     where store_id = ${storeId} and order_id = ${orderId} and kind = ${kind}
       and about_id is not distinct from ${aboutId}::uuid and channel = 'phone'
  `)

/** Queues what a store is told on phones besides its mail, if it wants any of it there. */
export const queueOwnerPhones = (
  tx: Tx,
  { storeId, id }: Pick<DueMail, 'storeId' | 'id'>,
  newIds: readonly Id<'Mail'>[],
) =>
  tx.run(sql`
    insert into mails (store_id, id, order_id, kind, channel, tells, phone_of, created_at, next_try_at)
    select p.store_id, given.id, null, 'owner', 'phone', ${id}, p.account_id, ${tx.now}, ${tx.now}
      from notice_phones p
      join text_settings t on t.store_id = p.store_id and cardinality(t.topics) > 0
      join unnest(${newIds}::uuid[]) with ordinality as given (id, position)
        on given.position = p.position
     where p.store_id = ${storeId}
        on conflict (tells, phone_of, store_id) where tells is not null do nothing
  `)

/** A mail of a front door or a list, about no order, whose words go to a phone too. */
export interface Told {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Mail'>
  readonly tells: Id<'Mail'>
}

/**
 * Queues messages beside mails that are about no order, where the store tells its guests on phones; with them, in
 * one commit. What writes the mail also says to which number (`phone.to`).
 */
export const tellOnPhones = (tx: Tx, told: readonly Told[]) =>
  tx.run(sql`
    insert into mails (store_id, id, order_id, kind, channel, tells, created_at, next_try_at)
    select given.store_id, given.id, null, 'door', 'phone', given.tells, ${tx.now}, ${tx.now}
      from unnest(
             ${told.map(({ storeId }) => storeId)}::uuid[],
             ${told.map(({ id }) => id)}::uuid[],
             ${told.map(({ tells }) => tells)}::uuid[]
           ) as given (store_id, id, tells)
      join text_settings t on t.store_id = given.store_id and t.guests
        on conflict (tells, phone_of, store_id) where tells is not null do nothing
  `)

/** The buyer leaves: what was asked for and not answered is over, and its number gone. */
export async function forgetAsked(
  tx: Tx,
  orders: readonly Pick<Order, 'storeId' | 'id'>[],
): Promise<void> {
  await tx.run(sql`
    update mails m
       set outcome = 'unknown', next_try_at = null, asked_at = null, asked_to = null
      from ${orderRows(orders)} as given (store_id, id)
     where m.store_id = given.store_id and m.order_id = given.id and m.asked_at is not null
  `)
}

/** The same of the numbers at which somebody was told of stores. */
export async function forgetAskedOf(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update mails
       set outcome = 'unknown', next_try_at = null, asked_at = null, asked_to = null
     where phone_of = ${accountId} and asked_at is not null
  `)
}
