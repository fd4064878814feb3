import { expect, test } from 'vitest'
import { RecentMap } from './recent-map.ts'

test('it keeps the latest entries, at most twice as many as asked', () => {
  const map = new RecentMap<number>(10)
  for (let at = 1; at <= 100; at += 1) map.set(`${at}`, at)
  const there = Array.from({ length: 100 }, (_, at) => map.get(`${at + 1}`)).filter(Boolean)
  expect(there).toEqual(Array.from({ length: there.length }, (_, at) => 101 - there.length + at))
  expect(there.length).toBeGreaterThanOrEqual(10)
  expect(there.length).toBeLessThanOrEqual(20)
})

test('deletion reaches both generations, and setting a key again makes it the latest', () => {
  const map = new RecentMap<number>(2)
  for (const [key, thing] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['a', 4],
  ] as const)
    map.set(key, thing)
  expect(map.get('a')).toBe(4)
  map.delete('a')
  expect(map.get('a')).toBe(undefined)
  map.deleteWhere((thing) => thing === 2)
  expect([map.get('b'), map.get('c')]).toEqual([undefined, 3])
})
