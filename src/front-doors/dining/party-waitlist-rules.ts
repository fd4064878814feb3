import { maskOf, quarterAt, type ServiceDay } from '../../bookings/quarter-rules.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import type { WallDate } from '../../kernel/time.ts'
import { groupsFor, isFreeFor, type TableGroup } from './group-rules.ts'
import type { PreparedPlan } from './plan-rules.ts'
import { type Arrival, type ArrivalFacts, arrivalFor, type PartyAsk } from './seating-rules.ts'

/** A party that waits for a time of a date. */
export interface PartyWaiting extends Pick<PartyAsk, 'time' | 'party'> {
  readonly id: Id<'WaitlistEntry'>
  readonly area?: Id<'Area'> | undefined
}

/** A date of a restaurant, with what was let go as free. */
export interface WaitlistFacts extends ArrivalFacts {
  readonly plan: PreparedPlan
  readonly day: ServiceDay
  /** By table. */
  readonly taken: ReadonlyMap<string, bigint>
  /** Guests who arrive, by quarter of the date. */
  readonly arriving: ReadonlyMap<number, number>
}

/** What a party that waits can be seated at now. */
export interface Seat {
  readonly arrival: Arrival
  readonly group: TableGroup
}

/**
 * Seats those who wait, each in order at the best tables that those before it leave; whom nothing fits keeps
 * nothing from the others.
 *
 * @param waiting in order
 */
export function seatWaiting(
  facts: WaitlistFacts,
  date: WallDate,
  waiting: readonly PartyWaiting[],
  now: Date,
) {
  const { plan, terms, day } = facts
  const seats = new Map<Id<'WaitlistEntry'>, Seat>()
  const kept = new Map<string, bigint>()
  const taken = new Map(facts.taken)
  const arriving = new Map(facts.arriving)
  for (const { id, time, party, area: areaId } of waiting) {
    const arrival = arrivalFor(facts, { date, time, party }, now)
    if (arrival instanceof Problem) continue
    const quarter = quarterAt(day, time) ?? -1
    const heads = (arriving.get(quarter) ?? 0) + party
    const mask = maskOf(arrival.stay)
    const fitting = groupsFor(plan.groups, { party, areaId, wasteMost: terms.wasteMost })
    const group = fitting.find((one) => isFreeFor(one, mask, taken))
    if (!group || heads > terms.pace) continue
    seats.set(id, { arrival, group })
    arriving.set(quarter, heads)
    for (const table of group.tables) {
      taken.set(table.id, (taken.get(table.id) ?? 0n) | mask)
      kept.set(table.id, (kept.get(table.id) ?? 0n) | mask)
    }
  }
  return { seats, kept }
}
