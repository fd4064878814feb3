import type { Id } from '../kernel/id.ts'
import { type Queryable, sql } from '../postgres/sql.ts'
import { deadLetterMissing } from './rules.ts'

/** An event that was tried for the last time. It and what is behind it wait for a person. */
export interface DeadLetter {
  readonly id: Id<'DeadLetter'>
  readonly consumer: string
  readonly eventId: string
  readonly topic: string
  readonly storeId: string | null
  readonly subjectId: string
  readonly at: Date
  readonly tries: number
  readonly error: string
  /** How many events of the subject wait behind it. */
  readonly waiting: number
}

/** Dead letters, oldest first. */
export const listDeadLetters = (
  on: Queryable,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
) =>
  on.rows<DeadLetter>(sql`
    select letter_id as id, consumer, id as "eventId", topic, store_id as "storeId",
           subject_id as "subjectId", at, tries, error,
           (select count(*) from parked_events behind
             where behind.consumer = p.consumer and behind.subject_id = p.subject_id
               and behind.position > p.position) as waiting
      from parked_events p
     where next_try_at is null and (${after ?? null}::uuid is null or letter_id > ${after ?? null})
     order by letter_id
     limit ${limit}
  `)

/** Lets a dead letter be tried again, as often as a new one. Problem: letter-missing. */
export async function replayDeadLetter(on: Queryable, letterId: string): Promise<void> {
  const changed = await on.run(sql`
    update parked_events set next_try_at = clock_now(), tries = 0, error = null
     where letter_id = ${letterId} and next_try_at is null
  `)
  if (changed === 0) throw deadLetterMissing()
}

/** Lets go of a dead letter: its consumer never sees it, and what waits behind it goes on. */
export async function dropDeadLetter(on: Queryable, letterId: string): Promise<void> {
  const deleted = await on.run(sql`
    delete from parked_events where letter_id = ${letterId} and next_try_at is null
  `)
  if (deleted === 0) throw deadLetterMissing()
}

/**
 * Sends a consumer back in the log, to see everything again that is after a position or was told
 * from an instant on. Safe while it runs.
 *
 * @returns where it is now; undefined when there is no such consumer
 */
export async function replayFrom(
  on: Queryable,
  consumer: string,
  from: number | Date,
): Promise<number | undefined> {
  const moved = await on.maybe<{ position: number }>(
    typeof from === 'number'
      ? sql`
          update consumers set position = least(position, ${from})
           where name = ${consumer} returning position`
      : sql`
          update consumers
             set position = least(position, coalesce((
                   select min(position) - 1 from events where at >= ${from}), position))
           where name = ${consumer} returning position`,
  )
  return moved?.position
}

/** What an operator looks at: how far each consumer is behind, in events and in time. */
export const readLags = (on: Queryable) =>
  on.rows<{
    readonly consumer: string
    readonly position: number
    readonly behind: number
    readonly behindSeconds: number
    readonly parked: number
    readonly dead: number
  }>(sql`
    select c.name as consumer, c.position,
           greatest(log.head - c.position, 0) as behind,
           coalesce((select extract(epoch from clock_now() - e.at) from events e
                      where e.position > c.position order by e.position limit 1),
                    0)::double precision as "behindSeconds",
           p.parked, p.dead
      from consumers c
     cross join (select coalesce(max(position), 0) as head from events) as log
     cross join lateral (
             select count(*) as parked, count(*) filter (where next_try_at is null) as dead
               from parked_events where consumer = c.name) as p
     order by c.name
  `)
