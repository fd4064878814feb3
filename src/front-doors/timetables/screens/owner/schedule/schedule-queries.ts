import type { AnswerOf } from '../../../../../kernel/endpoint.ts'
import type * as payments from '../../../../../payments/contract.ts'
import type { Asking } from '../../../../../web/cache.ts'
import { answerOf, call } from '../../../../../web/call.ts'
import { newKey } from '../../../../../web/new-key.ts'
import { useQueryClient } from '../../../../../web/query.ts'
import type * as contract from '../../../appointments/desk-contract.ts'

export type ScheduleAnswer = AnswerOf<typeof contract.getSchedule>
export type Appointment = ScheduleAnswer['appointments'][number]
export type SchedulePerson = ScheduleAnswer['people'][number]

const scheduleKey = (shopId: string) => ['owner', shopId, 'schedule']

export const scheduleQuery = (shopId: string, date: string | undefined) => ({
  queryKey: [...scheduleKey(shopId), date ?? ''],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getSchedule>('GET /v1/shops/:shopId/schedule', {
        params: { shopId },
        query: { ...(date && { date }) },
        signal,
      }),
    ),
})

export function useRefreshSchedule(shopId: string): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: scheduleKey(shopId) })
  }
}

export interface Arranging {
  readonly person?: string
  readonly date?: string
  readonly time?: string
  readonly minutes?: number
  readonly mayBeOffHours?: boolean
}

export const arrangeAppointment = (shopId: string, bookingId: string, body: Arranging) =>
  call<typeof contract.arrangeAppointment>('PATCH /v1/shops/:shopId/desk-appointments/:bookingId', {
    params: { shopId, bookingId },
    body,
  })

export const writeAttendance = (shopId: string, bookingId: string, state: Appointment['state']) =>
  call<typeof contract.writeAttendance>(
    'PUT /v1/shops/:shopId/desk-appointments/:bookingId/attendance',
    { params: { shopId, bookingId }, body: { state } },
  )

/** Gives back the time of an appointment, or of a block; the guest reads the reason. */
export const cancelAppointment = (storeId: string, orderId: string, reason: string) =>
  call<typeof payments.cancelByStore>('POST /v1/stores/:storeId/orders/:orderId/cancellation', {
    params: { storeId, orderId },
    key: newKey(),
    body: { reason },
  })
