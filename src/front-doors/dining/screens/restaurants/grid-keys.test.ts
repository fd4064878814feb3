import { expect, test } from 'vitest'
import { nextCell } from './grid-keys.ts'

// Ten days in two rows of five; the third and the seventh are closed.
const counts = [3, 5, 0, 5, 2, 5, 0, 5, 5, 1]

test.each([
  ['ArrowDown', { day: 0, index: 0 }, { day: 0, index: 1 }],
  ['ArrowDown', { day: 0, index: 2 }, { day: 0, index: 2 }],
  ['ArrowUp', { day: 0, index: 0 }, { day: 0, index: 0 }],
  ['ArrowRight', { day: 1, index: 4 }, { day: 3, index: 4 }],
  ['ArrowRight', { day: 3, index: 4 }, { day: 4, index: 1 }],
  ['ArrowRight', { day: 9, index: 0 }, { day: 9, index: 0 }],
  ['ArrowLeft', { day: 7, index: 1 }, { day: 5, index: 1 }],
  ['Home', { day: 8, index: 0 }, { day: 5, index: 0 }],
  ['End', { day: 5, index: 3 }, { day: 9, index: 0 }],
  ['PageDown', { day: 1, index: 0 }, { day: 7, index: 0 }],
  ['PageUp', { day: 7, index: 1 }, { day: 1, index: 1 }],
])('%s leads from %o to %o', (key, from, to) => {
  expect(nextCell(counts, from, key)).toEqual(to)
})

test('any other key is left to the browser', () => {
  expect(nextCell(counts, { day: 0, index: 0 }, 'Tab')).toBeUndefined()
})
