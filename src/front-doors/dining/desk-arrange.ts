import { arrangeAtDesk, type OfDesk, sitAtDesk } from '../../bookings/desk/arrange.ts'
import type { Found } from '../../bookings/desk/find.ts'
import type { SittingState } from '../../bookings/desk/rules.ts'
import { type BothOfDesk, swapAtDesk } from '../../bookings/desk/swap.ts'
import { maskOf } from '../../bookings/quarter-rules.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { parties } from './desk-parties.ts'
import * as rules from './desk-rules.ts'
import { readSnapshot, type Snapshot } from './seating.ts'
import { type Arrived, deskArrivalKey } from './seating-rules.ts'

export interface ArrangeAsk extends Partial<Arrived> {
  readonly party?: number
  readonly tableIds?: readonly Id<'Table'>[]
  readonly minutes?: number
  readonly mayBeOffHours?: boolean
}

/** It only leaves earlier or later: at the tables that it has. */
const isOfStay = ({ date, time, party, tableIds }: ArrangeAsk): boolean =>
  date === undefined && time === undefined && party === undefined && tableIds === undefined

/**
 * Gives a party other tables, another time, size or stay: all of it, or nothing.
 * Problems in order: restaurant-missing, order-missing, party-paid, those of `arranged`, booking-not-confirmed, those of
 * `refuseChange`, no-show-settled, no-table-free or, of tables that were named or stay, table-taken, lines-changed.
 */
export const arrangeParty = (engine: Engine, of: OfDesk, ask: ArrangeAsk) =>
  arrangeAtDesk(engine, parties, of, {
    isNamed: ask.tableIds !== undefined || isOfStay(ask),
    async layout(found) {
      const { layout, storeId } = found
      if (ask.party !== undefined && ask.party !== layout.party && layout.perHead > 0)
        return rules.partyPaid()
      const date = ask.date ?? layout.date
      return arranged(await readSnapshot(engine, { restaurantId: storeId, date }), found, ask)
    },
  })

/** Problems in order: those of `deskStay`, those of `refuseMove`, those of `deskGroups`. */
function arranged(
  { facts, taken }: Snapshot,
  { layout, sitting, now }: Found<rules.Layout>,
  ask: ArrangeAsk,
): rules.Layout | Problem {
  const [date, time] = [ask.date ?? layout.date, ask.time ?? layout.time]
  const party = layout.isBlock ? 1 : (ask.party ?? layout.party)
  const kept = party === layout.party ? layout.quarters.length * 15 : undefined
  const arrival = rules.deskStay(facts, { date, time, party, minutes: ask.minutes ?? kept }, now)
  if (arrival instanceof Problem) return arrival
  const { startsAt } = arrival
  const had = { layout, isSeated: sitting.seatedAt !== null }
  const refused = ask.mayBeOffHours
    ? undefined
    : rules.refuseMove(facts, had, { time, startsAt, minutes: ask.minutes }, now)
  if (refused) return refused
  const isSame = date === layout.date && time === layout.time && party === layout.party
  const chosen = rules.deskGroups(facts.plan, { party, tableIds: ask.tableIds })
  const groups = chosen instanceof Problem || isOfStay(ask) ? [] : [...chosen]
  const mayStay =
    !ask.tableIds && (layout.isBlock || party <= layout.party || isSeatedBy(facts, layout, party))
  if (mayStay) groups.unshift(layout.tableIds)
  if (chosen instanceof Problem && groups.length === 0) return chosen
  const own = maskOf(layout.quarters.map(({ when }) => ({ bit: bitOf(arrival, when) })))
  const others = new Map(
    [...taken].map(([id, mask]) => [id, layout.tableIds.includes(id) ? mask & ~own : mask]),
  )
  return {
    ...layout,
    ...{ date, time, party, startsAt, quarters: arrival.stay },
    arrivalKey: isSame ? layout.arrivalKey : deskArrivalKey(date, time, layout.isBlock),
    tableIds: rules.firstFree(groups, arrival.stay, others),
  }
}

/**
 * Gives two parties the tables of each other: both, or neither. A repeat changes nothing.
 * Problems in order: restaurant-missing, swap-with-itself, order-missing, those of `swapped`, lines-changed,
 * booking-not-confirmed, guest-gone, those of `refuseChange`, swap-taken.
 */
export const swapParties = (engine: Engine, of: BothOfDesk, ask: rules.SwapAsk) =>
  swapAtDesk(engine, parties, of, {
    lost: () => rules.swapTaken(),
    async layouts([one, other]) {
      const { storeId, layout } = one
      const { facts } = await readSnapshot(engine, { restaurantId: storeId, date: layout.date })
      return rules.swapped([layout, other.layout], ask, facts.plan, one)
    },
  })

const bitOf = (
  { stay }: { readonly stay: readonly { when: string; bit: bigint }[] },
  when: string,
) => stay.find((quarter) => quarter.when === when)?.bit ?? 0n

/** Whether the tables that it has are enough for so many. */
const isSeatedBy = ({ plan }: Snapshot['facts'], { tableIds }: rules.Layout, party: number) =>
  plan.tables.reduce(
    (seats, { id, seatsMost }) => (tableIds.includes(id) ? seats + seatsMost : seats),
    0,
  ) >= party

/**
 * Writes whether a party sits. Problems in order: restaurant-missing, order-missing, booking-not-confirmed,
 * table-taken, not-seated, visit-too-early, lines-changed.
 */
export const writeSitting = (engine: Engine, of: OfDesk, state: SittingState) =>
  sitAtDesk(engine, parties, of, state)
