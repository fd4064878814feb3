import type { AnswerOf } from '../../../../../kernel/endpoint.ts'
import type { Asking } from '../../../../../web/cache.ts'
import { answerOf, call } from '../../../../../web/call.ts'
import type * as owner from '../../../seating-owner-contract.ts'

export type Plan = AnswerOf<typeof owner.getFloorPlan>
export type Table = Plan['tables'][number]
export type WeeklyService = AnswerOf<typeof owner.getServiceHours>['services'][number]
export type Service = Omit<WeeklyService, 'weekday'>
export type SpecialHours = AnswerOf<typeof owner.listSpecialHours>['data'][number]
export type SeatingTerms = AnswerOf<typeof owner.getSeatingTerms>

export const floorPlanQuery = (restaurantId: string) => ({
  queryKey: ['owner', restaurantId, 'floor-plan'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getFloorPlan>('GET /v1/restaurants/:restaurantId/floor-plan', {
        params: { restaurantId },
        signal,
      }),
    ),
})

export const serviceHoursQuery = (restaurantId: string) => ({
  queryKey: ['owner', restaurantId, 'service-hours'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getServiceHours>('GET /v1/restaurants/:restaurantId/service-hours', {
        params: { restaurantId },
        signal,
      }),
    ),
})

export const specialHoursQuery = (restaurantId: string) => ({
  queryKey: ['owner', restaurantId, 'special-hours'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.listSpecialHours>('GET /v1/restaurants/:restaurantId/special-hours', {
        params: { restaurantId },
        signal,
      }),
    ),
})

export const seatingTermsQuery = (restaurantId: string) => ({
  queryKey: ['owner', restaurantId, 'seating-terms'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof owner.getSeatingTerms>('GET /v1/restaurants/:restaurantId/seating-terms', {
        params: { restaurantId },
        signal,
      }),
    ),
})
