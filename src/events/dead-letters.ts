import type { Id } from '../kernel/id.ts'
import { readNow } from '../postgres/now.ts'
import { type Queryable, sql } from '../postgres/sql.ts'
import { deadLetterMissing } from './rules.ts'

/** An event whose last try failed. It, and the events behind it, wait for an admin. */
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
  /** Events of the same subject that wait behind it. */
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

export const findDeadLetter = (on: Queryable, letterId: string) =>
  on.maybe<{ id: Id<'DeadLetter'> }>(sql`
    select letter_id as id from parked_events where letter_id = ${letterId}
  `)

/** Makes a dead letter due again, with all its tries. Problem: letter-missing. */
export async function replayDeadLetter(on: Queryable, letterId: string): Promise<void> {
  const { now } = await readNow(on)
  const changed = await on.run(sql`
    update parked_events set next_try_at = ${now}, tries = 0, error = null
     where letter_id = ${letterId} and next_try_at is null
  `)
  if (changed === 0) throw deadLetterMissing()
}

/** Drops a dead letter: its consumer never gets it, and what waits behind it goes on. */
export async function dropDeadLetter(on: Queryable, letterId: string): Promise<void> {
  const deleted = await on.run(sql`
    delete from parked_events where letter_id = ${letterId} and next_try_at is null
  `)
  if (deleted === 0) throw deadLetterMissing()
}

/**
 * Moves a consumer back in the log, to handle again all events after a position or since an
 * instant. Safe while it runs.
 *
 * @returns its position; undefined if there is no such consumer
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

/**
 * Consumer lag in events and seconds, with parked events and dead letters.
 *
 * @param names only of these consumers; default: of all that ever were
 */
export const readLags = (on: Queryable, names?: readonly string[]) =>
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
           coalesce((select extract(epoch from log.now - e.at) from events e
                      where e.position > c.position order by e.position limit 1),
                    0)::double precision as "behindSeconds",
           p.parked, p.dead
      from consumers c
     cross join (select position as head, clock_now() as now from log_head) as log
     cross join lateral (
             select count(*) as parked, count(*) filter (where next_try_at is null) as dead
               from parked_events where consumer = c.name) as p
     where ${names ?? null}::text[] is null or c.name = any(${names ?? null}::text[])
     order by c.name
  `)
