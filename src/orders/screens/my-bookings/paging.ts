import type { Booking, OwnBookings } from '../booking-door.ts'

/** A page of all doors together; `next` says for each of them where it goes on, null at its end. */
export interface BookingsPage {
  readonly data: readonly Booking[]
  readonly next: readonly (string | null)[]
}

const ended = { data: [], nextCursor: null }

/**
 * One page of each door that has more, all asked at once.
 *
 * @param after what `nextPage` said of the page before; empty for the first
 */
export async function pageOf(
  lists: readonly OwnBookings['list'][],
  after: string,
  signal: AbortSignal,
): Promise<BookingsPage> {
  const cursors = after ? (JSON.parse(after) as BookingsPage['next']) : undefined
  const pages = await Promise.all(
    lists.map((list, at) => {
      const cursor = cursors?.[at]
      return cursor === null ? ended : list(cursor, signal)
    }),
  )
  return {
    data: pages.flatMap(({ data }) => data),
    next: pages.map(({ nextCursor }) => nextCursor),
  }
}

/** Null when every door has come to its end. */
export const nextPage = ({ next }: BookingsPage): string | null =>
  next.some((cursor) => cursor !== null) ? JSON.stringify(next) : null
