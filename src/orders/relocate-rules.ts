import type { Id } from '../kernel/id.ts'
import { Problem, problem } from '../kernel/problem.ts'
import { netOf, type PricedLine, unitsLeft } from './money-rules.ts'
import { type Order, soldOut } from './rules.ts'

export const linesChanged = problem('lines-changed', 'conflict', {
  ko: '그사이 다른 곳에서 바뀐 예약이에요. 다시 시도해 주세요.',
  en: 'The booking was changed somewhere else meanwhile. Please try again.',
})

/** A line that a paid order shall have. */
export interface LineTarget {
  readonly placeId: Id<'Place'>
  /** Units that its buyer has. */
  readonly units: number
  readonly unitPrice: number
  readonly isAside: boolean
}

/** A paid order that is locked with the places that it has and shall have. */
export interface Relocation {
  readonly order: Order
  /** How many of each place can be sold. */
  readonly available: ReadonlyMap<Id<'Place'>, number>
}

export interface LineChanges {
  /** New lines, and those of another quantity or price. */
  readonly written: readonly (LineTarget & { readonly givenBack: number })[]
  readonly left: readonly Id<'Place'>[]
  /** By how much more of each place is for sale then. */
  readonly taken: ReadonlyMap<Id<'Place'>, number>
}

/**
 * What changes so that a paid order has the lines `targets`. Units that were given back go along with the first line.
 * Problem: sold-out.
 */
export function changesOf(
  { lines }: Pick<Order, 'lines'>,
  targets: readonly LineTarget[],
  available: ReadonlyMap<Id<'Place'>, number>,
): LineChanges | Problem {
  const had = new Map(lines.map((line) => [line.placeId, line]))
  const wanted = new Set(targets.map(({ placeId }) => placeId))
  const leaving = lines.filter(({ placeId }) => !wanted.has(placeId))
  const taken = new Map<Id<'Place'>, number>()
  for (const line of leaving) if (unitsLeft(line) > 0) taken.set(line.placeId, unitsLeft(line))
  const backOf = (isAside: boolean) =>
    leaving.find((line) => (line.isAside ?? false) === isAside)?.givenBack ?? 0
  const written: (LineTarget & { givenBack: number })[] = []
  for (const target of targets) {
    const line = had.get(target.placeId)
    const more = target.units - (line ? unitsLeft(line) : 0)
    if (more > Math.max(0, available.get(target.placeId) ?? 0))
      return soldOut({ available: Math.max(0, available.get(target.placeId) ?? 0) })
    if (more !== 0) taken.set(target.placeId, -more)
    if (line && more === 0 && line.unitPrice === target.unitPrice) continue
    const givenBack = line ? line.givenBack : target.isAside ? 0 : backOf(false)
    written.push({ ...target, givenBack })
  }
  return { written, left: leaving.map(({ placeId }) => placeId), taken }
}

/** What the lines cost after the changes, less what they cost before, in minor units: 0, as the order's amount stays. */
export function costChangeOf(
  { lines }: Pick<Order, 'lines'>,
  { written, left }: LineChanges,
): number {
  const gone = new Set([...left, ...written.map(({ placeId }) => placeId)])
  const before = lines.filter(({ placeId }) => gone.has(placeId))
  const costOf = (some: readonly PricedLine[]) => some.reduce((sum, line) => sum + netOf(line), 0)
  const after = written.map(({ units, givenBack, unitPrice }) => ({
    ...{ quantity: units + givenBack, unitPrice },
  }))
  return costOf(after) - costOf(before)
}

/** A paid order, and all lines that it shall have. */
export interface Retargeted {
  readonly order: Pick<Order, 'lines'>
  readonly targets: readonly LineTarget[]
}

/**
 * What changes so that two paid orders, locked together, each have their `targets`: what one of them leaves, the
 * other may take. Problem: sold-out.
 */
export function changesOfBoth(
  [one, other]: readonly [Retargeted, Retargeted],
  available: ReadonlyMap<Id<'Place'>, number>,
): readonly [LineChanges, LineChanges] | Problem {
  const left = new Map(available)
  const add = (id: Id<'Place'>, units: number) => left.set(id, (left.get(id) ?? 0) + units)
  for (const { order, targets } of [one, other]) {
    const wanted = new Set(targets.map(({ placeId }) => placeId))
    for (const line of order.lines)
      if (!wanted.has(line.placeId)) add(line.placeId, unitsLeft(line))
  }
  const first = changesOf(one.order, one.targets, left)
  if (first instanceof Problem) return first
  for (const { placeId } of one.targets) add(placeId, Math.min(0, first.taken.get(placeId) ?? 0))
  const second = changesOf(other.order, other.targets, left)
  return second instanceof Problem ? second : [first, second]
}

/** By how much more of each place is for sale after both changes. */
export function takenByBoth(both: readonly [LineChanges, LineChanges]): LineChanges['taken'] {
  const sum = new Map<Id<'Place'>, number>()
  for (const { taken } of both) for (const [id, by] of taken) sum.set(id, (sum.get(id) ?? 0) + by)
  return new Map([...sum].filter(([, by]) => by !== 0))
}
