import type { Engine } from '../engine.ts'
import { Problem } from '../kernel/problem.ts'
import { sql } from '../postgres/sql.ts'
import type { BusEvent, Consumer } from './consumer.ts'
import { type Follower, step } from './follow.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** Subjects that are worked on at once; within one it goes event by event. */
const lanes = 16
const dueMost = 100

/**
 * One round of a consumer: first what is to be tried again, then what is new.
 * @returns how much it came by
 */
export async function consume(
  engine: Engine,
  consumer: Consumer,
  stopping: AbortSignal,
): Promise<number> {
  const retried = await retry(engine, consumer, stopping)
  return retried + (await step(engine, following(engine, consumer, stopping)))
}

/** A consumer as one who follows the log: what it cannot take is parked, with all that comes after. */
const following = (engine: Engine, consumer: Consumer, stopping: AbortSignal): Follower => ({
  name: consumer.name,
  topics: consumer.topics,
  async take(events) {
    const { name } = consumer
    const bySubject = [...Map.groupBy(events, ({ subjectId }) => subjectId)]
    const subjects = bySubject.map(([subjectId]) => subjectId)
    const known = await queries.parkedSubjects(engine.database, name, subjects)
    const waiting = new Set(known.map(({ subjectId }) => subjectId))
    const { now } = await readNow(engine)
    const parked: queries.Parked[] = []
    await atOnce(lanes, bySubject, async ([subjectId, lane]) => {
      let waits = waiting.has(subjectId)
      for (const event of lane) {
        const letterId = engine.newId<'Letter'>()
        // When the house closes, what was not begun is parked, so that nothing is done twice.
        if (waits || stopping.aborted) {
          parked.push({ letterId, event, tries: 0, error: null, nextTryAt: now })
          continue
        }
        const error = await tryOne(engine, consumer, event)
        if (error === undefined) continue
        waits = true
        const nextTryAt = rules.nextTry(1, now) ?? null
        parked.push({ letterId, event, tries: 1, error, nextTryAt })
      }
    })
    return parked
  },
})

const readNow = ({ database }: Engine) =>
  database.one<{ now: Date }>(sql`select clock_now() as now`)

/** Tries again what is due: of each subject the first, which lets the next come when it goes well. */
async function retry(engine: Engine, consumer: Consumer, stopping: AbortSignal): Promise<number> {
  const { name } = consumer
  const due = await queries.readDue(engine.database, name, dueMost)
  const handled: number[] = []
  await atOnce(lanes, due, async (event) => {
    if (stopping.aborted) return
    const error = await tryOne(engine, consumer, event)
    if (error === undefined) {
      handled.push(event.position)
      return
    }
    const tries = event.tries + 1
    const nextTryAt = rules.nextTry(tries, event.now) ?? null
    const { position } = event
    await queries.postponeParked(engine.database, name, { position, tries, error, nextTryAt })
  })
  if (handled.length > 0) await queries.deleteParked(engine.database, name, handled)
  return due.length
}

/** @returns what went wrong, in a word: a sentence may hold what is personal */
async function tryOne(
  engine: Engine,
  consumer: Consumer,
  { id, topic, storeId, subjectId, body, at }: BusEvent,
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

/** Does `work` with each, so many at once, in order of the beginning. */
async function atOnce<Item>(
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
