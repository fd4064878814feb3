import { expect, test } from 'vitest'
import { withParticle } from './particle.ts'

test.each([
  ['예약', '예약이'],
  ['예매', '예매가'],
  ['예약·주문', '예약·주문이'],
  ['', '가'],
  ['A', 'A가'],
])('%s is %s as a subject', (word, subject) => {
  expect(withParticle(word, ['이', '가'])).toBe(subject)
})
