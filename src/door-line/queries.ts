import type { SealedColumn } from '../accounts/erasure.ts'
import type { Id } from '../kernel/id.ts'
import type { WallDate } from '../kernel/time.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { Rank } from './postpone-rules.ts'
import { CALLS_MOST, CALLS_READ, type Terms, type Ticket } from './rules.ts'

// Lock order: orders, then the line of the store, which every change of a ticket locks.

/** For the key rotation. */
export const sealedTickets: SealedColumn = {
  table: 'door_tickets',
  keys: ['store_id', 'id'],
  columns: ['name', 'phone'],
}

const termsColumns = sql`
  d.is_on as "isOn", d.parties_most as "partiesMost", d.call_minutes as "callMinutes"`

export const readTerms = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<Terms>(sql`select ${termsColumns} from door_lines d where d.store_id = ${storeId}`)

export const writeTerms = (
  tx: Tx,
  storeId: Id<'Store'>,
  { isOn, partiesMost, callMinutes }: Terms,
) =>
  tx.run(sql`
    insert into door_lines (store_id, is_on, parties_most, call_minutes)
    values (${storeId}, ${isOn}, ${partiesMost}, ${callMinutes})
        on conflict (store_id) do update
       set is_on = excluded.is_on, parties_most = excluded.parties_most,
           call_minutes = excluded.call_minutes
  `)

export interface Line extends Terms {
  readonly lastDay: WallDate | null
  readonly lastNumber: number
}

export const lockLine = (tx: Tx, storeId: Id<'Store'>) =>
  tx.maybe<Line>(sql`
    select ${termsColumns}, d.day::text as "lastDay", d.last_number as "lastNumber"
      from door_lines d
     where d.store_id = ${storeId}
       for update
  `)

/** The highest number of a date, or 0. Call under the lock of the line. */
export const readLastNumber = async (tx: Tx, storeId: Id<'Store'>, day: WallDate) =>
  (
    await tx.one<{ last: number }>(sql`
      select coalesce(max(number), 0)::integer as last from door_tickets
       where store_id = ${storeId} and day = ${day}::date
    `)
  ).last

/** Whoever waits, as tickets are kept. */
export interface TicketRow extends Ticket {
  readonly storeId: Id<'Store'>
  readonly day: WallDate
  readonly holderId: Id<'Account'> | null
  /** Sealed. */
  readonly name: string | null
  readonly phone: string | null
  readonly phoneIndex: string | null
  readonly joinedAt: Date
  readonly calledAt: Date | null
  readonly orderId: Id<'Order'> | null
  /** How often its guest let others go first. */
  readonly postponed: number
  readonly endedAt: Date | null
}

const ticketColumns = sql`
  t.id, t.store_id as "storeId", t.day::text as day, t.number, t.holder_id as "holderId", t.party,
  t.name, t.phone, t.phone_index as "phoneIndex", t.state, t.joined_at as "joinedAt",
  t.ranked_at as "rankedAt", t.calls, t.called_at as "calledAt", t.call_until as "callUntil",
  t.order_id as "orderId", t.postponed, t.ended_at as "endedAt"`

/** Of a store and a date: those that wait or were called. The terms bound how many there are. */
export const listOpen = (on: Queryable, storeId: Id<'Store'>, day: WallDate) =>
  on.rows<TicketRow>(sql`
    select ${ticketColumns} from door_tickets t
     where t.store_id = ${storeId} and t.day = ${day}::date and t.state in ('waiting', 'called')
  `)

/** When parties of a date were called, latest first. */
export const listCalls = (on: Queryable, storeId: Id<'Store'>, day: WallDate) =>
  on.rows<{ calledAt: Date }>(sql`
    select t.called_at as "calledAt" from door_tickets t
     where t.store_id = ${storeId} and t.day = ${day}::date and t.called_at is not null
     order by t.called_at desc
     limit ${CALLS_READ}
  `)

/** Whatever has become of it. */
export const readTicket = (on: Queryable, storeId: Id<'Store'>, id: Id<'DoorTicket'>) =>
  on.maybe<TicketRow>(sql`
    select ${ticketColumns} from door_tickets t where t.store_id = ${storeId} and t.id = ${id}
  `)

/** One of a holder, whichever store it is at. */
export const findOwn = (on: Queryable, holderId: Id<'Account'>, id: Id<'DoorTicket'>) =>
  on.maybe<TicketRow>(sql`
    select ${ticketColumns} from door_tickets t where t.id = ${id} and t.holder_id = ${holderId}
  `)

export interface TicketDraft
  extends Pick<
    TicketRow,
    | 'storeId'
    | 'id'
    | 'day'
    | 'number'
    | 'holderId'
    | 'party'
    | 'name'
    | 'phone'
    | 'phoneIndex'
    | 'rankedAt'
  > {}

/** Writes a ticket with the number that it takes. */
export const insertTicket = (tx: Tx, ticket: TicketDraft) =>
  tx.run(sql`
    with numbered as (
      update door_lines set day = ${ticket.day}::date, last_number = ${ticket.number}
       where store_id = ${ticket.storeId}
    )
    insert into door_tickets (store_id, id, day, number, holder_id, party, name, phone, phone_index,
                              state, joined_at, ranked_at)
    values (${ticket.storeId}, ${ticket.id}, ${ticket.day}::date, ${ticket.number},
            ${ticket.holderId}, ${ticket.party}, ${ticket.name}, ${ticket.phone},
            ${ticket.phoneIndex}, 'waiting', ${tx.now}, ${ticket.rankedAt})
  `)

type TicketKey = Pick<TicketRow, 'storeId' | 'id'>

/** Calls a ticket, and queues the mail of the call. */
export const writeCall = (
  tx: Tx,
  { storeId, id }: TicketKey,
  { until, mailId }: { readonly until: Date; readonly mailId: Id<'Mail'> },
) =>
  tx.run(sql`
    with queued as (
      insert into mails (store_id, id, order_id, kind, created_at, next_try_at)
      values (${storeId}, ${mailId}, null, 'door', ${tx.now}, ${tx.now})
    )
    update door_tickets
       set state = 'called', calls = calls + 1, called_at = ${tx.now}, call_until = ${until},
           mail_id = ${mailId}
     where store_id = ${storeId} and id = ${id}
  `)

/** Writes the ranks of a line in which a guest let others go first. */
export const writeRanks = (tx: Tx, { storeId, id }: TicketKey, ranks: readonly Rank[]) =>
  tx.run(sql`
    update door_tickets t
       set ranked_at = rank.at, postponed = t.postponed + (t.id = ${id})::integer
      from unnest(
             ${ranks.map((rank) => rank.id)}::uuid[],
             ${ranks.map(({ rankedAt }) => rankedAt)}::timestamptz[]
           ) as rank (id, at)
     where t.store_id = ${storeId} and t.id = rank.id
  `)

/** Writes what a ticket has become. */
export const writeState = (
  tx: Tx,
  { storeId, id }: TicketKey,
  {
    state,
    rankedAt,
    orderId = null,
  }: Pick<Ticket, 'state' | 'rankedAt'> & { readonly orderId?: Id<'Order'> | null },
) =>
  tx.run(sql`
    update door_tickets
       set state = ${state}, ranked_at = ${rankedAt}, order_id = ${orderId},
           call_until = case when ${state} = 'called' then call_until end,
           ended_at = ${state === 'waiting' || state === 'called' ? null : tx.now}
     where store_id = ${storeId} and id = ${id}
  `)

/**
 * Ends what was called for the last time and did not come, which every reader sees already, so that its holder may
 * wait anew. A first call that is over is put back.
 */
export const settleCalls = (tx: Tx, storeId: Id<'Store'>) =>
  tx.run(sql`
    update door_tickets
       set state = case when calls >= ${CALLS_MOST} then 'passed' else 'waiting' end,
           ranked_at = case when calls >= ${CALLS_MOST} then ranked_at else call_until end,
           ended_at = case when calls >= ${CALLS_MOST} then call_until end,
           call_until = null
     where store_id = ${storeId} and state = 'called' and call_until <= ${tx.now}
  `)

/** A ticket with its store, as its holder sees it. */
export interface OwnRow extends TicketRow {
  readonly storeName: string
  readonly storeDoor: string
  readonly timeZone: string
  readonly now: Date
}

const ownRows = (where: Sql, now: Date): Sql => sql`
  select ${ticketColumns}, s.name as "storeName", s.front_door as "storeDoor",
         s.time_zone as "timeZone", ${now}::timestamptz as now
    from door_tickets t join stores s on s.id = t.store_id
   where ${where}`

export const listOwn = (on: Queryable, holderId: Id<'Account'>, now: Date, most: number) =>
  on.rows<OwnRow>(sql`
    ${ownRows(sql`t.holder_id = ${holderId}`, now)} order by t.joined_at desc limit ${most}
  `)

/** Open tickets of the lines that a holder waits in, and the latest calls there. */
export const listAround = (on: Queryable, holderId: Id<'Account'>) =>
  on.rows<Ticket & Pick<TicketRow, 'storeId' | 'day' | 'calledAt'>>(sql`
    with own as (
      select o.store_id, o.day from door_tickets o
       where o.holder_id = ${holderId} and o.state in ('waiting', 'called')
    )
    select ${ticketColumns}
      from own join door_tickets t on t.store_id = own.store_id and t.day = own.day
     where t.state in ('waiting', 'called')
     union all
    select c.*
      from own
     cross join lateral (
             select ${ticketColumns} from door_tickets t
              where t.store_id = own.store_id and t.day = own.day and t.called_at is not null
                and t.state not in ('waiting', 'called')
              order by t.called_at desc
              limit ${CALLS_READ}) as c
  `)

/** The called ticket that a mail is about, with its store; undefined once it was called again. */
export const readOfMail = (on: Queryable, storeId: Id<'Store'>, mailId: Id<'Mail'>) =>
  on.maybe<OwnRow>(sql`
    select ${ticketColumns}, s.name as "storeName", s.front_door as "storeDoor",
           s.time_zone as "timeZone", clock_now() as now
      from door_tickets t join stores s on s.id = t.store_id
     where t.store_id = ${storeId} and t.mail_id = ${mailId}
  `)

/** Removes tickets that were taken before an instant. */
export const removeOld = (on: Queryable, before: Date, most: number) =>
  on.run(sql`
    delete from door_tickets
     where (store_id, id) in (
             select t.store_id, t.id from door_tickets t where t.joined_at < ${before}
              order by t.joined_at limit ${most})
  `)

/** Removes all tickets of an account. */
export const eraseTickets = (tx: Tx, accountId: string) =>
  tx.run(sql`delete from door_tickets where holder_id = ${accountId}`)

/** Gives the tickets of a guest to the account that they turn out to be; where that waits already, the guest's end. */
export const giveTickets = (tx: Tx, from: string, to: string) =>
  tx.run(sql`
    with own as (
      select t.store_id, t.id,
             t.ended_at is null and exists (
               select from door_tickets h
                where h.holder_id = ${to} and h.store_id = t.store_id and h.day = t.day
                  and h.ended_at is null) as is_in_the_way
        from door_tickets t where t.holder_id = ${from}
    )
    update door_tickets t
       set holder_id = ${to},
           state = case when own.is_in_the_way then 'left' else t.state end,
           call_until = case when own.is_in_the_way then null else t.call_until end,
           ended_at = case when own.is_in_the_way then ${tx.now}::timestamptz else t.ended_at end
      from own
     where t.store_id = own.store_id and t.id = own.id
  `)
