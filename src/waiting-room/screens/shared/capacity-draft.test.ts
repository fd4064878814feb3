import { expect, test } from 'vitest'
import { bodyOf, draftOf } from './capacity-draft.ts'

const known = {
  name: '가을',
  capacity: 60,
  rooms: [
    { storeId: 'a', weight: 1, inside: 3, waiting: 9 },
    { storeId: 'b', weight: 3, inside: 9, waiting: 9 },
  ],
}

test('a draft that is not changed is sent as it is known', () => {
  expect(bodyOf(draftOf(known))).toEqual({
    capacity: 60,
    rooms: [
      { storeId: 'a', weight: 1 },
      { storeId: 'b', weight: 3 },
    ],
  })
})

test.each([
  ['without a name', { name: ' ' }],
  ['without a capacity', { capacity: '' }],
  ['of nobody', { capacity: '0' }],
  ['larger than any', { capacity: '1000001' }],
  ['without a room', { weights: new Map() }],
  ['with a weight of nothing', { weights: new Map([['a', '0']]) }],
  ['with a weight that is a fraction', { weights: new Map([['a', '1.5']]) }],
  ['of too many', { weights: new Map(Array.from({ length: 51 }, (_, at) => [`${at}`, '1'])) }],
])('a capacity %s is not sent', (_, more) => {
  expect(bodyOf({ ...draftOf(known), ...more })).toBeUndefined()
})
