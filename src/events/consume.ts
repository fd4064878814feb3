import type { Engine } from '../engine.ts'
import { Problem } from '../kernel/problem.ts'
import type { Cell } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { Consumer, DeliveredEvent } from './consumer.ts'
import { readBatch } from './log-reader.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** Subjects that are handled concurrently; events of one subject are handled in order. */
const lanes = 16
const dueMost = 100

/**
 * One round of a consumer: retries what is due, then handles new events. A failed event is parked,
 * with all that follow it for the same subject.
 *
 * @returns how many events it passed
 */
export const consume = (
  engine: Engine,
  consumer: Consumer,
  stopping: AbortSignal,
  { database: on }: Cell = engine.cells[0],
): Promise<number> => {
  const round = { engine, consumer, stopping, on }
  return readBatch(on, {
    name: consumer.name,
    topics: consumer.topics,
    retry: () => retry(round),
    take: (events, hasParked) => take(round, { events, hasParked }),
  })
}

interface Round {
  readonly engine: Engine
  readonly consumer: Consumer
  readonly stopping: AbortSignal
  /** The cell whose log is read. */
  readonly on: Queryable
}

async function take(
  { engine, consumer, stopping, on }: Round,
  { events, hasParked }: { events: readonly queries.LoggedEvent[]; hasParked: boolean },
): Promise<queries.Parked[]> {
  const bySubject = [...Map.groupBy(events, ({ subjectId }) => subjectId)]
  const waiting = hasParked ? await readWaiting(on, consumer, bySubject) : new Set()
  const failed: { event: queries.LoggedEvent; error: string | null }[] = []
  await forEachConcurrently(lanes, bySubject, async ([subjectId, lane]) => {
    let waits = waiting.has(subjectId)
    for (const event of lane) {
      // On shutdown, events that were not begun are parked, so that none is handled twice.
      const isSkipped = waits || stopping.aborted
      const error = isSkipped ? null : await tryOne(engine, consumer, event)
      if (error === undefined) continue
      waits = true
      failed.push({ event, error })
    }
  })
  if (failed.length === 0) return []
  const { now } = await readNow(on)
  return failed.map(({ event, error }) => {
    const letterId = engine.newId<'DeadLetter'>()
    if (error === null) return { letterId, event, tries: 0, error, nextTryAt: now }
    return { letterId, event, tries: 1, error, nextTryAt: rules.nextTry(1, now) ?? null }
  })
}

/** Subjects that have parked events. */
async function readWaiting(
  on: Queryable,
  { name }: Consumer,
  bySubject: readonly (readonly [string, unknown])[],
): Promise<ReadonlySet<string>> {
  const subjects = bySubject.map(([subjectId]) => subjectId)
  const found = await queries.parkedSubjects(on, name, subjects)
  return new Set(found.map(({ subjectId }) => subjectId))
}

/**
 * Retries what is due: the first parked event of each subject; its success makes the next one due.
 */
async function retry({ engine, consumer, stopping, on }: Round): Promise<number> {
  const { name } = consumer
  const due = await queries.readDue(on, name, dueMost)
  const handled: number[] = []
  await forEachConcurrently(lanes, due, async (event) => {
    if (stopping.aborted) return
    const error = await tryOne(engine, consumer, event)
    if (error === undefined) {
      handled.push(event.position)
      return
    }
    const tries = event.tries + 1
    const nextTryAt = rules.nextTry(tries, event.now) ?? null
    const { position } = event
    await queries.postponeParked(on, name, { position, tries, error, nextTryAt })
  })
  if (handled.length > 0) await queries.deleteParked(on, name, handled)
  return due.length
}

/** @returns the error's type, name or code; a message may contain personal data */
async function tryOne(
  engine: Engine,
  consumer: Consumer,
  { id, topic, storeId, subjectId, body, at }: DeliveredEvent,
): Promise<string | undefined> {
  try {
    await consumer.handle(engine, { id, topic, storeId, subjectId, body, at })
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error.type
    const { code, name = 'Error' } = error as Error & { code?: unknown }
    return typeof code === 'string' ? `${name} ${code}` : name
  }
}

/** Runs `work` for each item, at most `most` concurrently, started in order. */
async function forEachConcurrently<Item>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: Math.min(most, items.length) }, async () => {
      for (const item of left) await work(item)
    }),
  )
}
