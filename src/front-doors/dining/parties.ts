import { type Quarter, quarterKey } from '../../bookings/quarter-rules.ts'
import { type BookingAnswer, readBooking } from '../../bookings/read.ts'
import { readOwnFreed } from '../../bookings/taken-queries.ts'
import type { Engine } from '../../engine.ts'
import type { Hold } from '../../holds/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { firstFree } from '../../orders/choose-rules.ts'
import { claimOffered } from '../../orders/claim.ts'
import type { LineAsk } from '../../orders/claim-rules.ts'
import type { Item, Offered, Offers } from '../../orders/offers.ts'
import type { Order } from '../../orders/rules.ts'
import type { Once } from '../../postgres/once.ts'
import type { Table, TableGroup } from './group-rules.ts'
import { nobody, type PartyWaitlist, readWaitlist } from './party-waitlist.ts'
import { HOLD_SECONDS, restaurantMissing } from './rules.ts'
import { fittingGroups, freeGroups, readSnapshot, type Snapshot } from './seating.ts'
import { readSeatings, type Seating } from './seating-queries.ts'
import * as rules from './seating-rules.ts'

export interface PartyBooking extends rules.PartyAsk {
  readonly restaurantId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  /** Only in this area. */
  readonly area?: Id<'Area'> | undefined
  /** The deposit that the buyer saw. */
  readonly price?: number | undefined
  readonly once: Once
  readonly holder?: Hold | undefined
}

/** What a claim of a party asks for. */
type Claiming = Omit<PartyBooking, 'once'>

/** Quarters that a search locks at first; twice as many each time it lost them. */
const LOCKED_FIRST = 64
const SEARCHES_MOST = 4

interface PlaceWhat extends Pick<rules.PartyAsk, 'date'> {
  readonly key: string
}

/** Places of parties: how many arrive, and quarters of tables; one offer a date. */
export const parties: Offers<PlaceWhat, Seating> = {
  placeKey: ({ key }) => key,
  key: ({ date }) => date,
  async read(on, storeId, items) {
    const dates = new Set(items.map(({ what }) => what.date))
    const found = await readSeatings(
      on,
      [...dates].map((date) => ({ storeId, date })),
    )
    return new Map(found.map((seating) => [seating.date, seating]))
  },
}

type PartyItem = Item<PlaceWhat, Seating>
const itemOf = (date: string, key: string): PartyItem => ({ offers: parties, what: { date, key } })

/**
 * Takes the smallest free table or join for a party, for ten minutes. It searches in a snapshot, locks
 * the first groups and takes the best that is still free; what others take in between costs another
 * search. The last one locks all tables that fit. What those who wait can be seated at is not for others:
 * the line is read after the snapshot, so that it has all who waited before a table of it came free.
 * Problems in order: those of the key, restaurant-missing, those of `arrivalFor`, area-missing,
 * no-table-fits, those of `claim` with no-table-free and arrivals-full for sold-out.
 */
export async function placeParty(engine: Engine, ask: PartyBooking): Promise<BookingAnswer> {
  for (let search = 1; ; search += 1) {
    const found = await readSnapshot(engine, ask)
    const waitlist = ask.isByStore ? nobody : await readWaitlist(engine, ask)
    const groups = await groupsToLock(engine, found, waitlist, ask, search)
    try {
      const { once, holder, buyerId } = ask
      const seats = groups[0]?.tables.length ?? 1
      const { stored } = await claimOffered(engine, {
        ...partyClaim(found, ask, groups),
        ...{ once, holder: holder && { ...holder, seats }, rivals: waitlist.rivals },
      })
      return await readBooking(engine, { buyerId, bookingId: JSON.parse(stored) })
    } catch (error) {
      const isLost = error instanceof Problem && error.is === (rules.noTableFree as typeof error.is)
      if (!isLost || groups.length === 0 || search === SEARCHES_MOST) throw error
    }
  }
}

/** None where nothing is free: then only what the buyer holds already is answered. */
async function groupsToLock(
  engine: Engine,
  found: Snapshot,
  waitlist: PartyWaitlist,
  ask: PartyBooking,
  search: number,
): Promise<readonly TableGroup[]> {
  const arrival = rules.arrivalFor(found.facts, ask, found.facts.now)
  if (arrival instanceof Problem) return []
  const all = fittingGroups(found.facts, { ...ask, areaId: ask.area })
  const fitting = freeGroups({ taken: waitlist.kept }, all, arrival)
  const free = freeGroups(found, fitting, arrival)
  const own = free.length > 0 ? [] : await ownFreed(engine, found, ask)
  if (free.length === 0 && own.length === 0) return []
  if (free.length === 0) return fitting
  // Of what came free since the snapshot, the line is not known.
  if (search === SEARCHES_MOST) return waitlist.isEmpty ? [...free, ...fitting] : free
  const most = Math.ceil((LOCKED_FIRST * 2 ** (search - 1)) / arrival.stay.length)
  const chosen: TableGroup[] = []
  for (const group of free) {
    if (chosen.length > 0 && tablesOf([...chosen, group]).length > most) break
    chosen.push(group)
  }
  return chosen
}

const ownFreed = (engine: Engine, { day }: Snapshot, { restaurantId, buyerId }: PartyBooking) =>
  readOwnFreed(engine.cell(restaurantId), { storeId: restaurantId, buyerId }, day, 'table')

const tablesOf = (groups: readonly TableGroup[]): readonly Table[] => [
  ...new Map(groups.flatMap(({ tables }) => tables.map((table) => [table.id, table]))).values(),
]

/** A claim of the best group whose tables are all among those that are locked. */
export function partyClaim({ facts }: Snapshot, ask: Claiming, toLock: readonly TableGroup[]) {
  const { restaurantId: storeId, buyerId, date, price } = ask
  const arrivalItem = itemOf(date, rules.arrivalKey(date, ask.time))
  const items = new Map<string, PartyItem>()
  const arrival = rules.arrivalFor(facts, ask, facts.now)
  if (!(arrival instanceof Problem))
    for (const key of tablesOf(toLock).flatMap((table) => keysOf(table, arrival.stay)))
      items.set(key, itemOf(date, key))
  return {
    ...{ storeId, buyerId },
    ...(ask.isByStore && { isByStore: true }),
    items: [arrivalItem, ...items.values()],
    draft(offers: Offered, now: Date) {
      const seating = offers.of(arrivalItem)
      if (!seating) return restaurantMissing()
      const draft = draftParty(seating, ask, now)
      if (draft instanceof Problem) return draft
      const { heads, groups } = linesOf(draft, { offers, items, arrivalItem })
      return {
        title: `${seating.restaurant.name} ${date} ${ask.time}`,
        ...{ holdSeconds: HOLD_SECONDS, startsAt: draft.arrival.startsAt },
        ...{ asksBooker: true, seenTotal: price },
        lines: [heads, ...new Map(groups.flat().map((line) => [line.place.id, line])).values()],
        choose: (left: LeftAt, held: readonly Order[]) => choose({ heads, groups }, left, held),
        answer: ({ id }: Order) => JSON.stringify(id),
      }
    },
  }
}

type LeftAt = ReadonlyMap<Id<'Place'>, number>

const keysOf = ({ id }: Table, stay: readonly Quarter[]): string[] =>
  stay.map((quarter) => quarterKey('table', id, quarter))

interface PartyDraft {
  readonly seating: Seating
  readonly arrival: rules.Arrival
  readonly party: number
  /** All that fit, best first. */
  readonly fitting: readonly TableGroup[]
}

/** Problems in order: those of `arrivalFor`, area-missing, no-table-fits. */
function draftParty(seating: Seating, ask: Claiming, now: Date): PartyDraft | Problem {
  const { plan } = seating
  const arrival = rules.arrivalFor(seating, ask, now)
  if (arrival instanceof Problem) return arrival
  const { area: areaId, party } = ask
  if (areaId !== undefined && !plan.areas.some(({ id }) => id === areaId))
    return rules.areaMissing()
  const fitting = fittingGroups(seating, { ...ask, areaId })
  if (fitting.length > 0) return { seating, arrival, party, fitting }
  return rules.noTableFits({ most: Math.max(0, ...plan.groups.map(({ seatsMost }) => seatsMost)) })
}

interface Locked {
  readonly offers: Offered
  /** By key. */
  readonly items: ReadonlyMap<string, PartyItem>
  readonly arrivalItem: PartyItem
}

interface PartyLines {
  /** How many arrive: what buyer and store see. */
  readonly heads: LineAsk
  /** For each group: the quarters of its tables. */
  readonly groups: readonly (readonly LineAsk[])[]
}

function linesOf({ seating, arrival, party, fitting }: PartyDraft, locked: Locked): PartyLines {
  const { pace, deposit } = seating.terms
  const { offers, items, arrivalItem } = locked
  const perTable = deposit.per === 'table' ? deposit.amount : 0
  const linesOfTable = new Map<Id<'Table'>, readonly LineAsk[]>()
  const tableLines = (table: Table): readonly LineAsk[] => {
    const known = linesOfTable.get(table.id)
    if (known) return known
    const keys = keysOf(table, arrival.stay)
    const lines = keys.flatMap((key, at) => {
      const item = items.get(key)
      const startsAt = arrival.stay[at]?.startsAt ?? null
      if (!item) return []
      const place = { ...offers.placeOf(item), capacity: 1, startsAt }
      return {
        place,
        quantity: 1,
        unitPrice: at === 0 ? perTable : 0,
        isAside: true,
        isDeposit: true,
      }
    })
    linesOfTable.set(table.id, lines)
    return lines
  }
  const isLocked = ({ tables }: TableGroup) =>
    tables.every((table) => tableLines(table).length === arrival.stay.length)
  const place = { ...offers.placeOf(arrivalItem), capacity: pace, startsAt: arrival.startsAt }
  const unitPrice = deposit.per === 'person' ? deposit.amount : 0
  return {
    heads: { place, quantity: party, unitPrice, isUncounted: true, isDeposit: true },
    groups: fitting.filter(isLocked).map(({ tables }) => tables.flatMap(tableLines)),
  }
}

/** Problems in order: no-table-free, arrivals-full. */
function choose(
  { heads, groups }: PartyLines,
  left: ReadonlyMap<Id<'Place'>, number>,
  held: readonly Order[],
): readonly LineAsk[] | Problem {
  const mine = held.find(({ lines }) => lines.some(({ placeId }) => placeId === heads.place.id))
  if (mine) return heldLines(mine, heads)
  const chosen = firstFree(groups, left)
  if (!chosen) return rules.noTableFree()
  const available = Math.max(0, left.get(heads.place.id) ?? 0)
  if (available < heads.quantity) return rules.arrivalsFull({ available })
  return [heads, ...chosen]
}

/** The lines of an order that the buyer holds at that time: the same again, if as many come. */
const heldLines = ({ lines }: Order, heads: LineAsk): readonly LineAsk[] =>
  lines.map(({ placeId, ...line }) =>
    placeId === heads.place.id
      ? heads
      : { ...line, place: { id: placeId, key: '', capacity: 1, startsAt: null } },
  )
