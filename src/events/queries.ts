import type { Id } from '../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Told } from './bus.ts'
import type { BusEvent } from './consumer.ts'
import { passingTopics } from './topics.ts'

/** An event with its place in the log. */
export interface LoggedEvent extends BusEvent {
  readonly position: number
  /** Who says so; null: we. */
  readonly source: string | null
}

/**
 * Takes the oldest `most` events out of the outbox, and the few told in the same microsecond as the
 * last of them, and adds what is kept to the log. Only under the relay's lock, which makes positions
 * follow the order of commits; the row of the log's head would make two relays wait for each other.
 *
 * By their latest time, since a list of ids may be joined to the whole table once for each: the outbox
 * is taken for empty when it was swept empty (seen: 0.7 s for 2,000 events).
 */
export const moveOutbox = (tx: Tx, most: number) =>
  tx.rows<Told & { readonly id: string }>(sql`
    with gone as (
      delete from outbox
       where told_at <= (
             select max(told_at)
               from (select told_at from outbox order by told_at, number, id limit ${most}) as oldest)
      returning told_at, number, id, topic, store_id, subject_id, body, at, source
    ), kept as (
      select *, row_number() over (order by told_at, number, id) as nth from gone
       where topic <> all(${passingTopics}::text[])
    ), head as (
      update log_head set position = position + (select count(*) from kept)
       where exists (select from kept)
      returning position
    ), logged as (
      insert into events (position, id, topic, store_id, subject_id, body, at, source)
      select head.position - (select count(*) from kept) + nth, id, topic, store_id, subject_id, body,
             at, source
        from kept, head
    )
    select id, topic, store_id as "storeId", subject_id as "subjectId", body from gone
     order by told_at, number, id
  `)

/** A position that no event of the log has; the relay waits until the transaction ends. */
export const takePosition = (tx: Tx) =>
  tx.one<{ position: number }>(sql`
    update log_head set position = position + 1 returning position
  `)

/** Gives the room of what was taken out to what comes; waits for nobody. */
export const sweepOutbox = (on: Queryable) =>
  on.run(sql`vacuum (skip_locked, truncate false) outbox`)

/** Makes a consumer known: what is told from now on is for it. */
export const registerConsumer = (on: Queryable, name: string) =>
  on.run(sql`
    insert into consumers (name, position)
    select ${name}, position from log_head
        on conflict (name) do nothing
  `)

/** How far a consumer has come, how far the log goes, and whether anything of it is parked. */
export const readProgress = (on: Queryable, consumer: string) =>
  on.one<{ position: number; head: number; hasParked: boolean }>(sql`
    select position, (select position from log_head) as head,
           exists (select 1 from parked_events where consumer = ${consumer}) as "hasParked"
      from consumers where name = ${consumer}
  `)

/** Events of some topics, or of all, after one position and up to another. */
export const readEvents = (
  on: Queryable,
  ask: {
    readonly after: number
    readonly upTo: number
    readonly topics: readonly string[] | undefined
    readonly most: number
  },
) =>
  on.rows<LoggedEvent>(sql`
    select position, id, topic, store_id as "storeId", subject_id as "subjectId", body, at, source
      from events
     where position > ${ask.after} and position <= ${ask.upTo}
       and (${ask.topics ?? null}::text[] is null or topic = any(${ask.topics ?? null}::text[]))
     order by position
     limit ${ask.most}
  `)

/**
 * Moves a consumer on, if it still is where it was; somebody may have sent it back meanwhile. Not
 * worth a wait for the disk: what a crash of the database forgets of it is done again.
 */
export const moveConsumer = (on: Queryable, consumer: string, from: number, to: number) =>
  on.run(sql`
    update consumers set position = ${to}
      from (select set_config('synchronous_commit', 'off', true)) as unhurried
     where name = ${consumer} and position = ${from}
  `)

/** Those of `subjects` for whom something is parked already. */
export const parkedSubjects = (on: Queryable, consumer: string, subjects: readonly string[]) =>
  on.rows<{ subjectId: string }>(sql`
    select distinct subject_id as "subjectId" from parked_events
     where consumer = ${consumer} and subject_id = any(${subjects}::uuid[])
  `)

/** An event that is set aside; `error` is of the try that failed, if one was made. */
export interface Parked {
  readonly letterId: Id<'Letter'>
  readonly event: LoggedEvent
  readonly tries: number
  readonly error: string | null
  /** Null: never, until a person says so. */
  readonly nextTryAt: Date | null
}

export const insertParked = (tx: Tx, consumer: string, parked: readonly Parked[]) => {
  const events = parked.map(({ event }) => event)
  return tx.run(sql`
    insert into parked_events (consumer, position, letter_id, id, topic, store_id, subject_id, body,
                               at, tries, error, parked_at, next_try_at)
    select ${consumer}, position, letter_id, id, topic, store_id, subject_id, body, at, tries, error,
           ${tx.now}::timestamptz, next_try_at
      from unnest(
             ${events.map(({ position }) => position)}::bigint[],
             ${parked.map(({ letterId }) => letterId)}::uuid[],
             ${events.map(({ id }) => id)}::uuid[],
             ${events.map(({ topic }) => topic)}::text[],
             ${events.map(({ storeId }) => storeId)}::uuid[],
             ${events.map(({ subjectId }) => subjectId)}::uuid[],
             ${events.map(({ body }) => JSON.stringify(body))}::jsonb[],
             ${events.map(({ at }) => at)}::timestamptz[],
             ${parked.map(({ tries }) => tries)}::integer[],
             ${parked.map(({ error }) => error)}::text[],
             ${parked.map(({ nextTryAt }) => nextTryAt)}::timestamptz[]
           ) as set_aside (position, letter_id, id, topic, store_id, subject_id, body, at, tries,
                           error, next_try_at)
        on conflict (consumer, position) do nothing
  `)
}

/** What is to be tried again now: of each subject the first, and it alone. */
export const readDue = (on: Queryable, consumer: string, most: number) =>
  on.rows<LoggedEvent & { readonly tries: number; readonly now: Date }>(sql`
    select position, id, topic, store_id as "storeId", subject_id as "subjectId", body, at, tries,
           null as source, clock_now() as now
      from parked_events p
     where consumer = ${consumer} and next_try_at <= clock_now()
       and not exists (
             select 1 from parked_events before
              where before.consumer = p.consumer and before.subject_id = p.subject_id
                and before.position < p.position)
     order by position
     limit ${most}
  `)

export const deleteParked = (on: Queryable, consumer: string, positions: readonly number[]) =>
  on.run(sql`
    delete from parked_events
     where consumer = ${consumer} and position = any(${positions}::bigint[])
  `)

/** Writes down that another try has failed. */
export const postponeParked = (
  on: Queryable,
  consumer: string,
  { position, tries, error, nextTryAt }: Omit<Parked, 'event' | 'letterId'> & { position: number },
) =>
  on.run(sql`
    update parked_events set tries = ${tries}, error = ${error}, next_try_at = ${nextTryAt}
     where consumer = ${consumer} and position = ${position}
  `)

/** Deletes the oldest of the log: what is old, and was seen by all of these consumers. */
export const forgetEvents = (
  on: Queryable,
  ask: {
    readonly before: Date
    readonly most: number
    readonly consumers: readonly string[]
  },
) =>
  on.run(sql`
    delete from events
     where position = any(array(
             select position
               from (select position, at from events order by position limit ${ask.most}) as oldest
              where at < ${ask.before}
                and position <= coalesce((select min(c.position) from consumers c
                                           where c.name = any(${ask.consumers}::text[])),
                                         9223372036854775807)))
  `)

/** Notes that a message was taken in. Returns 0 when it was before. */
export const noteHeard = (tx: Tx, source: string, messageId: string) =>
  tx.run(sql`
    insert into heard_messages (source, message_id, heard_at)
    values (${source}, ${messageId}, ${tx.now})
        on conflict do nothing
  `)

export const forgetHeard = (on: Queryable, before: Date) =>
  on.run(sql`
    delete from heard_messages
     where heard_at < ${before}
  `)
