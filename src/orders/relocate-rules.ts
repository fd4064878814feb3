import type { Id } from '../kernel/id.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { unitsLeft } from './money-rules.ts'
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
