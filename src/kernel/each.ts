import { atMost } from './at-most.ts'

interface Way<Thing> {
  /** Names a thing in the log: by ids, nothing personal. */
  which(thing: Thing): string
  /** How many at a time; without it all. */
  readonly most?: number
}

/** Which of many things failed, each with its cause; the others are done. */
export class SomeFailed extends AggregateError {}

/**
 * Works on each of many things alone: one that fails does not keep the others from theirs.
 *
 * @throws after all are done: SomeFailed, or AggregateError where none succeeded
 */
export async function each<Thing, Answer>(
  things: readonly Thing[],
  { which, most = things.length }: Way<Thing>,
  work: (thing: Thing) => Promise<Answer>,
): Promise<Answer[]> {
  const run = atMost(most)
  const ended = await Promise.allSettled(things.map((thing) => run(() => work(thing))))
  const failed: Error[] = []
  const answers: Answer[] = []
  for (const [at, end] of ended.entries())
    if (end.status === 'fulfilled') answers.push(end.value)
    else failed.push(new Error(which(things[at] as Thing), { cause: end.reason }))
  if (failed.length === 0) return answers
  const names = failed.map(({ message }) => message).slice(0, NAMED_MOST)
  const message = `${failed.length} of ${things.length} failed: ${names.join(', ')}`
  throw answers.length > 0 ? new SomeFailed(failed, message) : new AggregateError(failed, message)
}

/** In a message: an outage fails all. */
const NAMED_MOST = 8

/** The same one after the other. @returns the sum of the answers */
export async function sumInTurn<Thing>(
  things: readonly Thing[],
  which: (thing: Thing) => string,
  work: (thing: Thing) => Promise<number>,
): Promise<number> {
  const counts = await each(things, { which, most: 1 }, work)
  return counts.reduce((sum, count) => sum + count, 0)
}
