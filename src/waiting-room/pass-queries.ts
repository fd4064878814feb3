import type { Id } from '../kernel/id.ts'
import { integers, uuids } from '../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { Called, Pass } from './pass-rules.ts'
import type { Room } from './rules.ts'

export interface Entrant {
  readonly number: number
  readonly place: number
}

/** What is known of tickets that ask to enter: when they were called, and their passes. */
export const readEntrants = (
  tx: Tx,
  room: Pick<Room, 'storeId' | 'id'>,
  entrants: readonly Entrant[],
) =>
  tx.rows<{
    number: number
    subject: string | null
    calledAt: Date | null
    callUntil: Date | null
    isLate: boolean
    lateCalledAt: Date | null
    lateCallUntil: Date | null
    /** Of its pass, if it has one. */
    browseUntil: Date | null
    heldUntil: Date | null
    endedAt: Date | null
    ended: string | null
  }>(sql`
    select asked.number, t.subject,
           call.at as "calledAt", call.until as "callUntil",
           l.number is not null as "isLate", l.called_at as "lateCalledAt",
           l.call_until as "lateCallUntil",
           p.browse_until as "browseUntil", p.held_until as "heldUntil", p.ended_at as "endedAt",
           p.ended
      from unnest(${integers(entrants.map(({ number }) => number))}::integer[],
                  ${integers(entrants.map(({ place }) => place))}::integer[])
           as asked (number, place)
      left join lateral (
        select c.at, c.until from (
          select * from waiting_calls c
           where c.room_id = ${room.id} and c.store_id = ${room.storeId}
             and c.head_from <= asked.place and c.head_to > c.head_from
           order by c.head_from desc limit 1) as c
         where c.head_to > asked.place
           and get_bit(c.present, asked.place - c.head_from) = 1
      ) as call on true
      left join waiting_tickets t on t.store_id = ${room.storeId} and t.room_id = ${room.id}
                                 and t.number = asked.number
      left join waiting_late l on l.store_id = ${room.storeId} and l.room_id = ${room.id}
                              and l.number = asked.number
      left join waiting_passes p on p.store_id = ${room.storeId} and p.room_id = ${room.id}
                                and p.number = asked.number
  `)

export const insertPasses = (
  tx: Tx,
  room: Room,
  passes: readonly (Called & { readonly number: number; readonly subject: string })[],
) =>
  tx.run(sql`
    insert into waiting_passes (store_id, room_id, number, subject, called_at, call_until, entered_at,
                                browse_until)
    select ${room.storeId}, ${room.id}, number, subject, called_at, call_until, ${tx.now},
           ${tx.now}::timestamptz + make_interval(secs => ${room.browseSeconds})
      from unnest(${integers(passes.map(({ number }) => number))}::integer[],
                  ${uuids(passes.map(({ subject }) => subject))}::uuid[],
                  ${passes.map(({ calledAt }) => calledAt)}::timestamptz[],
                  ${passes.map(({ callUntil }) => callUntil)}::timestamptz[])
           as entered (number, subject, called_at, call_until)
  `)

/** Puts tickets into the late lane. */
export const insertLate = (tx: Tx, room: Room, numbers: readonly number[]) =>
  tx.run(sql`
    insert into waiting_late (store_id, room_id, number, asked_at)
    select ${room.storeId}, ${room.id}, number, ${tx.now}
      from unnest(${integers(numbers)}::integer[]) as late (number)
        on conflict do nothing
  `)

const passColumns = sql`
  p.number, p.browse_until as "browseUntil", p.held_until as "heldUntil", p.ended_at as "endedAt",
  p.ended`

/** The latest pass of each of these subjects, with the clock. */
export const readPasses = (
  on: Queryable,
  room: { readonly storeId: string; readonly id: string },
  subjects: readonly string[],
) =>
  on.rows<Pass & { subject: string; now: Date }>(sql`
    select asked.subject, clock_now() as now, latest.*
      from unnest(${uuids(subjects)}::uuid[]) as asked (subject)
      cross join lateral (
        select ${passColumns} from waiting_passes p
         where p.subject = asked.subject and p.room_id = ${room.id} and p.store_id = ${room.storeId}
         order by p.number desc
         limit 1
      ) as latest
  `)

/**
 * The same, locked until the commit: whoever leaves or pays meanwhile waits, so that what is claimed can
 * be paid. In the order of their numbers.
 */
export const lockPasses = (
  tx: Tx,
  room: { readonly storeId: string; readonly id: string },
  subjects: readonly string[],
) =>
  tx.rows<Pass & { subject: string }>(sql`
    select p.subject, ${passColumns} from waiting_passes p
     where p.subject = any(${uuids(subjects)}::uuid[]) and p.room_id = ${room.id}
       and p.store_id = ${room.storeId}
       and p.number = (select max(latest.number) from waiting_passes latest
                        where latest.subject = p.subject and latest.room_id = p.room_id
                          and latest.store_id = p.store_id)
     order by p.number
       for no key update
  `)

/** Notes until when claims of these subjects hold places; in the order of their numbers. */
export const writeHeld = (
  tx: Tx,
  room: { readonly storeId: string; readonly id: string },
  held: readonly { readonly subject: string; readonly until: Date }[],
) =>
  tx.run(sql`
    with asked as (
      select * from unnest(${uuids(held.map(({ subject }) => subject))}::uuid[],
                           ${held.map(({ until }) => until)}::timestamptz[]) as a (subject, until)
    ), locked as (
      select p.number, asked.until
        from asked
        join waiting_passes p on p.subject = asked.subject and p.room_id = ${room.id}
                             and p.store_id = ${room.storeId} and p.ended_at is null
       order by p.number
         for no key update of p
    )
    update waiting_passes p set held_until = greatest(p.held_until, locked.until)
      from locked
     where p.store_id = ${room.storeId} and p.room_id = ${room.id} and p.number = locked.number
  `)

/**
 * The live passes of buyers at a store. Their subjects are computed here (as `subjectOf` does), so that
 * nothing has to be asked first.
 */
const passesOfBuyers = (storeId: Id<'Store'>, buyerIds: readonly Id<'Account'>[]) => sql`
  select p.room_id, p.number, b.id as buyer_id
    from waiting_rooms r
    cross join unnest(${uuids(buyerIds)}::uuid[]) as b (id)
    join waiting_passes p
      on p.subject = encode(substring(sha256(uuid_send(r.id) || uuid_send(b.id)) for 16),
                            'hex')::uuid
     and p.room_id = r.id and p.store_id = r.store_id and p.ended_at is null
   where r.store_id = ${storeId} and r.closed_at is null`

/** Locks them, so that what their buyers claim meanwhile is seen by the statement that ends them. */
export const lockOfBuyers = (tx: Tx, storeId: Id<'Store'>, buyerIds: readonly Id<'Account'>[]) =>
  tx.run(sql`${passesOfBuyers(storeId, buyerIds)} order by p.number for no key update of p`)

/**
 * Ends the passes of buyers who have what they came for: in the transaction that pays.
 *
 * @param isDone of a buyer `b.buyer_id`
 */
export const endBought = (
  tx: Tx,
  storeId: Id<'Store'>,
  buyerIds: readonly Id<'Account'>[],
  isDone: Sql,
) =>
  tx.run(sql`
    update waiting_passes p set ended_at = ${tx.now}, ended = 'bought'
      from (${passesOfBuyers(storeId, buyerIds)}) as b
     where p.store_id = ${storeId} and p.room_id = b.room_id and p.number = b.number and ${isDone}
  `)

/** Ends the pass of who leaves, where `isDone`: nothing of theirs is left to pay. */
export const endLeft = (
  tx: Tx,
  room: { readonly storeId: string; readonly id: string },
  subject: string,
  isDone: Sql,
) =>
  tx.run(sql`
    update waiting_passes set ended_at = ${tx.now}, ended = 'left'
     where subject = ${subject} and room_id = ${room.id} and store_id = ${room.storeId}
       and ended_at is null and ${isDone}
  `)
