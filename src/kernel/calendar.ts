/** An entry for a calendar. */
export interface CalendarEntry {
  /** Never changes: a calendar replaces the entry with the same UID. */
  readonly uid: string
  /** DTSTAMP: when this version was written. */
  readonly writtenAt: Date
  /** How often it was changed: a calendar ignores a version with a lower one. */
  readonly sequence: number
  readonly startsAt: Date
  readonly durationSeconds: number
  /** Name and address of where it takes place. */
  readonly location?: string
  readonly geo?: { readonly latitude: number; readonly longitude: number }
  readonly summary: string
  readonly description: string
  readonly url: string
}

/** The UID of an order's n-th start: the first is the order number itself. */
export const entryUid = (orderNumber: string, at: number): string =>
  at === 0 ? orderNumber : `${orderNumber}-${at + 1}`

/** Writes an iCalendar file (RFC 5545) in UTC, with CRLF and folded lines. */
export const calendarFile = (...entries: readonly CalendarEntry[]): string =>
  written(
    [],
    entries.flatMap((entry) => eventOf(entry, 'CONFIRMED')),
  )

/** Writes a calendar to subscribe to (RFC 5545), with its name and how often to look at it again. */
export const calendarFeed = (
  name: string,
  entries: readonly (CalendarEntry & { readonly isCanceled: boolean })[],
): string =>
  written(
    [
      'METHOD:PUBLISH',
      `NAME:${escaped(name)}`,
      `X-WR-CALNAME:${escaped(name)}`,
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
      'X-PUBLISHED-TTL:PT1H',
    ],
    entries.flatMap((entry) => eventOf(entry, entry.isCanceled ? 'CANCELLED' : 'CONFIRMED')),
  )

/** Who sends an entry to whom, and whether it is entered (or changed) or removed. */
export interface Sending {
  readonly method: 'REQUEST' | 'CANCEL'
  /** E-mail addresses. */
  readonly from: string
  readonly to: string
}

/**
 * Writes an entry for a mail (RFC 5546), which calendars enter, change or remove without asking: the
 * guest has accepted already, and no answer is wanted.
 */
export const invitation = ({ method, from, to }: Sending, entry: CalendarEntry): string =>
  written(
    [`METHOD:${method}`],
    eventOf(entry, method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED', [
      `ORGANIZER:mailto:${oneLine(from)}`,
      `ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${oneLine(to)}`,
    ]),
  )

const written = (head: readonly string[], events: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jari//Jari//KO',
    ...head,
    ...events,
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('')

const eventOf = (
  entry: CalendarEntry,
  status: 'CONFIRMED' | 'CANCELLED',
  people: readonly string[] = [],
): string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(entry.uid)}`,
  `SEQUENCE:${entry.sequence}`,
  `DTSTAMP:${stamp(entry.writtenAt)}`,
  `DTSTART:${stamp(entry.startsAt)}`,
  `DURATION:PT${entry.durationSeconds}S`,
  `SUMMARY:${escaped(oneLine(entry.summary))}`,
  `DESCRIPTION:${escaped(entry.description)}`,
  ...(entry.location ? [`LOCATION:${escaped(oneLine(entry.location))}`] : []),
  ...(entry.geo ? [`GEO:${entry.geo.latitude};${entry.geo.longitude}`] : []),
  `URL:${oneLine(entry.url)}`,
  ...people,
  `STATUS:${status}`,
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
