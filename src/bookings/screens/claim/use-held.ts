import { answerOf, call } from '../../../web/call.ts'
import { useQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import type * as contract from '../../contract.ts'

const heldQuery = {
  queryKey: ['bookings', 'held'],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
    const { data } = await answerOf(
      call<typeof contract.listBookings>('GET /v1/bookings', { query: { limit: 100 }, signal }),
    )
    const held = data.filter(({ status }) => status === 'ready')
    return new Set(held.flatMap(({ lines }) => lines.map(({ placeId }) => placeId)))
  },
}

/** Whether the reader holds a place: claiming it again gives the same booking, also when it is full. */
export function useHeld(): (placeId: string) => boolean {
  const me = useMe()
  const { data } = useQuery({ ...heldQuery, enabled: me != null })
  return (placeId) => data?.has(placeId) === true
}
