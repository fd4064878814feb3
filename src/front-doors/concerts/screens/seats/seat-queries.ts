import { useEffect, useRef, useState } from 'react'
import type { Asking, QueryClient } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as contract from '../../contract.ts'
import { ofConcert } from '../concerts/concert-queries.ts'
import { hallOf } from './hall.ts'
import { bytesOf, changed, type SeatChanges, type SeatStates } from './states.ts'

const DAY_MS = 86_400_000

/** A version of a seat map never changes. */
export const hallQuery = (concertId: string, version: number) => ({
  queryKey: ['seat-maps', concertId, String(version)],
  staleTime: DAY_MS,
  queryFn: async ({ signal }: Asking) =>
    hallOf(
      await answerOf(
        call<typeof contract.getSeatMap>('GET /v1/concerts/:concertId/seat-map', {
          params: { concertId },
          query: { version },
          signal,
        }),
      ),
    ),
})

/** Fresh only while the page follows it live: what changes in between is in no event. */
export const statesQuery = (concertId: string, performanceId: string) => ({
  queryKey: [...ofConcert(concertId), 'states', performanceId],
  staleTime: 0,
  queryFn: async ({ signal }: Asking): Promise<SeatStates> => {
    const { version, taken, heldBack, remaining } = await answerOf(
      call<typeof contract.getSeatStates>(
        'GET /v1/concerts/:concertId/performances/:performanceId/seat-states',
        { params: { concertId, performanceId }, signal },
      ),
    )
    return { version, remaining, taken: bytesOf(taken), heldBack: bytesOf(heldBack) }
  },
})

const AGAIN_MS = 3_000

/**
 * Follows the seats of a performance while the page is open. A refused connection is not tried again by
 * the browser, so it is by us; whenever it opens, all states are read.
 *
 * @returns whether it is connected; otherwise states may be stale
 */
export function useLiveSeats(concertId: string, performanceId: string): boolean {
  const client = useQueryClient()
  const [isUp, setUp] = useState(true)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    let source: EventSource
    const connect = () => {
      source = new EventSource(
        `/v1/concerts/${encodeURIComponent(concertId)}/performances/${encodeURIComponent(performanceId)}/live`,
      )
      source.addEventListener('seats', ({ data }) =>
        patch(client, concertId, performanceId, JSON.parse(data)),
      )
      source.addEventListener('open', () => {
        void client.invalidateQueries({ queryKey: statesQuery(concertId, performanceId).queryKey })
        setUp(true)
      })
      source.addEventListener('error', () => {
        setUp(false)
        if (source.readyState !== EventSource.CLOSED) return
        // refused: reading the states tells why, and leads to a waiting room that is before it
        void client.invalidateQueries({ queryKey: statesQuery(concertId, performanceId).queryKey })
        timer.current = setTimeout(connect, AGAIN_MS)
      })
    }
    connect()
    return () => {
      clearTimeout(timer.current)
      source.close()
    }
  }, [client, concertId, performanceId])
  return isUp
}

const patch = (
  client: QueryClient,
  concertId: string,
  performanceId: string,
  changes: SeatChanges,
): void =>
  client.patchQueryData<SeatStates>(statesQuery(concertId, performanceId).queryKey, (known) =>
    changed(known, changes),
  )
