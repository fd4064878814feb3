import type { DeskKind } from '../../../desk/rules.ts'
import type { DeskTime } from './entry-queries.ts'

type Starting = Pick<DeskTime, 'startsAt' | 'remaining'>

/** Who walks in so long after a time has begun did not come for it. */
const LATE_MS = 60 * 60_000

export const hasBegun = ({ startsAt }: Pick<DeskTime, 'startsAt'>, now: number): boolean =>
  Date.parse(startsAt) <= now

/**
 * The time that is most likely meant: who calls comes at the next one with room, who walks in is at the one that has
 * just begun, or early for the next. Undefined: all is full.
 */
export function usualTime<Time extends Starting>(
  times: readonly Time[],
  kind: DeskKind,
  now: number,
): Time | undefined {
  const free = times.filter(({ remaining }) => remaining > 0)
  const begun = free.findLast((one) => hasBegun(one, now))
  const coming = free.find((one) => !hasBegun(one, now))
  const isFresh = begun && now - Date.parse(begun.startsAt) <= LATE_MS
  return kind === 'walk-in' && isFresh ? begun : (coming ?? begun)
}

type Named = Pick<DeskTime, 'door' | 'item'>

/** The same whatever else the list has; two times may begin together. */
export const nameOf = ({ door, item }: Named): string =>
  [door, ...Object.entries(item).toSorted().flat()].join('/')

/** What was chosen; undefined where it is full or gone meanwhile. */
export const chosenTime = <Time extends Named & Pick<DeskTime, 'remaining'>>(
  times: readonly Time[],
  name: string,
): Time | undefined => times.find((one) => one.remaining > 0 && nameOf(one) === name)
