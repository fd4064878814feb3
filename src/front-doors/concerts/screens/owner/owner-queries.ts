import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as halls from '../../hall-contract.ts'
import type * as owner from '../../owner-contract.ts'
import { ofConcert } from '../concerts/concert-queries.ts'

export type OwnPerformance = AnswerOf<typeof owner.listOwnPerformances>['data'][number]
export type HallView = AnswerOf<typeof halls.getHall>
export type OwnLevel = AnswerOf<typeof halls.listLevels>['data'][number]
export type Code = AnswerOf<typeof owner.listCodes>['data'][number]
export type Sales = AnswerOf<typeof owner.getSales>
export type HeldBack = AnswerOf<typeof owner.listHeldBack>['data'][number]

const key = (concertId: string, ...what: string[]) => ['owner', concertId, ...what]

export const ownPerformancesQuery = (concertId: string) => ({
  queryKey: key(concertId, 'performances'),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.listOwnPerformances>('GET /v1/concerts/:concertId/own-performances', {
        params: { concertId },
        signal,
      }),
    ),
})

/** Null before a hall is laid out. */
export const ownHallQuery = (concertId: string) => ({
  queryKey: key(concertId, 'hall'),
  queryFn: async ({ signal }: Asking): Promise<HallView | null> => {
    const result = await call<typeof halls.getHall>('GET /v1/concerts/:concertId/hall', {
      params: { concertId },
      signal,
    })
    if (!result.ok && result.problem.type === 'hall-missing') return null
    return answerOf(Promise.resolve(result))
  },
})

export const levelsQuery = (concertId: string) => ({
  queryKey: key(concertId, 'levels'),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof halls.listLevels>('GET /v1/concerts/:concertId/price-levels', {
        params: { concertId },
        signal,
      }),
    ),
})

export const libraryQuery = {
  queryKey: ['concert-halls'],
  staleTime: 3_600_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof halls.listLibraryHalls>('GET /v1/concert-halls', { signal })),
}

export const heldBackQuery = (concertId: string, performanceId: string) => ({
  queryKey: key(concertId, 'held-back', performanceId),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.listHeldBack>(
        'GET /v1/concerts/:concertId/performances/:performanceId/held-back',
        { params: { concertId, performanceId }, signal },
      ),
    ),
})

export const codesQuery = (concertId: string) => ({
  queryKey: key(concertId, 'codes'),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.listCodes>('GET /v1/concerts/:concertId/presale-codes', {
        params: { concertId },
        signal,
      }),
    ),
})

export interface SalesAsk {
  readonly from: string
  readonly to: string
  readonly performanceId: string
}

export const salesQuery = (concertId: string, { from, to, performanceId }: SalesAsk) => ({
  queryKey: key(concertId, 'sales', from, to, performanceId),
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getSales>('GET /v1/concerts/:concertId/sales', {
        params: { concertId },
        query: { from, to, ...(performanceId && { performanceId }) },
        signal,
      }),
    ),
})

/** Refetches whatever a change of a concert may show in. */
export function useRefreshConcert(concertId: string) {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: key(concertId) }),
      client.invalidateQueries({ queryKey: ofConcert(concertId) }),
    ])
}
