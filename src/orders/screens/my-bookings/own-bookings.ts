import type { Door } from '../../../web/door.ts'
import { languageReady } from '../../../web/language.ts'
import type { Booking, OwnBookings } from '../booking-door.ts'

/** How each door that takes bookings is asked for the reader's own; their texts come with it. */
export async function ownBookings(doors: readonly Door[]): Promise<readonly OwnBookings[]> {
  const all = await Promise.all(doors.map(({ bookings }) => bookings()))
  await languageReady()
  return all
}

/** A page of all doors together; `next` says for each of them where it goes on, null at its end. */
export interface BookingsPage {
  readonly data: readonly Booking[]
  readonly next: readonly (string | null)[]
}

/** The list of all doors: a page of it is one of each door that has more. */
export const bookingsQuery = (doors: readonly Door[]) => ({
  queryKey: ['bookings'],
  initialPageParam: '',
  queryFn: async ({ signal, pageParam }: { signal: AbortSignal; pageParam: string }) => {
    const cursors = pageParam ? (JSON.parse(pageParam) as BookingsPage['next']) : undefined
    const pages = (await ownBookings(doors)).map(({ list }, at) => {
      const cursor = cursors?.[at]
      return cursor === null ? { data: [], nextCursor: null } : list(cursor, signal)
    })
    const answers = await Promise.all(pages)
    return {
      data: answers.flatMap(({ data }) => data),
      next: answers.map(({ nextCursor }) => nextCursor),
    }
  },
  getNextPageParam: ({ next }: BookingsPage) =>
    next.some((cursor) => cursor !== null) ? JSON.stringify(next) : null,
})

export const isUpcoming = ({ status, startsAt, now }: Booking): boolean =>
  (status === 'ready' || status === 'paid') && startsAt !== '' && new Date(startsAt) > new Date(now)
