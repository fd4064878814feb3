import { givenStore, type TestEngine } from '../../test/engine.ts'
import { givenBuyer } from '../../test/paying.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { hasNothingToPay } from '../orders/behind-room.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'
import { type Entry, enter } from './enter.ts'
import { join, type Ticket } from './join.ts'
import { linesOf } from './lines.ts'
import { openRoom, type RoomDraft } from './operate.ts'
import { leave } from './passes.ts'
import { type StockOf, tick } from './tick.ts'
import { readToken, type Token } from './token.ts'

export interface Waiting extends Ticket {
  readonly accountId: Id<'Account'>
}

const noStock: StockOf = async () => undefined

/** A store with a room that opens in `opensIn` seconds; a minute unless told otherwise. */
export async function givenRoom(
  engine: TestEngine,
  { opensIn = 60, ...draft }: Partial<RoomDraft> & { readonly opensIn?: number } = {},
): Promise<Id<'Store'>> {
  const storeId = await givenStore(engine)
  const { now } = await readNow(engine.database)
  const times = { opensAt: later(now, opensIn).toISOString() }
  await engine.database.transaction((tx) =>
    openRoom(engine, tx, storeId, { ratePerMinute: 60, capacity: 1_000, ...times, ...draft }),
  )
  return storeId
}

/** So many new accounts join, one after the other or all at once. */
export async function joinMany(
  engine: TestEngine,
  storeId: Id<'Store'>,
  count: number,
  processes: readonly Engine[] = [engine],
): Promise<Waiting[]> {
  const accounts = await Promise.all(Array.from({ length: count }, () => givenBuyer(engine)))
  return Promise.all(
    accounts.map(async (accountId, at) => {
      const process = processes[at % processes.length] ?? engine
      return { accountId, ...(await join(process, { storeId, accountId })) }
    }),
  )
}

/** A second passes, and each of these processes does its tick at once. */
export async function tickAll(
  engine: TestEngine,
  storeId: Id<'Store'>,
  {
    seconds = 1,
    processes = [engine],
    stockOf = noStock,
    present = [],
  }: {
    readonly seconds?: number
    readonly processes?: readonly Engine[]
    readonly stockOf?: StockOf
    /** Who polls in this second. */
    readonly present?: readonly Waiting[]
  } = {},
): Promise<number> {
  await engine.advance(seconds)
  await Promise.all(processes.map((process) => linesOf(process).refresh()))
  for (const [at, process] of processes.entries()) {
    const line = linesOf(process).of(storeId)
    if (!line) continue
    for (const [index, { number }] of present.entries())
      if (index % processes.length === at) line.presence.mark(number, line.window)
    await linesOf(process).sync(line)
  }
  const called = await Promise.all(
    processes.map(async (process) => {
      const line = linesOf(process).of(storeId)
      if (!line) return 0
      await linesOf(process).sync(line)
      return tick(process, line, stockOf)
    }),
  )
  await Promise.all(processes.map((process) => linesOf(process).refresh()))
  return called.reduce((sum, count) => sum + count, 0)
}

/** Tries to enter; the type of the problem where that is refused. */
export const tryToEnter = async (
  engine: Engine,
  storeId: Id<'Store'>,
  { token, accountId }: Pick<Waiting, 'token' | 'accountId'>,
): Promise<Entry['status'] | string> => {
  const ticket = readToken(engine, token) as Token
  try {
    return (await enter(engine, storeId, { ticket, accountId })).status
  } catch (error) {
    return (error as { type: string }).type
  }
}

/** How many were inside or called at once, at most. */
export async function mostInside(engine: TestEngine, storeId: Id<'Store'>): Promise<number> {
  const { most } = await engine.database.one<{ most: number }>(sql`
    with room as (
      select * from waiting_rooms where store_id = ${storeId} order by joins_at desc limit 1
    ), inside as (
      select p.called_at as from_at,
             coalesce(p.ended_at, greatest(p.browse_until, p.held_until)) as to_at, 1 as count
        from waiting_passes p join room on room.id = p.room_id
       union all
      select c.at, c.until,
             c.called + c.late - (select count(*) from waiting_passes p
                                   where p.room_id = c.room_id and p.called_at = c.at)
        from waiting_calls c join room on room.id = c.room_id
    ), steps as (
      select from_at as at, count from inside union all select to_at, -count from inside
    )
    select coalesce(max(sum), 0)::integer as most
      from (select sum(sum(count)) over (order by at) as sum from steps group by at) as sums
  `)
  return most
}

/** Somebody inside presses "leave". */
export const leaveStore = (engine: Engine, storeId: Id<'Store'>, accountId: Id<'Account'>) =>
  leave(engine, storeId, accountId, hasNothingToPay(storeId, accountId))
