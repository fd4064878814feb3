import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { sharedRead } from '../../kernel/shared-read.ts'
import { listWaiting } from '../../waitlist/queries.ts'
import { type Seat, seatWaiting } from './party-line-rules.ts'
import { type SeatingAsk, type Snapshot, takeSnapshots } from './seating.ts'
import { arrivalKey } from './seating-rules.ts'

/** Who waits for a date of a restaurant, and what each can be seated at now. */
export interface Line {
  readonly isEmpty: boolean
  readonly found?: Snapshot
  readonly seats: ReadonlyMap<Id<'WaitlistEntry'>, Seat>
  /** Quarters that stay with them, by table. */
  readonly kept: ReadonlyMap<string, bigint>
  readonly rivals: ReadonlySet<Id<'WaitlistEntry'>>
}

export const nobody: Line = {
  isEmpty: true,
  seats: new Map(),
  kept: new Map(),
  rivals: new Set(),
}

/** Parties of a date that are looked at. */
const PARTIES_MOST = 500

/** Concurrent callers share one read. */
export const readLine = (engine: Engine, { restaurantId, date }: SeatingAsk): Promise<Line> =>
  lines(engine)(`${restaurantId} ${date}`)

const lines = perEngine((engine) =>
  sharedRead(async (key): Promise<Line> => {
    const [storeId = '', date = ''] = key.split(' ')
    const cell = engine.cell(storeId)
    const keys = arrivalKey(date, '')
    const waiting = await listWaiting(cell, storeId, { keys, most: PARTIES_MOST })
    const [found] = waiting.length > 0 ? await takeSnapshots(cell, [{ storeId, date }], true) : []
    if (!found) return nobody
    const parties = waiting.map(({ id, quantity, item }) => ({
      ...{ id, party: quantity, time: item.time ?? '', area: item.area },
    }))
    const { seats, kept } = seatWaiting({ ...found, ...found.facts }, date, parties, found.facts.now)
    return { isEmpty: false, found, seats, kept, rivals: new Set(seats.keys()) }
  }),
)
