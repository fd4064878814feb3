import { calendarFile, entryUid } from '../../../kernel/calendar.ts'
import { longest } from '../../lasting.ts'
import { calendarPlace } from '../../location.ts'
import type { BookingDoor } from '../booking-door.ts'
import type { Booking } from '../booking-queries.ts'
import { timedStarts } from '../starts.ts'

/**
 * Calendar entries of a booking, one for each start, as a data URL. They have the same
 * ids as those in the confirmation mail, so that calendars merge both.
 * Undefined where nothing has a time.
 */
export function calendarAddress(
  booking: Booking,
  { event, durationSeconds }: BookingDoor,
): string | undefined {
  const starts = timedStarts(booking)
  if (starts.length === 0) return undefined
  const file = calendarFile(
    ...starts.flatMap(({ startsAt, lines }, at) =>
      lines.every(({ quantity }) => quantity === 0)
        ? []
        : {
            uid: entryUid(booking.orderNumber, at),
            writtenAt: new Date(booking.paidAt ?? booking.createdAt),
            sequence: booking.moves,
            startsAt: new Date(startsAt),
            durationSeconds: longest(lines) ?? durationSeconds,
            ...calendarPlace(booking.store.name, booking.location),
            summary: event(booking.store.name),
            description: booking.orderNumber,
            url: location.href,
          },
    ),
  )
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(file)}`
}
