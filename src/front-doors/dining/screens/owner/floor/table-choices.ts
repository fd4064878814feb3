import { groupsOf, type TableGroup } from '../../../group-rules.ts'
import type { FloorAnswer, FloorParty, FloorTable } from './floor-queries.ts'
import { instantAt } from './floor-states.ts'

/** Who shall sit somewhere, and when. */
export interface Stay extends Pick<FloorParty, 'startsAt' | 'endsAt' | 'tableIds'> {
  /** Undefined: it is not on the floor yet. */
  readonly id?: string
  /** Undefined: nobody sits there, the tables are blocked. */
  readonly size: number | undefined
}

export const stayOf = ({ party, source, ...stay }: FloorParty): Stay => ({
  ...stay,
  size: source === 'block' ? undefined : party,
})

/** A time of a date's service, and how long. */
interface When {
  readonly date: string
  readonly time: string
  readonly minutes: number
}

/** The stay of somebody who comes then, at no table yet. */
export function stayAt({ date, time, minutes }: When, timeZone: string) {
  const begins = instantAt(date, time, timeZone)
  return {
    startsAt: new Date(begins).toISOString(),
    endsAt: new Date(begins + minutes * 60_000).toISOString(),
    tableIds: [],
  }
}

type Plan = Pick<FloorAnswer, 'areas' | 'tables' | 'joins' | 'parties'>

/** Whether a party has its tables in a time; one that still sits there has them until it leaves. */
const isThere = (other: FloorParty, { startsAt, endsAt }: Stay, now: number): boolean => {
  const begins = Date.parse(startsAt)
  const sits = other.state === 'seated' && begins <= now ? now + 1 : 0
  return (
    Math.max(Date.parse(other.endsAt), sits) > begins &&
    Date.parse(other.startsAt) < Date.parse(endsAt)
  )
}

export interface TableChoices {
  /** Tables with enough seats, the closest first. */
  readonly fitting: readonly TableGroup[]
  /** Tables that are pushed together, none of which could be left out. */
  readonly joined: readonly TableGroup[]
  /** Tables with fewer seats than guests. */
  readonly crowded: readonly TableGroup[]
}

const JOINED_MOST = 12

/** The tables that others have in a time. */
const takenBy = ({ parties }: Pick<Plan, 'parties'>, stay: Stay, now: number): Set<string> =>
  new Set(
    parties
      .filter((other) => other.id !== stay.id && isThere(other, stay, now))
      .flatMap(({ tableIds }) => tableIds),
  )

/** Every table by what it is for a stay, in the order of the plan. */
export interface TableOptions {
  readonly fitting: readonly FloorTable[]
  /** With fewer seats than guests. */
  readonly crowded: readonly FloorTable[]
  /** Others have them then. */
  readonly taken: readonly FloorTable[]
}

export function tableOptions(
  plan: Pick<Plan, 'tables' | 'parties'>,
  stay: Stay,
  now: number,
): TableOptions {
  const taken = takenBy(plan, stay, now)
  const { size = 0 } = stay
  const free = plan.tables.filter(({ id }) => !taken.has(id))
  return {
    fitting: free.filter(({ seatsMost }) => seatsMost >= size),
    crowded: free.filter(({ seatsMost }) => seatsMost < size),
    taken: plan.tables.filter(({ id }) => taken.has(id)),
  }
}

/** How long parties of a size stay. */
export const usualMinutes = ({ stays }: Pick<FloorAnswer, 'stays'>, size: number): number =>
  stays[size - 1] ?? stays.at(-1) ?? 120

/** Where somebody may sit that nobody else has then, except where they sit already. */
export function tableChoices(plan: Plan, stay: Stay, now: number): TableChoices {
  const taken = takenBy(plan, stay, now)
  const tables = plan.tables.filter(({ id }) => !taken.has(id))
  const joins = plan.joins.flatMap(([one, other]) => (one && other ? [[one, other] as const] : []))
  const { size = 0 } = stay
  const groups = groupsOf({ areas: plan.areas, tables, joins })
    .filter((group) => !isAt(group, stay))
    .toSorted((one, other) => wasteOf(one, size) - wasteOf(other, size))
  const single = groups.filter((group) => group.tables.length === 1)
  const joined = groups.filter((group) => group.tables.length > 1 && needsAll(group, size))
  return {
    fitting: single.filter(({ seatsMost }) => seatsMost >= size),
    joined: joined
      .toSorted((one, other) => one.tables.length - other.tables.length)
      .slice(0, JOINED_MOST),
    crowded: single.filter(({ seatsMost }) => seatsMost < size).toReversed(),
  }
}

const isAt = ({ tables }: TableGroup, { tableIds }: Stay): boolean =>
  tables.length === tableIds.length && tables.every(({ id }) => tableIds.includes(id))

/** How many seats stay empty; a table for larger parties comes last. */
const wasteOf = ({ seatsLeast, seatsMost }: TableGroup, size: number): number =>
  seatsMost - size + (size < seatsLeast ? 1_000 : 0)

const needsAll = ({ tables, seatsMost }: TableGroup, size: number): boolean =>
  size > 0 && seatsMost >= size && tables.every((table) => seatsMost - table.seatsMost < size)
