import { expect, test } from 'vitest'
import { calendarFile, entryUid, invitation } from './calendar.ts'

const entry = {
  uid: '20261121193000-0123ABCD',
  writtenAt: new Date('2026-11-21T10:30:00.123Z'),
  sequence: 0,
  startsAt: new Date('2026-11-24T10:30:00Z'),
  durationSeconds: 7200,
  location: '바다초밥, 서울 마포구 연남로 1\n2층',
  geo: { latitude: 37.5, longitude: 126.9 },
  summary: '맛있는 집밥',
  description: '주문 번호',
  url: 'http://localhost:4000/bookings/1',
}

test('an entry is an iCalendar file, in UTC', () => {
  expect(calendarFile(entry).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jari//Jari//KO',
    'BEGIN:VEVENT',
    'UID:20261121193000-0123ABCD',
    'SEQUENCE:0',
    'DTSTAMP:20261121T103000Z',
    'DTSTART:20261124T103000Z',
    'DURATION:PT7200S',
    'SUMMARY:맛있는 집밥',
    'DESCRIPTION:주문 번호',
    'LOCATION:바다초밥\\, 서울 마포구 연남로 1 2층',
    'GEO:37.5;126.9',
    'URL:http://localhost:4000/bookings/1',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

const sending = { from: 'no-reply@jari.test', to: 'guest@example.com' }

test('an invitation is entered without asking the guest, who has accepted already', () => {
  const lines = invitation({ method: 'REQUEST', ...sending }, entry).split('\r\n')
  expect(lines).toContain('METHOD:REQUEST')
  expect(lines.indexOf('METHOD:REQUEST')).toBeLessThan(lines.indexOf('BEGIN:VEVENT'))
  expect(lines).toContain('ORGANIZER:mailto:no-reply@jari.test')
  expect(lines).toContain('ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:guest@example.com')
  expect(lines).toContain('STATUS:CONFIRMED')
})

test('a cancellation has the UID of what it removes, and a later version', () => {
  const canceled = invitation({ method: 'CANCEL', ...sending }, { ...entry, sequence: 1 })
  expect(canceled.split('\r\n')).toEqual(
    expect.arrayContaining([
      'METHOD:CANCEL',
      'UID:20261121193000-0123ABCD',
      'SEQUENCE:1',
      'STATUS:CANCELLED',
    ]),
  )
})

test('an address adds no line to an invitation', () => {
  const injected = { ...sending, to: 'a@b.test\r\nMETHOD:CANCEL' }
  const file = invitation({ method: 'REQUEST', ...injected }, entry)
  expect(file.split('\r\n')).not.toContain('METHOD:CANCEL')
})

test('a file has one entry a start, each with its own UID', () => {
  const file = calendarFile(
    { ...entry, uid: entryUid(entry.uid, 0) },
    { ...entry, uid: entryUid(entry.uid, 1), startsAt: new Date('2026-11-25T10:30:00Z') },
  )
  expect(file.match(/^(UID|DTSTART|END):.*$/gm)?.map((line) => line.trim())).toEqual([
    'UID:20261121193000-0123ABCD',
    'DTSTART:20261124T103000Z',
    'END:VEVENT',
    'UID:20261121193000-0123ABCD-2',
    'DTSTART:20261125T103000Z',
    'END:VEVENT',
    'END:VCALENDAR',
  ])
})

test.each([
  ['a, b; c \\ d', 'a\\, b\\; c \\\\ d'],
  ['집\r\nEND:VEVENT', '집 END:VEVENT'],
  ['a\u0000b\u2028c\rd', 'a b c d'],
])('the summary %j is written %j', (summary, expected) => {
  expect(calendarFile({ ...entry, summary })).toContain(`\r\nSUMMARY:${expected}\r\n`)
})

test('a description keeps its lines, as two characters each', () => {
  const file = calendarFile({ ...entry, description: 'one\ntwo\r\nthree\rfour' })
  expect(file).toContain('\r\nDESCRIPTION:one\\ntwo\\nthree\\nfour\r\n')
})

test('a long line is folded at 75 octets, between characters, and unfolds to itself', () => {
  const summary = '가나다 🍚 '.repeat(40).trim()
  const file = calendarFile({ ...entry, summary })
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(file).not.toContain('\uFFFD')
  expect(file.replaceAll('\r\n ', '')).toContain(`SUMMARY:${summary}\r\n`)
})
