import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { type WallDate, wallDate } from '../kernel/time.ts'
import type { Tx } from '../postgres/sql.ts'
import { publishLine } from './publish.ts'
import * as queries from './queries.ts'

/** A line of today, locked, with its open tickets. */
export interface LockedLine {
  readonly line: queries.Line
  readonly day: WallDate
  readonly tickets: readonly queries.TicketRow[]
}

interface OfStore {
  readonly id: Id<'Store'>
  readonly timeZone: string
}

/** Runs `work` under the lock of a store's line, then tells who watches it; undefined: it never had one. */
export const onLine = <Answer>(
  engine: Engine,
  store: OfStore,
  work: (tx: Tx, locked: LockedLine | undefined) => Promise<Answer>,
): Promise<Answer> =>
  engine.cell(store.id).transaction(async (tx) => {
    const answer = await work(tx, await lockToday(tx, store))
    await publishLine(tx, store.id)
    return answer
  }, store.id)

/** Locks the line and reads it. What is over by its deadline is written, so that constraints see it too. */
export async function lockToday(
  tx: Tx,
  { id, timeZone }: OfStore,
): Promise<LockedLine | undefined> {
  const line = await queries.lockLine(tx, id)
  if (!line) return undefined
  const day = wallDate(tx.now, timeZone)
  await queries.settleCalls(tx, id)
  return { line, day, tickets: await queries.listOpen(tx, id, day) }
}
