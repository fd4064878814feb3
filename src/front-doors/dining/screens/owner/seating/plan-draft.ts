import { newId } from '../../../../../web/new-id.ts'
import type { Plan, Table } from './seating-queries.ts'

// Changes of a floor plan before it is saved. Each makes a new plan.

/** The grid is at least so wide and high, and not larger than the contract allows. */
export const COLUMNS = 24
export const ROWS = 14
const EDGE_MOST = 199
const STEP = 4

/** How many tables of how many seats a new plan begins with. */
export const presets = {
  fours: [[4, 6]],
  small: [
    [2, 4],
    [4, 4],
  ],
  large: [
    [2, 4],
    [4, 6],
    [6, 2],
  ],
} as const satisfies Record<string, readonly (readonly [seats: number, tables: number])[]>
export type Preset = keyof typeof presets

export function presetPlan(preset: Preset, areaName: string): Plan {
  const area = { id: newId(), name: areaName }
  const seats = presets[preset].flatMap(([size, count]) =>
    Array.from({ length: count }, () => size),
  )
  return seats.reduce<Plan>((plan, size) => withTable(plan, area.id, size), {
    ...{ areas: [area], tables: [], joins: [] },
  })
}

/** A table more, with the next number, at the first spot of its area that is free. */
export function withTable(plan: Plan, areaId: string, seatsMost: number): Plan {
  const used = new Set(plan.tables.map(({ name }) => name))
  let number = plan.tables.length + 1
  while (used.has(String(number))) number += 1
  const table: Table = {
    ...{ id: newId(), areaId, name: String(number), seatsMost, walkInOnly: false },
    ...{ seatsLeast: seatsMost > 2 ? 2 : 1, shape: 'square', ...freeSpot(plan, areaId) },
    ...{ width: seatsMost > 4 ? 5 : 3, height: 3 },
  }
  return { ...plan, tables: [...plan.tables, table] }
}

function freeSpot({ tables }: Plan, areaId: string) {
  const here = tables.filter((table) => table.areaId === areaId)
  const spots = Array.from({ length: 200 }, (_, at) => ({
    x: 1 + (at % 4) * (STEP + 2),
    y: 1 + Math.floor(at / 4) * STEP,
  }))
  const isFree = ({ x, y }: { readonly x: number; readonly y: number }) =>
    here.every(
      (table) =>
        x + 5 <= table.x ||
        table.x + table.width <= x ||
        y + 3 <= table.y ||
        table.y + table.height <= y,
    )
  return spots.find(isFree) ?? { x: 0, y: 0 }
}

/** Tables of another area cannot be pushed together. */
export function withChange(plan: Plan, id: string, part: Partial<Table>): Plan {
  const isMoved = part.areaId !== undefined
  return {
    ...plan,
    tables: plan.tables.map((table) => (table.id === id ? { ...table, ...part } : table)),
    joins: isMoved ? plan.joins.filter((pair) => !pair.includes(id)) : plan.joins,
  }
}

export function movedTo(plan: Plan, { id, width, height }: Table, x: number, y: number): Plan {
  const within = (value: number, size: number) => Math.min(EDGE_MOST - size, Math.max(0, value))
  return withChange(plan, id, { x: within(x, width), y: within(y, height) })
}

export const withoutTable = (plan: Plan, id: string): Plan => ({
  ...plan,
  tables: plan.tables.filter((table) => table.id !== id),
  joins: plan.joins.filter((pair) => !pair.includes(id)),
})

export const isJoined = ({ joins }: Pick<Plan, 'joins'>, one: string, other: string): boolean =>
  one !== other && joins.some((pair) => pair.includes(one) && pair.includes(other))

export function withJoinToggled(plan: Plan, one: string, other: string): Plan {
  if (one === other) return plan
  const joins = isJoined(plan, one, other)
    ? plan.joins.filter((pair) => !(pair.includes(one) && pair.includes(other)))
    : [...plan.joins, [one, other]]
  return { ...plan, joins }
}

export const withArea = (plan: Plan, name: string): Plan => ({
  ...plan,
  areas: [...plan.areas, { id: newId(), name }],
})

export const withAreaNamed = (plan: Plan, id: string, name: string): Plan => ({
  ...plan,
  areas: plan.areas.map((area) => (area.id === id ? { ...area, name } : area)),
})

/** With its tables. */
export function withoutArea(plan: Plan, id: string): Plan {
  const tables = plan.tables.filter(({ areaId }) => areaId === id)
  return {
    ...tables.reduce((left, table) => withoutTable(left, table.id), plan),
    areas: plan.areas.filter((area) => area.id !== id),
  }
}

export interface PlanChanges {
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** Pairs that may be pushed together from now on, or not any more. */
  readonly joins: number
  readonly areas: number
}

/** What saving would change. */
export function changesOf(saved: Plan, draft: Plan): PlanChanges {
  const before = new Map(saved.tables.map((table) => [table.id, table]))
  const after = new Set(draft.tables.map(({ id }) => id))
  const differs = (one: object | undefined, other: object) =>
    one !== undefined && JSON.stringify(one) !== JSON.stringify({ ...one, ...other })
  const areas = new Map(saved.areas.map((area) => [area.id, area]))
  const joins = (plan: Plan, other: Plan) =>
    plan.joins.filter(([one = '', two = '']) => !isJoined(other, one, two)).length
  return {
    added: draft.tables.filter(({ id }) => !before.has(id)).length,
    changed: draft.tables.filter((table) => differs(before.get(table.id), table)).length,
    removed: saved.tables.filter(({ id }) => !after.has(id)).length,
    joins: joins(saved, draft) + joins(draft, saved),
    areas:
      draft.areas.filter((area) => !areas.has(area.id) || differs(areas.get(area.id), area))
        .length +
      saved.areas.filter(({ id }) => !draft.areas.some((area) => area.id === id)).length,
  }
}

export const isChanged = (changes: PlanChanges): boolean =>
  Object.values(changes).some((count) => count > 0)

export type TableFault = 'name' | 'twice' | 'seats'

/** What is wrong with each table, as the server would refuse it. */
export function faultsOf({ tables }: Plan): ReadonlyMap<string, TableFault> {
  const counts = Map.groupBy(tables, ({ name }) => name.trim())
  return new Map(
    tables.flatMap((table): [string, TableFault][] => {
      const name = table.name.trim()
      if (name === '') return [[table.id, 'name']]
      if ((counts.get(name)?.length ?? 0) > 1) return [[table.id, 'twice']]
      return table.seatsLeast > table.seatsMost ? [[table.id, 'seats']] : []
    }),
  )
}
