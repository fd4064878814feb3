import type { Id } from '../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { PublishedEvent } from './bus.ts'
import type { DeliveredEvent } from './consumer.ts'
import { passingTopics } from './topics.ts'

/** An event with its place in the log. */
export interface LoggedEvent extends DeliveredEvent {
  readonly position: number
  /** Who says so; null: we. */
  readonly source: string | null
}

/**
 * Takes what waits out of the outbox, in order, and adds what is to be kept to the log. Only under
 * the relay's lock: ids of the outbox are given before the commit, positions of the log after it.
 *
 * By their highest id, since a list of ids may be joined to the whole table once for each: the outbox
 * is taken for empty when it was swept empty (seen: 0.7 s for 2,000 events).
 */
export const moveOutbox = (tx: Tx, most: number) =>
  tx.rows<PublishedEvent & { readonly id: number }>(sql`
    with gone as (
      delete from outbox
       where id <= (
             select max(id) from (select id from outbox order by id limit ${most}) as oldest)
      returning id, topic, store_id, subject_id, body, at, source
    ), kept as (
      insert into events (topic, store_id, subject_id, body, at, source)
      select topic, store_id, subject_id, body, at, source from gone
       where topic <> all(${passingTopics}::text[])
       order by id
    )
    select id, topic, store_id as "storeId", subject_id as "subjectId", body from gone order by id
  `)

/** Gives the room of what was taken out to what comes; waits for nobody. */
export const sweepOutbox = (on: Queryable) =>
  on.run(sql`vacuum (skip_locked, truncate false) outbox`)

/** Makes a consumer known: what is told from now on is for it. */
export const registerConsumer = (on: Queryable, name: string) =>
  on.run(sql`
    insert into consumers (name, position)
    select ${name}, coalesce(max(position), 0) from events
        on conflict (name) do nothing
  `)

/** How far a consumer has come, how far the log goes, and whether anything of it is parked. */
export const readProgress = (on: Queryable, consumer: string) =>
  on.one<{ position: number; head: number; hasParked: boolean }>(sql`
    select position, coalesce((select max(position) from events), 0) as head,
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
  readonly letterId: Id<'DeadLetter'>
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
  ask: { readonly days: number; readonly most: number; readonly consumers: readonly string[] },
) =>
  on.run(sql`
    delete from events
     where position = any(array(
             select position
               from (select position, at from events order by position limit ${ask.most}) as oldest
              where at < clock_now() - make_interval(days => ${ask.days}::integer)
                and position <= coalesce((select min(c.position) from consumers c
                                           where c.name = any(${ask.consumers}::text[])),
                                         9223372036854775807)))
  `)

/** Notes that a message was taken in. Returns 0 when it was before. */
export const recordReceived = (tx: Tx, source: string, messageId: string) =>
  tx.run(sql`
    insert into heard_messages (source, message_id, heard_at)
    values (${source}, ${messageId}, ${tx.now})
        on conflict do nothing
  `)

export const deleteOldReceived = (on: Queryable, days: number) =>
  on.run(sql`
    delete from heard_messages
     where heard_at < clock_now() - make_interval(days => ${days}::integer)
  `)
