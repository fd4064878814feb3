import { expect, test } from 'vitest'
import { atMost } from './at-most.ts'

test('of ten tasks two run at a time, in order of arrival; one that fails makes room', async () => {
  const run = atMost(2)
  const begun: number[] = []
  let running = 0
  let highest = 0
  const ended = await Promise.allSettled(
    Array.from({ length: 10 }, (_, at) =>
      run(async () => {
        begun.push(at)
        running += 1
        highest = Math.max(highest, running)
        await new Promise((resolve) => setImmediate(resolve))
        running -= 1
        if (at === 3) throw new Error('failed')
      }),
    ),
  )
  expect(highest).toBe(2)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(1)
})
