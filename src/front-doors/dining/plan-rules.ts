import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { RecentMap } from '../../kernel/recent-map.ts'
import { areaMissing } from './seating-rules.ts'

// The tables of a restaurant, and which groups of them seat a party.

/** How many tables may be pushed together. */
export const JOINED_MOST = 4
/** How many groups the joins of a restaurant may make: each is looked at for every time. */
export const GROUPS_MOST = 5_000

export const namedTwice = problem<{ name: string }>('named-twice', 'invalid', {
  ko: '이름이 같은 테이블이나 구역이 있어요.',
  en: 'Two tables, or two areas, have the same name.',
})
export const seatsReversed = problem<{ tableId: string }>('seats-reversed', 'invalid', {
  ko: '최소 인원은 최대 인원보다 많을 수 없어요.',
  en: 'The fewest seats of a table are more than its most.',
})
export const joinWrong = problem<{ tableIds: readonly string[] }>('join-wrong', 'invalid', {
  ko: '같은 구역에 있는 서로 다른 두 테이블만 붙일 수 있어요.',
  en: 'Only two different tables of one area can be joined.',
})
export const tooManyJoins = problem<{ most: number }>('too-many-joins', 'invalid', {
  ko: '붙일 수 있는 테이블 조합이 너무 많아요. 실제로 붙여 쓰는 테이블만 골라 주세요.',
  en: 'Too many tables can be joined with each other. Name only those that really are.',
})

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

/** Problems in order: named-twice, area-missing, seats-reversed, join-wrong, too-many-joins. */
export function refusePlan(plan: FloorPlan): Problem | undefined {
  const name =
    firstTwice(plan.areas.map((one) => one.name)) ?? firstTwice(plan.tables.map((one) => one.name))
  if (name !== undefined) return namedTwice({ name })
  const areaIds = new Set(plan.areas.map(({ id }) => id))
  if (plan.tables.some(({ areaId }) => !areaIds.has(areaId))) return areaMissing()
  const reversed = plan.tables.find(({ seatsLeast, seatsMost }) => seatsLeast > seatsMost)
  if (reversed) return seatsReversed({ tableId: reversed.id })
  const areaOf = new Map(plan.tables.map(({ id, areaId }) => [id, areaId]))
  const wrong = plan.joins.find(
    ([one, other]) => one === other || !areaOf.has(one) || areaOf.get(one) !== areaOf.get(other),
  )
  if (wrong) return joinWrong({ tableIds: wrong })
  return groupsOf(plan, GROUPS_MOST + plan.tables.length + 1).length >
    GROUPS_MOST + plan.tables.length
    ? tooManyJoins({ most: GROUPS_MOST })
    : undefined
}

const firstTwice = (names: readonly string[]): string | undefined =>
  names.find((name, at) => names.indexOf(name) < at)

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

/** A plan with all its groups. */
export interface PreparedPlan extends FloorPlan {
  readonly groups: readonly TableGroup[]
}

/** Parses a plan as it is stored, and finds its groups, once for each text. */
export function preparePlan(storeId: Id<'Store'>, text: string): PreparedPlan {
  const known = prepared.get(storeId)
  if (known?.text === text) return known.plan
  const parsed: FloorPlan = JSON.parse(text)
  const plan = { ...parsed, groups: groupsOf(parsed) }
  prepared.set(storeId, { text, plan })
  return plan
}

const prepared = new RecentMap<{ readonly text: string; readonly plan: PreparedPlan }>(2_000)
