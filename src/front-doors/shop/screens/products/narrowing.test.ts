import { expect, test } from 'vitest'
import { countNarrowing } from './narrowing.ts'

test.each([
  [{}, 0],
  [{ q: '컵', category: 'c' }, 0],
  [{ sort: 'cheapest' }, 1],
  [{ minPrice: 0, maxPrice: 10_000 }, 1],
  [{ maxPrice: 10_000, inStock: true, sort: 'popular' }, 3],
] as const)('%o: %i conditions count behind the button of a phone', (filter, count) => {
  expect(countNarrowing(filter)).toBe(count)
})
