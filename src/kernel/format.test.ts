import { expect, test } from 'vitest'
import {
  addDays,
  dayNearText,
  dayText,
  leftText,
  phoneText,
  priceText,
  wallDateAt,
  wallTimeAt,
  zoneShortText,
  zoneText,
} from './format.ts'

test.each([
  [{ amount: 45000, currency: 'KRW' }, '45,000원', '₩45,000'],
  [{ amount: 0, currency: 'KRW' }, '0원', '₩0'],
  [{ amount: 4500, currency: 'JPY' }, '4,500엔', '¥4,500'],
  [{ amount: 4550, currency: 'USD' }, '$45.50', '$45.50'],
] as const)('%o is written %s in Korean and %s in English', (money, korean, english) => {
  expect(priceText(money, 'ko')).toBe(korean)
  expect(priceText(money, 'en')).toBe(english)
})

test('a date of another year is written with that', () => {
  expect(dayNearText('2026-11-24', '2026-01-01', 'ko')).toBe('11월 24일 (화)')
  expect(dayNearText('2027-11-24', '2026-12-02', 'ko')).toBe('2027년 11월 24일 (수)')
  expect(dayNearText('2025-11-24', '2026-12-02', 'en')).toBe('Mon, Nov 24, 2025')
})

test('a date is written with its weekday', () => {
  expect(dayText('2026-11-24', 'ko')).toBe('11월 24일 (화)')
  expect(dayText('2026-11-24', 'en')).toBe('Tue, Nov 24')
})

test('an instant is shown in the time zone of the restaurant, not of the reader', () => {
  const at = new Date('2026-11-24T15:30:00Z')
  expect([wallDateAt(at, 'Asia/Seoul'), wallTimeAt(at, 'Asia/Seoul')]).toEqual([
    '2026-11-25',
    '00:30',
  ])
  expect(wallDateAt(at, 'America/New_York')).toBe('2026-11-24')
})

test.each([
  ['Asia/Seoul', '한국 표준시', 'Korean Standard Time'],
  ['America/New_York', '미 동부 시간', 'Eastern Time'],
  ['Australia/Sydney', '호주 동부 시간', 'Australian Eastern Time'],
])('%s is named %s and %s', (zone, ko, en) => {
  expect([zoneText(zone, 'ko'), zoneText(zone, 'en')]).toEqual([ko, en])
})

test.each([
  ['Asia/Seoul', '한국 시간', 'KST'],
  ['America/New_York', '미 동부 시간', 'ET'],
])('%s is named %s and %s in short', (zone, ko, en) => {
  expect([zoneShortText(zone, 'ko'), zoneShortText(zone, 'en')]).toEqual([ko, en])
})

test('adding days crosses the end of a month and of a year', () => {
  expect(addDays('2026-11-30', 1)).toBe('2026-12-01')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})

test.each([
  [172_798_000, '47:59:58'],
  [3_600_000, '1:00:00'],
  [600_000, '10:00'],
  [418_000, '6:58'],
  [59_001, '1:00'],
  [0, '0:00'],
  [-5000, '0:00'],
])('%i ms left reads %s', (leftMs, expected) => {
  expect(leftText(leftMs)).toBe(expected)
})

test.each([
  ['010', '010'],
  ['0101', '010-1'],
  ['01012345678', '010-1234-5678'],
  ['010-1234-56789', '010-1234-56789'],
  ['０１０１２３４５６７８', '010-1234-5678'],
  ['0507-1234-5678', '0507-1234-5678'],
  ['05071234567', '0507-123-4567'],
  ['0507123456789', '0507123456789'],
  ['1588-1234', '1588-1234'],
  ['158812', '1588-12'],
  ['0101234567', '010-123-4567'],
  ['021234567', '02-123-4567'],
  ['0212345678', '02-1234-5678'],
  ['+82 10-1234-5678', '+82 10-1234-5678'],
  ['\u200e+82 10-1234-5678', '\u200e+82 10-1234-5678'],
  ['tel:+82-10-1234-5678', 'tel:+82-10-1234-5678'],
  ['0044 20 7946 0958', '0044 20 7946 0958'],
  ['(415) 555-2671', '(415) 555-2671'],
  ['가나다', '가나다'],
])('%s typed as a phone number reads %s', (typed, expected) => {
  expect(phoneText(typed)).toBe(expected)
})
