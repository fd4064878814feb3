import type { Along } from '../../bookings/changes/along.ts'
import type { AlongAsk } from '../../bookings/changes/along-door.ts'
import { maskOf, type ServiceDay } from '../../bookings/quarter-rules.ts'
import { itemUnknown } from '../../bookings/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { addDays, isDate, type WallDate, wallDate } from '../../kernel/time.ts'
import { placeId } from '../../places/place-id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { type Layout, layoutOf, linesOf } from './desk-rules.ts'
import type { TableGroup } from './group-rules.ts'
import { parties } from './parties.ts'
import { type PartyWaitlist, takeWaitlists } from './party-waitlist.ts'
import { HOLD_SECONDS, restaurantMissing } from './rules.ts'
import {
  fittingGroups,
  freeGroups,
  mayArrive,
  partyMost,
  type Snapshot,
  takeSnapshots,
} from './seating.ts'
import { readSeatings } from './seating-queries.ts'
import * as rules from './seating-rules.ts'

/** So many days ahead a guest may change a party to. */
const DAYS = 14

/** What the price of a party is. */
const DEPOSIT = { means: 'part', per: 'person' } as const

const TIME = /^(?:[01]\d|2\d|3[0-5]):(?:00|15|30|45)$/

/**
 * When an item says that a party comes, how many, and what it has; undefined: nothing, or the booking is no party's.
 */
function readItem({ item, lines }: AlongAsk) {
  const { date = '', time = '' } = item
  const layout = layoutOf(lines)
  if (!layout || layout.isBlock || !isDate(date) || !TIME.test(time)) return undefined
  const party = item.party === undefined ? layout.party : Number(item.party)
  return Number.isInteger(party) && party > 0 ? { layout, date, time, party } : undefined
}

/** A deposit per person was paid for as many as booked. */
const isPaidPerPerson = ({ layout, party }: { readonly layout: Layout; readonly party: number }) =>
  layout.perHead > 0 && party !== layout.party

/** How the guest of a party changes its time or size: in the same area, for the same deposit. */
export const along: Along = {
  async targets(on, { storeId }, { lines, units: party }) {
    const layout = layoutOf(lines)
    if (!layout) return []
    const [today] = await readSeatings(on, [{ storeId, date: layout.date }])
    if (!today) return []
    const { firstDate, lastDate } = rules.bookableRange(today, today.now)
    const dates = Array.from({ length: DAYS + 1 }, (_, at) =>
      addDays(wallDate(today.now, today.timeZone), at),
    ).filter((date) => date >= firstDate && date <= lastDate)
    const found = await readDays(on, storeId, dates)
    return found.flatMap((day) => timesOf(day, { layout, party }))
  },

  async people(on, { storeId }, lines) {
    const layout = layoutOf(lines)
    if (!layout || layout.isBlock || layout.perHead > 0) return undefined
    const [seating] = await readSeatings(on, [{ storeId, date: layout.date }])
    return seating && { now: layout.party, most: partyMost(seating) }
  },

  unitsOf: (ask) => readItem(ask)?.party ?? 0,

  isAt(ask) {
    const asked = readItem(ask)
    return asked?.date === asked?.layout.date && asked?.time === asked?.layout.time
  },

  selling(ask) {
    const asked = readItem(ask)
    if (!asked) return undefined
    const { date, time, party } = asked
    const key = rules.arrivalKey(date, time)
    return {
      names: { arrival: key },
      item: { offers: parties, what: { date, key } },
      bookable(offer, _place, now) {
        const seating = offer as Snapshot['facts'] | undefined
        if (!seating) return restaurantMissing()
        if (isPaidPerPerson(asked)) return rules.partyPaidPerPerson()
        const arrival = rules.arrivalFor(seating, { date, time, party }, now)
        if (arrival instanceof Problem) return arrival
        const { restaurant, timeZone, terms } = seating
        return {
          store: { ...restaurant, kind: null, timeZone, pricing: DEPOSIT, image: null },
          title: `${restaurant.name} ${date} ${time}`,
          ...{ holdSeconds: HOLD_SECONDS, capacity: terms.pace, startsAt: arrival.startsAt },
          ...{ price: perHeadOf(seating), isUncounted: true },
        }
      },
    }
  },

  async linesAt(on, { storeId }, ask, placeIdOf) {
    const asked = readItem(ask)
    if (!asked) return itemUnknown()
    if (isPaidPerPerson(asked)) return rules.partyPaidPerPerson()
    const { layout, date, time, party } = asked
    const [day] = await readDays(on, storeId, [date])
    if (!day) return restaurantMissing()
    const { facts } = day.found
    const arrival = rules.arrivalFor(facts, { date, time, party }, facts.now)
    if (arrival instanceof Problem) return arrival
    const [group] = freeGroupsAt(day, asked, arrival)
    if (!group) return rules.noTableFree()
    return linesOf(
      {
        ...{ ...layout, date, time, party, startsAt: arrival.startsAt, quarters: arrival.stay },
        arrivalKey: rules.arrivalKey(date, time),
        tableIds: group.tables.map(({ id }) => id),
      },
      placeIdOf,
    )
  },
}

/** A date, with what stays with who waits for it. */
interface DayFound {
  readonly found: Snapshot
  readonly kept: PartyWaitlist['kept']
}

/**
 * Four statements. The line is read after the snapshot, so that it has all who waited before a table of it came
 * free.
 */
async function readDays(
  on: Queryable,
  storeId: Id<'Store'>,
  dates: readonly WallDate[],
): Promise<DayFound[]> {
  const asks = dates.map((date) => ({ storeId, date }))
  const snapshots = await takeSnapshots(on, asks)
  const waitlists = await takeWaitlists(on, storeId, dates)
  const keptOf = new Map(waitlists.map(({ date, kept }) => [date, kept]))
  return snapshots
    .map((found) => ({ found, kept: keptOf.get(found.facts.date) ?? new Map() }))
    .toSorted((one, other) => (one.found.facts.date < other.found.facts.date ? -1 : 1))
}

interface Wanted {
  /** What it has. */
  readonly layout: Layout
  /** How many shall come. */
  readonly party: number
}

function timesOf(day: DayFound, { layout, party }: Wanted) {
  const { facts } = day.found
  const { date, restaurant, now } = facts
  return rules.bookableArrivals(facts, { date, party }, now).flatMap((arrival) => {
    const { time, startsAt } = arrival
    const isNow = startsAt.getTime() === layout.startsAt.getTime()
    if (isNow && party === layout.party) return []
    const arriving = isNow ? Math.max(0, party - layout.party) : party
    if (mayArrive(day.found, arrival) < arriving) return []
    if (freeGroupsAt(day, { layout, party }, arrival).length === 0) return []
    return {
      placeId: placeId(restaurant.id, rules.arrivalKey(date, time)),
      item: { date, time, party: `${party}` },
      ...{ startsAt, remaining: party, price: perHeadOf(facts) },
    }
  })
}

/**
 * Best first: those of its area that cost the same, where its own tables are free for it. A party that gets smaller may
 * keep tables that are larger than others may have.
 */
function freeGroupsAt(
  { found, kept }: DayFound,
  { layout, party }: Wanted,
  arrival: rules.Arrival,
): TableGroup[] {
  const { facts, day } = found
  const areaId = facts.plan.tables.find(({ id }) => layout.tableIds.includes(id))?.areaId
  const { amount, per } = facts.terms.deposit
  const own = facts.plan.groups.find(({ tables }) => isOwn(tables, layout))
  const fitting = fittingGroups(facts, { party, areaId }).filter(
    ({ tables }) =>
      layout.ofTables === 0 || (per === 'table' && amount * tables.length === layout.ofTables),
  )
  const mayStay = own && !fitting.includes(own) && party < layout.party
  const groups = mayStay ? [...fitting, own] : fitting
  const left = freeGroups({ taken: kept }, groups, arrival)
  return freeGroups({ taken: withoutOwn(found.taken, layout, day) }, left, arrival)
}

const isOwn = (tables: TableGroup['tables'], { tableIds }: Layout): boolean =>
  tables.length === tableIds.length && tables.every(({ id }) => tableIds.includes(id))

function withoutOwn(
  taken: Snapshot['taken'],
  { tableIds, quarters }: Layout,
  day: ServiceDay,
): Snapshot['taken'] {
  const own = maskOf(
    quarters.flatMap(({ when }) => day.quarters[day.indexOf.get(when) ?? -1] ?? []),
  )
  return new Map([...taken].map(([id, mask]) => [id, tableIds.includes(id) ? mask & ~own : mask]))
}

const perHeadOf = ({ terms: { deposit } }: Pick<Snapshot['facts'], 'terms'>): number =>
  deposit.per === 'person' ? deposit.amount : 0
