import type { BookingAnswer } from '../booking/booking-queries.ts'

const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** What iCalendar asks to be escaped in a text (RFC 5545 §3.3.11). */
const escaped = (text: string): string => text.replaceAll(/[\\,;]/g, '\\$&').replaceAll('\n', '\\n')

type Facts = Pick<BookingAnswer, 'id' | 'startsAt' | 'orderNumber' | 'createdAt'>

/** A calendar entry for a booking, as an address that can be downloaded. */
export function calendarFile(booking: Facts, title: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jari//Dining//EN',
    'BEGIN:VEVENT',
    `UID:${booking.id}`,
    `DTSTAMP:${stamp(new Date(booking.createdAt))}`,
    `DTSTART:${stamp(new Date(booking.startsAt))}`,
    'DURATION:PT2H',
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(booking.orderNumber)}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(lines.join('\r\n'))}`
}
