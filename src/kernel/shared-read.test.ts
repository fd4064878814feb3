import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sharedLookUp, sharedRead } from './shared-read.ts'

test('concurrent callers share a read; callers during a read share the next one', async () => {
  let version = 0
  const reads: string[] = []
  const read = sharedRead(async (key) => {
    reads.push(key)
    const seen = version
    await turn()
    return `${key}${seen}`
  })
  const first = [read('a'), read('a'), read('b')]
  await Promise.resolve().then(() => {})
  await Promise.resolve()
  version = 1
  const second = [read('a'), read('a')]
  expect(await Promise.all(first)).toEqual(['a0', 'a0', 'b0'])
  expect(await Promise.all(second)).toEqual(['a1', 'a1'])
  expect(reads).toEqual(['a', 'b', 'a'])
})

test('a failed read fails once for all who share it, and the next call reads again', async () => {
  let tried = 0
  const read = sharedRead(async () => {
    tried += 1
    if (tried === 1) throw new Error('the database is gone')
    return tried
  })
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => read('a')))
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
  expect(tried).toBe(1)
  expect(await read('a')).toBe(2)
})

test('concurrent keys share one look-up, each key once; a missing key is undefined', async () => {
  const lookUps: [string, readonly string[]][] = []
  const lookUp = sharedLookUp(async (keys: readonly string[], lane) => {
    lookUps.push([lane, keys])
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, `of ${key}`]))
  })
  const asked = [lookUp('a'), lookUp('b'), lookUp('a'), lookUp('none'), lookUp('a', 'other')]
  expect(await Promise.all(asked)).toEqual(['of a', 'of b', 'of a', undefined, 'of a'])
  expect(lookUps).toEqual([
    ['', ['a', 'b', 'none']],
    ['other', ['a']],
  ])
})

test('a key that breaks a look-up does not fail the others', async () => {
  const lookUp = sharedLookUp(async (keys: readonly number[]) => {
    if (keys.includes(0)) throw new Error('not a key')
    return new Map(keys.map((key) => [key, key * 2]))
  })
  const outcomes = await Promise.allSettled([1, 0, 2].map((key) => lookUp(key)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
