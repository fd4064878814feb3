import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { useQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import type * as contract from '../../contract.ts'
import type { Booking } from '../booking-queries.ts'

export interface Held {
  readonly bookings: readonly Booking[]
  /** How far the server's clock is ahead of the local one. */
  readonly aheadMs: number
}

/** Whatever ends a hold makes this stale. */
export const heldKey = ['bookings', 'held'] as const

const heldQuery = {
  queryKey: heldKey,
  staleTime: 0,
  queryFn: async ({ signal }: Asking): Promise<Held> => {
    const { data } = await answerOf(
      call<typeof contract.listBookings>('GET /v1/bookings', {
        query: { held: true, limit: 100 },
        signal,
      }),
    )
    const aheadMs = data[0] ? Date.parse(data[0].now) - Date.now() : 0
    return { bookings: data, aheadMs }
  },
}

/** What the reader holds and has not paid; fetched while somebody is signed in. */
export function useHeld() {
  const isSignedIn = useMe() != null
  return useQuery<Held>({ ...heldQuery, enabled: isSignedIn })
}

/** Whether the reader holds a place: claiming it again gives the same booking, also when it is full. */
export function useIsHeld(): (placeId: string) => boolean {
  const { data } = useHeld()
  const places = new Set(
    data?.bookings.flatMap(({ lines }) => lines.map(({ placeId }) => placeId)) ?? [],
  )
  return (placeId) => places.has(placeId)
}
