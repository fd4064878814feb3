/** An entry for a calendar. */
export interface CalendarEntry {
  /** Never changes: a calendar replaces the entry with the same UID. */
  readonly uid: string
  /** DTSTAMP: when this version was written. */
  readonly writtenAt: Date
  readonly startsAt: Date
  readonly durationSeconds: number
  readonly summary: string
  readonly description: string
  readonly url: string
}

/** The UID of an order's n-th start: the first is the order number itself. */
export const entryUid = (orderNumber: string, at: number): string =>
  at === 0 ? orderNumber : `${orderNumber}-${at + 1}`

/** Writes an iCalendar file (RFC 5545) in UTC, with CRLF and folded lines. */
export function calendarFile(...entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jari//Jari//KO',
    ...entries.flatMap(eventOf),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const eventOf = (entry: CalendarEntry): string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(entry.uid)}`,
  `DTSTAMP:${stamp(entry.writtenAt)}`,
  `DTSTART:${stamp(entry.startsAt)}`,
  `DURATION:PT${entry.durationSeconds}S`,
  `SUMMARY:${escaped(oneLine(entry.summary))}`,
  `DESCRIPTION:${escaped(entry.description)}`,
  `URL:${oneLine(entry.url)}`,
  'STATUS:CONFIRMED',
  'END:VEVENT',
]

/** User input on one line, so that it cannot inject a line into a mail or file. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** `20261124T103000Z`. */
const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, '')

/**
 * Escapes a text value (§3.3.11): line ends become `\
 * `, other control characters are removed.
 */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\,;]/g, '\\$&')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/(?!\t)\p{Cc}/gu, '')

/** Folds lines at 75 octets without splitting a character (§3.1). */
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0)
    if (octets + size > 75) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}

/** Length in UTF-8. */
const octetsOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4
