import type { AnswerOf } from '../../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../../web/cache.ts'
import { answerOf, call } from '../../../../../web/call.ts'
import { useQuery, useQueryClient } from '../../../../../web/query.ts'
import type * as contract from '../../../desk-contract.ts'

export type FloorAnswer = AnswerOf<typeof contract.getFloor>
export type FloorParty = FloorAnswer['parties'][number]
export type FloorTable = FloorAnswer['tables'][number]
export type SittingState = FloorParty['state']

export const floorQuery = (restaurantId: string, date: string | undefined) => ({
  queryKey: ['owner', restaurantId, 'floor', date ?? 'today'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getFloor>('GET /v1/restaurants/:restaurantId/floor', {
        params: { restaurantId },
        query: date ? { date } : {},
        signal,
      }),
    ),
})

/** The floor of another date; undefined until it is known. */
export function useFloorOf(restaurantId: string, floor: FloorAnswer, date: string) {
  const isShown = date === floor.date
  const { data } = useQuery({ ...floorQuery(restaurantId, date), enabled: !isShown })
  return isShown ? floor : data
}

export function useRefreshFloor(restaurantId: string) {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['owner', restaurantId, 'floor'] })
}

export const writeSitting = (restaurantId: string, bookingId: string, state: SittingState) =>
  call<typeof contract.writeSitting>(
    'PUT /v1/restaurants/:restaurantId/desk-bookings/:bookingId/sitting',
    { params: { restaurantId, bookingId }, body: { state } },
  )

export type ArrangeBody = Partial<
  Pick<FloorParty, 'date' | 'time' | 'party' | 'tableIds'> & {
    minutes: number
    mayBeOffHours: boolean
  }
>

export interface SwapBody {
  readonly withId: string
  readonly tableIds: readonly string[]
  readonly mayCrowd: boolean
}

/** The party gets `tableIds`, which the other has, and the other gets the party's. */
export const swapParties = (
  restaurantId: string,
  bookingId: string,
  { tableIds, ...body }: SwapBody,
) =>
  call<typeof contract.swapParties>(
    'PUT /v1/restaurants/:restaurantId/desk-bookings/:bookingId/swap',
    { params: { restaurantId, bookingId }, body: { ...body, tableIds: [...tableIds] } },
  )

export const arrangeParty = (restaurantId: string, bookingId: string, body: ArrangeBody) =>
  call<typeof contract.arrangeParty>(
    'PATCH /v1/restaurants/:restaurantId/desk-bookings/:bookingId',
    { params: { restaurantId, bookingId }, body },
  )
