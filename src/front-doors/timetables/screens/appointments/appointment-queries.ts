import { STRIP_DAYS } from '../../../../bookings/screens/dates/day-states.ts'
import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type { Asking, Query } from '../../../../web/cache.ts'
import { answerOf, call } from '../../../../web/call.ts'
import type * as contract from '../../appointments/contract.ts'

export type Bookable = AnswerOf<typeof contract.getBookableServices>
export type Service = Bookable['services'][number]
export type Person = Bookable['people'][number]
export type Times = AnswerOf<typeof contract.getAppointmentTimes>

/** What a guest asks for. */
export interface Wish {
  readonly services: readonly string[]
  /** Undefined: anyone. */
  readonly person?: string | undefined
  readonly date: string
}

export interface Selection extends Wish {
  readonly time: string
}

export const bookableQuery = (shopId: string) => ({
  queryKey: ['shops', shopId, 'bookable-services'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getBookableServices>('GET /v1/shops/:shopId/bookable-services', {
        params: { shopId },
        signal,
      }),
    ),
})

/** Of all dates, services and people. */
export const timesKey = (shopId: string) => ['shops', shopId, 'appointment-times']

/** Fresh only while the page follows it live. */
export const timesQuery = (shopId: string, { services, person, date }: Wish) => ({
  queryKey: [...timesKey(shopId), date, services.join(','), person ?? ''],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getAppointmentTimes>('GET /v1/shops/:shopId/appointment-times', {
        params: { shopId },
        query: { date, services: services.join(','), ...(person && { person }) },
        signal,
      }),
    ),
})

/** Whether each date of the strip, from `date` on, can be booked, in one request. */
export const daysQuery = (
  shopId: string,
  { services, person, date }: Wish,
): Query<Times['days']> => ({
  queryKey: ['shops', shopId, 'appointment-days', date, services.join(','), person ?? ''],
  staleTime: 30_000,
  queryFn: async ({ signal }) => {
    const { days } = await answerOf(
      call<typeof contract.getAppointmentTimes>('GET /v1/shops/:shopId/appointment-times', {
        params: { shopId },
        query: {
          ...{ date, services: services.join(','), days: STRIP_DAYS },
          ...(person && { person }),
        },
        signal,
      }),
    )
    return days
  },
})
