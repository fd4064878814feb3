import type { Door } from '../../../web/door.ts'
import { languageReady } from '../../../web/language.ts'
import type { OwnBookings } from '../booking-door.ts'
import { nextPage, pageOf } from './paging.ts'

/** How each door that takes bookings is asked for the reader's own; their texts come with it. */
export async function ownBookings(doors: readonly Door[]): Promise<readonly OwnBookings[]> {
  const all = await Promise.all(doors.map(({ bookings }) => bookings()))
  await languageReady()
  return all
}

/** The bookings at all doors, in one list. */
export const bookingsQuery = (doors: readonly Door[]) => ({
  queryKey: ['bookings'],
  initialPageParam: '',
  queryFn: async ({ signal, pageParam }: { signal: AbortSignal; pageParam: string }) => {
    const all = await ownBookings(doors)
    return pageOf(
      all.map(({ list }) => list),
      pageParam,
      signal,
    )
  },
  getNextPageParam: nextPage,
})
