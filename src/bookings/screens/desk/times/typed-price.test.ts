import { expect, test } from 'vitest'
import { isFreeAlone, lastPrice } from './typed-price.ts'

test('another time begins with the price of the last one; the first begins with none', () => {
  const times = [
    { id: '01a2', price: 4500 },
    { id: '01a1', price: 0 },
  ]
  expect(lastPrice(times, 'USD')).toBe('45')
  expect(lastPrice([], 'KRW')).toBe('')
})

test('a free time is pointed out only where others cost', () => {
  const free = { id: '1', price: 0 }
  expect(isFreeAlone(0, [free, { id: '2', price: 9000 }])).toBe(true)
  expect(isFreeAlone(0, [free])).toBe(false)
  expect(isFreeAlone(100, [{ id: '2', price: 9000 }])).toBe(false)
})
