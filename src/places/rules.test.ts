import { expect, test } from 'vitest'
import { availableOf, putBack, resize, type Size, wantedOf } from './rules.ts'

const placeOf = (capacity: number, taken: number): Size =>
  resize({ id: 'p', capacity: taken, remaining: 0, excess: 0 }, capacity)

test.each([
  [{ from: 3, taken: 3 }, 1, { capacity: 3, remaining: 0, excess: 2 }],
  [{ from: 3, taken: 2 }, 1, { capacity: 2, remaining: 0, excess: 1 }],
  [{ from: 3, taken: 1 }, 1, { capacity: 1, remaining: 0, excess: 0 }],
  [{ from: 3, taken: 0 }, 1, { capacity: 1, remaining: 1, excess: 0 }],
  [{ from: 1, taken: 3 }, 2, { capacity: 3, remaining: 0, excess: 1 }],
  [{ from: 1, taken: 3 }, 5, { capacity: 5, remaining: 2, excess: 0 }],
  [{ from: 5, taken: 3 }, 0, { capacity: 3, remaining: 0, excess: 3 }],
])('%o resized to %i', ({ from, taken }, to, expected) => {
  const place = resize(placeOf(from, taken), to)
  expect(place).toMatchObject(expected)
  expect(wantedOf(place)).toBe(to)
  expect(availableOf(place)).toBe(to - taken)
})

test.each([
  [{ capacity: 1, taken: 3 }, 1, { capacity: 2, remaining: 0, excess: 1 }],
  [{ capacity: 1, taken: 3 }, 2, { capacity: 1, remaining: 0, excess: 0 }],
  [{ capacity: 1, taken: 3 }, 3, { capacity: 1, remaining: 1, excess: 0 }],
  [{ capacity: 3, taken: 3 }, 1, { capacity: 3, remaining: 1, excess: 0 }],
])('%o after %i came back', ({ capacity, taken }, back, expected) => {
  expect(putBack(placeOf(capacity, taken), back)).toMatchObject(expected)
})
