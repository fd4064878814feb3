import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { sumInTurn } from '../kernel/each.ts'
import type { Job } from './job.ts'
import { startJobs } from './jobs.ts'
import { restAfter, runJobs } from './loop.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const until = async (is: () => boolean) => {
  while (!is()) await pause(5)
}

test.each([
  ['nothing to do: its own pause', { failures: 0, done: 0, workedMs: 5 }, 1_000],
  ['a batch: twice what it took', { failures: 0, done: 9, workedMs: 5 }, 10],
  ['a slow batch: 120 ms at most', { failures: 0, done: 9, workedMs: 3_000 }, 120],
  ['the first failure: its own pause', { failures: 1, done: 0, workedMs: 5 }, 1_000],
  ['the third in a row', { failures: 3, done: 0, workedMs: 5 }, 4_000],
  ['many: 10 s at most', { failures: 900, done: 0, workedMs: 5 }, 10_000],
])('the pause of a job that rests for a second, after %s', (_, last, rest) => {
  expect(restAfter({ restMs: 1_000 }, last)).toBe(rest)
})

test('a failing job never rests for less than its own pause', () => {
  expect(restAfter({ restMs: 60_000 }, { failures: 5, done: 0, workedMs: 5 })).toBe(60_000)
})

test('a failure is reported and backed off; a success ends that, and no other job waits for it', async () => {
  const failures: string[] = []
  const runs: number[] = []
  let others = 0
  const jobs: Job[] = [
    {
      name: 'fails three times',
      restMs: 50,
      run: async () => {
        runs.push(performance.now())
        if (runs.length <= 3) throw new Error('no connection')
        return 0
      },
    },
    // Throws before it returns a promise.
    {
      name: 'throws',
      restMs: 600_000,
      run: () => {
        throw new Error('no promise')
      },
    },
    {
      name: 'works',
      restMs: 1,
      run: async () => {
        others += 1
        return 0
      },
    },
  ]
  const loop = runJobs(engine, jobs, {
    failed: (job, { message }) => failures.push(`${job}: ${message}`),
  })
  await until(() => runs.length >= 5)
  await loop.stop()
  expect(failures.toSorted()).toEqual([
    ...Array(3).fill('fails three times: no connection'),
    'throws: no promise',
  ])
  const pauses = runs.slice(1).map((at, index) => at - (runs[index] ?? 0))
  for (const [index, least] of [50, 100, 200, 50].entries())
    expect(pauses[index], `pause ${index}`).toBeGreaterThanOrEqual(least - 2)
  expect(others).toBeGreaterThan(10)
  const before = runs.length
  await pause(120)
  expect(runs).toHaveLength(before)
})

test('a job that fails for some of its things is reported, but not backed off', async () => {
  const failures: string[] = []
  const runs: number[] = []
  const job: Job = {
    name: 'works for one of two',
    restMs: 30,
    run: () => {
      runs.push(performance.now())
      const work = async (number: number) => {
        if (number === 2) throw new Error('broken')
        return 1
      }
      return sumInTurn([1, 2], (number) => `number ${number}`, work)
    },
  }
  const loop = runJobs(engine, [job], { failed: (_, { message }) => failures.push(message) })
  await until(() => runs.length >= 6)
  await loop.stop()
  expect(new Set(failures)).toEqual(new Set(['1 of 2 failed: number 2']))
  // Backed off, the fifth pause would be 480 ms.
  expect((runs[5] ?? 0) - (runs[4] ?? 0)).toBeLessThan(300)
})

test('stopping waits for a running job, but only for so long, and reports nothing that it cut short', async () => {
  const failures: string[] = []
  let finished = false
  const quick: Job = {
    name: 'finishes',
    restMs: 1,
    run: async () => {
      await pause(300)
      finished = true
      return 0
    },
  }
  const failed = (job: string) => failures.push(job)
  const one = runJobs(engine, [quick], { failed })
  await one.stop()
  expect(finished).toBe(true)

  let fail = () => {}
  const stuck: Job = {
    name: 'hangs',
    restMs: 1,
    run: () =>
      new Promise((_, reject) => {
        fail = () => reject(new Error('the connection was closed'))
      }),
  }
  const two = runJobs(engine, [stuck], { failed })
  const beganAt = performance.now()
  await two.stop()
  expect(performance.now() - beganAt).toBeGreaterThan(1_900)
  fail()
  await pause(10)
  expect(failures).toEqual([])
})

test('all jobs of three processes run side by side on one database without a failure', async () => {
  const failures: string[] = []
  const failed = (job: string, error: Error) => failures.push(`${job}: ${error.message}`)
  const loops = [1, 2, 3].map(() => startJobs(engine, { failed }))
  await pause(1_500)
  await Promise.all(loops.map((loop) => loop.stop()))
  expect(failures).toEqual([])
})
