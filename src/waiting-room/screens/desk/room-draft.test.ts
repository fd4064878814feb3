import { expect, test } from 'vitest'
import { bodyOf, minutesFor, newDraft, numberIn } from './room-draft.ts'

const now = new Date('2026-12-24T09:04:00Z')
const draft = newDraft(now, 'Asia/Seoul')

test('a room opens at a round time, half an hour from now at the earliest', () => {
  expect(draft.opens).toBe('2026-12-24T18:40')
  expect(bodyOf(draft, now, 'Asia/Seoul')).toEqual({
    opensAt: '2026-12-24T09:40:00.000Z',
    ratePerMinute: 60,
    capacity: 100,
    browseSeconds: 300,
    claimSeconds: 120,
  })
})

test('joining begins before the opening, or now where that has passed', () => {
  const at = (joinsBefore: string) => bodyOf({ ...draft, joinsBefore }, now, 'Asia/Seoul')?.joinsAt
  expect(at('10')).toBe('2026-12-24T09:30:00.000Z')
  expect(at('60')).toBeUndefined()
  expect(bodyOf({ ...draft, opensNow: true }, now, 'Asia/Seoul')).not.toHaveProperty('opensAt')
})

test.each([
  ['opens', '2026-12-24T17:00'],
  ['opens', ''],
  ['rate', '0'],
  ['capacity', '1.5'],
  ['browseMinutes', ''],
  ['claimSeconds', '14'],
])('nothing is sent while %s is %j', (field, typed) => {
  expect(bodyOf({ ...draft, [field]: typed }, now, 'Asia/Seoul')).toBeUndefined()
})

test('thousands may be grouped', () => {
  expect(numberIn('rate', ' 1,200 ')).toBe(1200)
})

test('the longest time is what the capacity allows when everybody stays as long as they may', () => {
  const numbers = { ratePerMinute: 60, capacity: 100, browseSeconds: 300, claimSeconds: 120 }
  expect(minutesFor(1000, numbers)).toEqual({ planned: 17, longest: 45 })
  expect(minutesFor(1000, { ...numbers, capacity: 2000 })).toEqual({ planned: 17, longest: 17 })
})
