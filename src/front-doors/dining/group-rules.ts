import type { Id } from '../../kernel/id.ts'

// The tables of a restaurant, and which groups of them seat a party; also in the browser.

/** How many tables may be pushed together. */
const JOINED_MOST = 4

export interface Area {
  readonly id: Id<'Area'>
  readonly name: string
}

export interface Table {
  readonly id: Id<'Table'>
  readonly areaId: Id<'Area'>
  readonly name: string
  readonly seatsLeast: number
  readonly seatsMost: number
  /** Guests cannot book it online. */
  readonly walkInOnly: boolean
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly shape: 'square' | 'round'
}

/** Areas and tables in the order of their owner. */
export interface FloorPlan {
  readonly areas: readonly Area[]
  readonly tables: readonly Table[]
  /** Pairs of tables that may be pushed together. */
  readonly joins: readonly (readonly [Id<'Table'>, Id<'Table'>])[]
}

/** A table, or up to four that are pushed together. */
export interface TableGroup {
  readonly tables: readonly Table[]
  readonly areaId: Id<'Area'>
  readonly seatsLeast: number
  readonly seatsMost: number
}

/** All tables, and all connected sets of joined ones, at most `most`. */
export function groupsOf(plan: FloorPlan, most = Number.POSITIVE_INFINITY): TableGroup[] {
  const tableOf = new Map(plan.tables.map((table) => [table.id, table]))
  const besides = new Map<Id<'Table'>, Table[]>()
  for (const [one, other] of plan.joins)
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const table = tableOf.get(to)
      if (table) besides.set(from, [...(besides.get(from) ?? []), table])
    }
  const found = new Map<string, readonly Table[]>(plan.tables.map((table) => [table.id, [table]]))
  let last = [...found.values()]
  for (let size = 2; size <= JOINED_MOST && found.size < most; size += 1) {
    const larger: (readonly Table[])[] = []
    for (const group of last)
      for (const table of group.flatMap(({ id }) => besides.get(id) ?? [])) {
        if (group.includes(table)) continue
        const joined = [...group, table]
        const key = joined
          .map(({ id }) => id)
          .toSorted()
          .join(' ')
        if (found.has(key) || found.size >= most) continue
        found.set(key, joined)
        larger.push(joined)
      }
    last = larger
  }
  return [...found.values()].map(groupOf)
}

const groupOf = (tables: readonly Table[]): TableGroup => ({
  tables,
  areaId: tables[0]?.areaId ?? '',
  seatsLeast: tables.reduce((sum, { seatsLeast }) => sum + seatsLeast, 0),
  seatsMost: tables.reduce((sum, { seatsMost }) => sum + seatsMost, 0),
})

export interface FitAsk {
  readonly party: number
  /** Only in this area. */
  readonly areaId?: Id<'Area'> | undefined
  readonly wasteMost: number
  /** Tables for walk-ins too. */
  readonly isByStore?: boolean | undefined
}

/**
 * The groups that seat a party, best first: single tables before joins, small joins before large ones;
 * among these the one with the fewest seats left empty, then the one whose largest table is smallest. One whose
 * part seats the party too is left out.
 */
export function groupsFor(groups: readonly TableGroup[], ask: FitAsk): TableGroup[] {
  const { party, areaId, wasteMost, isByStore = false } = ask
  return groups
    .filter(
      (group) =>
        party >= group.seatsLeast &&
        party <= group.seatsMost &&
        group.seatsMost - party <= wasteMost &&
        (areaId === undefined || group.areaId === areaId) &&
        (isByStore || group.tables.every(({ walkInOnly }) => !walkInOnly)),
    )
    .toSorted(
      (one, other) =>
        one.tables.length - other.tables.length ||
        one.seatsMost - other.seatsMost ||
        largestOf(one) - largestOf(other),
    )
}

const largestOf = ({ tables }: TableGroup): number =>
  Math.max(...tables.map(({ seatsMost }) => seatsMost))

/** Whether none of a group's tables is taken in a stay, by masks of quarters. */
export const isFreeFor = (
  { tables }: TableGroup,
  stay: bigint,
  taken: ReadonlyMap<string, bigint>,
): boolean => tables.every(({ id }) => ((taken.get(id) ?? 0n) & stay) === 0n)
