import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { GroupCommit } from './group-commit.ts'

// A lost wake-up is a test that never ends: it fails here, in seconds.
vi.setConfig({ testTimeout: 5_000 })

/** A group commit that records its batches; each takes some milliseconds. */
function written() {
  const batches: number[][] = []
  let running = 0
  const group = new GroupCommit<number, number>(async (asks) => {
    running += 1
    expect(running).toBe(1)
    batches.push([...asks])
    await pause(5)
    running -= 1
    if (asks.some((ask) => ask < 0)) throw new Error('refused')
    return asks.map((ask) => (ask === 0 ? new Error('zero') : ask * 10))
  })
  return { group, batches }
}

test('requests that arrive while a batch runs go into the next one, in order of arrival', async () => {
  const { group, batches } = written()
  const first = [1, 2].map((ask) => group.submit('a', ask))
  await pause(1)
  const second = [3, 4, 5].map((ask) => group.submit('a', ask))
  expect(await Promise.all([...first, ...second])).toEqual([10, 20, 30, 40, 50])
  expect(batches).toEqual([
    [1, 2],
    [3, 4, 5],
  ])
})

test('the next batch starts before the last one is answered', async () => {
  const happened: string[] = []
  const group = new GroupCommit<number, number>(async (asks) => {
    happened.push(`${asks} left`)
    await pause(5)
    return asks
  })
  const submit = (ask: number) =>
    group.submit('a', ask).then((answer) => happened.push(`${answer} answered`))
  const first = submit(1)
  await pause(1)
  await Promise.all([first, submit(2)])
  expect(happened).toEqual(['1 left', '2 left', '1 answered', '2 answered'])
})

test('an answer that is an error rejects only its own request', async () => {
  const { group } = written()
  const outcomes = await Promise.allSettled([1, 0, 2].map((ask) => group.submit('a', ask)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a request that breaks its batch does not fail the others', async () => {
  const { group } = written()
  const outcomes = await Promise.allSettled([1, -1, 2].map((ask) => group.submit('a', ask)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a batch has a maximum size', async () => {
  const sizes: number[] = []
  const group = new GroupCommit<number, number>(
    async (asks) => {
      sizes.push(asks.length)
      return asks
    },
    { most: 10 },
  )
  await Promise.all(Array.from({ length: 25 }, (_, ask) => group.submit('a', ask)))
  expect(sizes).toEqual([10, 10, 5])
})

test('lanes run in parallel', async () => {
  const began: string[] = []
  const group = new GroupCommit<number, number>(async (asks, lane) => {
    began.push(lane)
    await pause(10)
    return asks
  })
  await Promise.all([group.submit('a', 1), group.submit('b', 1)])
  expect(began).toEqual(['a', 'b'])
})
