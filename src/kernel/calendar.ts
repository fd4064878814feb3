/** An entry for a calendar. */
export interface CalendarEntry {
  /** The same for ever: a calendar that knows it already replaces its entry. */
  readonly uid: string
  /** When what it says was so. */
  readonly writtenAt: Date
  readonly startsAt: Date
  readonly durationSeconds: number
  readonly summary: string
  readonly description: string
  readonly url: string
}

/** The UID of an order's entries by their place among its starts: the first is its number. */
export const entryUid = (orderNumber: string, at: number): string =>
  at === 0 ? orderNumber : `${orderNumber}-${at + 1}`

/** An iCalendar file of entries (RFC 5545), in UTC, with its line ends and its folded lines. */
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

/** What a stranger typed, on one line: it can begin no line of its own in a letter or a file. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** `20261124T103000Z`. */
const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** A text (§3.3.11): line ends become the two characters `\n`, other control characters go. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\,;]/g, '\\$&')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/(?!\t)\p{Cc}/gu, '')

/** No line is longer than 75 octets, and no character is cut in two (§3.1). */
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

/** How long a character is in UTF-8. */
const octetsOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4
