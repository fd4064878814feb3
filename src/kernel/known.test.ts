import { expect, test } from 'vitest'
import { Known } from './known.ts'

test('the latest are remembered, and no more than twice as many', () => {
  const known = new Known<number>(10)
  for (let at = 1; at <= 100; at += 1) known.set(`${at}`, at)
  const there = Array.from({ length: 100 }, (_, at) => known.get(`${at + 1}`)).filter(Boolean)
  expect(there).toEqual(Array.from({ length: there.length }, (_, at) => 101 - there.length + at))
  expect(there.length).toBeGreaterThanOrEqual(10)
  expect(there.length).toBeLessThanOrEqual(20)
})

test('what is forgotten is forgotten in both generations, and what is said again is the latest', () => {
  const known = new Known<number>(2)
  for (const [key, thing] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['a', 4],
  ] as const)
    known.set(key, thing)
  expect(known.get('a')).toBe(4)
  known.delete('a')
  expect(known.get('a')).toBe(undefined)
  known.forget((thing) => thing === 2)
  expect([known.get('b'), known.get('c')]).toEqual([undefined, 3])
})
