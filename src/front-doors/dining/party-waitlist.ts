import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { sharedRead } from '../../kernel/shared-read.ts'
import type { WallDate } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { listWaiting } from '../../waitlist/queries.ts'
import { type Seat, seatWaiting } from './party-waitlist-rules.ts'
import { type SeatingAsk, type Snapshot, takeSnapshots } from './seating.ts'
import { arrivalsOf } from './seating-rules.ts'

/** Who waits for a date of a restaurant, and what each can be seated at now. */
export interface PartyWaitlist {
  readonly seats: ReadonlyMap<Id<'WaitlistEntry'>, Seat>
  /** Quarters that stay with them, by table. */
  readonly kept: ReadonlyMap<string, bigint>
  readonly rivals: ReadonlySet<Id<'WaitlistEntry'>>
  readonly isEmpty: boolean
}

interface Found extends PartyWaitlist {
  readonly date: WallDate
  /** With what was let go as free. */
  readonly found: Snapshot
}

/** That of a date that nobody waits for. */
export const nobody: PartyWaitlist = {
  seats: new Map(),
  kept: new Map(),
  rivals: new Set(),
  isEmpty: true,
}

/** Of those of these dates that somebody waits for; at most three statements. */
export async function takeWaitlists(
  on: Queryable,
  storeId: Id<'Store'>,
  dates: readonly WallDate[],
): Promise<Found[]> {
  const waiting = await listWaiting(on, storeId, dates.map(arrivalsOf))
  const byDate = Map.groupBy(waiting, ({ item }) => item.date ?? '')
  const asked = dates.filter((date) => byDate.has(date)).map((date) => ({ storeId, date }))
  const snapshots = asked.length > 0 ? await takeSnapshots(on, asked, true) : []
  return snapshots.map((found) => {
    const { date, now } = found.facts
    const parties = (byDate.get(date) ?? []).map(({ id, quantity, item }) => ({
      ...{ id, party: quantity, time: item.time ?? '', area: item.area },
    }))
    const { seats, kept } = seatWaiting({ ...found.facts, ...found }, date, parties, now)
    return { date, found, seats, kept, rivals: new Set(seats.keys()), isEmpty: false }
  })
}

/** Concurrent callers share one read. */
export const readWaitlist = (
  engine: Engine,
  { restaurantId, date }: SeatingAsk,
): Promise<PartyWaitlist> => waitlists(engine)(`${restaurantId} ${date}`)

const waitlists = perEngine((engine) =>
  sharedRead(async (key): Promise<PartyWaitlist> => {
    const [storeId = '', date = ''] = key.split(' ')
    const [found] = await takeWaitlists(engine.cell(storeId), storeId, [date])
    return found ?? nobody
  }),
)
