import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type * as contract from '../../store-contract.ts'

type Changes = AnswerOf<typeof contract.watchBookings>
export type What = Changes[number]['what']

/** So many bookings stand out at once; in a rush of more, none would. */
const RECENT_MOST = 100

/** What happened lately, after more has; a booking that is new stays so while more happens to it. */
export function recentAfter(
  before: ReadonlyMap<string, What>,
  changes: Changes,
): ReadonlyMap<string, What> {
  const after = new Map(before)
  for (const { bookingId, what } of changes)
    if (what !== 'changed' || !after.has(bookingId)) after.set(bookingId, what)
  return new Map([...after].slice(-RECENT_MOST))
}
