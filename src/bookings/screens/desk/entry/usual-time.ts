import type { DeskKind } from '../../../desk/rules.ts'
import type { DeskTime } from './entry-queries.ts'

/**
 * The time that is most likely meant: who calls comes at the next one with room, who walks in is at the one that
 * began last. Undefined: all is full.
 */
export function usualTime<Time extends Pick<DeskTime, 'begun' | 'remaining'>>(
  times: readonly Time[],
  kind: DeskKind,
): Time | undefined {
  const free = times.filter(({ remaining }) => remaining > 0)
  const begun = free.findLast((one) => one.begun)
  const coming = free.find((one) => !one.begun)
  return kind === 'walk-in' ? (begun ?? coming) : (coming ?? begun)
}
