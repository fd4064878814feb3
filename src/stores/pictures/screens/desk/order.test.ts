import { expect, test } from 'vitest'
import { movedTo } from './order.ts'

const items = ['a', 'b', 'c', 'd'].map((id) => ({ id }))

test.each([
  ['a', 1, 'bacd'],
  ['a', 3, 'bcda'],
  ['d', 0, 'dabc'],
  ['c', 1, 'acbd'],
  ['b', 1, undefined],
  ['a', -1, undefined],
  ['d', 4, undefined],
  ['x', 0, undefined],
])('%s moved to %i', (id, to, expected) => {
  expect(
    movedTo(items, id, to)
      ?.map((item) => item.id)
      .join(''),
  ).toBe(expected)
})
