import { expect, test } from 'vitest'
import { moved, polled } from './place-estimate.ts'
import { countdownOf, shownWait, waitWords, worthSaying } from './wait-words.ts'

test.each([
  [0, { unit: 'soon' }],
  [60, { unit: 'soon' }],
  [61, { unit: 'minutes', from: 1, to: 2 }],
  [6 * 60, { unit: 'minutes', from: 6, to: 8 }],
  [40 * 60, { unit: 'minutes', from: 40, to: 55 }],
  [91 * 60, { unit: 'hours', hours: 1, minutes: 40 }],
  [120 * 60, { unit: 'hours', hours: 2, minutes: 0 }],
] as const)('%i seconds are said as %j', (seconds, words) => {
  expect(waitWords(seconds)).toEqual(words)
})

test.each([
  [undefined, 90, { seconds: 90, hasRisen: false }],
  [300, 200, { seconds: 200, hasRisen: false }],
  [300, 340, { seconds: 300, hasRisen: false }],
  [100, 150, { seconds: 100, hasRisen: false }],
  [300, 600, { seconds: 600, hasRisen: true }],
])('after %s an estimate of %i shows %j', (before, estimate, shown) => {
  expect(shownWait(before, estimate)).toEqual(shown)
})

test('what is said to screen readers changes by tens, and one by one at the end', () => {
  expect([3, 11, 19, 20, 101, 1_204].map(worthSaying)).toEqual([3, 20, 20, 20, 200, 2_000])
})

test.each([
  [0, { days: 0, clock: '0:00' }],
  [59_001, { days: 0, clock: '1:00' }],
  [3_600_000, { days: 0, clock: '1:00:00' }],
  [2 * 86_400_000 + 5_000, { days: 2, clock: '0:00:05' }],
])('%i ms count down as %j', (left, shown) => {
  expect(countdownOf(left)).toEqual(shown)
})

test('between polls the position falls with the line, never rises, and is never too low', () => {
  // The place is 100; the line stood at 40 when it was polled, at 42 in the next document.
  const first = moved(polled(61), 42)
  expect([first.place, first.shown]).toEqual([102, 61])
  expect(moved(first, 50).shown).toBe(53)
  const second = moved(polled(48, moved(first, 50)), 53)
  expect([second.place, second.shown]).toEqual([100, 48])
  expect(moved(second, 90).shown).toBe(11)
  expect(moved(second, 101).shown).toBe(0)
  expect(moved(moved(second, 90), 80).shown).toBe(11)
})
