import { calendarFile } from '../../../../kernel/calendar.ts'
import type { BookingAnswer } from '../booking/booking-queries.ts'

/** As the letter that confirms a booking says it, so that a calendar takes both for one. */
const MEAL_SECONDS = 7200

type Facts = Pick<BookingAnswer, 'startsAt' | 'orderNumber' | 'createdAt' | 'paidAt'>

/** A calendar entry for a booking, as an address that can be downloaded. */
export function calendarAddress(booking: Facts, summary: string): string {
  const file = calendarFile({
    uid: booking.orderNumber,
    writtenAt: new Date(booking.paidAt ?? booking.createdAt),
    startsAt: new Date(booking.startsAt),
    durationSeconds: MEAL_SECONDS,
    summary,
    description: booking.orderNumber,
    url: location.href,
  })
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(file)}`
}
