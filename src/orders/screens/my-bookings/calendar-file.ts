import { calendarFile } from '../../../kernel/calendar.ts'
import type { Booking } from '../booking-door.ts'

/**
 * A calendar entry for a booking, as an address that can be downloaded. It is the entry of the
 * letter that confirms the booking, so that a calendar takes both for one.
 */
export function calendarAddress(booking: Booking): string {
  const file = calendarFile({
    uid: booking.orderNumber,
    writtenAt: new Date(booking.paidAt ?? booking.createdAt),
    startsAt: new Date(booking.startsAt),
    durationSeconds: booking.door.durationSeconds,
    summary: booking.door.event(),
    description: booking.orderNumber,
    url: location.href,
  })
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(file)}`
}
