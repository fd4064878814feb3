import { expect, test } from 'vitest'
import { type Asking, QueryClient } from './cache.ts'

/** A query whose answers are given by the test, in the order in which they were asked for. */
function asked(...queryKey: string[]) {
  const waiting: ((answer: string) => void)[] = []
  const failing: ((problem: unknown) => void)[] = []
  const signals: AbortSignal[] = []
  return {
    signals,
    answer: async (at: number, answer: string) => {
      waiting[at]?.(answer)
      await Promise.resolve()
    },
    fail: async (at: number) => {
      failing[at]?.({ type: 'unreachable' })
      await new Promise((resolve) => setTimeout(resolve))
    },
    query: {
      queryKey,
      queryFn: ({ signal }: Asking) => {
        signals.push(signal)
        return new Promise<string>((resolve, reject) => {
          waiting.push(resolve)
          failing.push(reject)
        })
      },
    },
  }
}

test('who asks while an answer is on its way shares it, and a fresh one is not asked for again', async () => {
  const client = new QueryClient()
  const { query, answer, signals } = asked('bookings', '1')
  const both = Promise.all([client.fetchQuery(query), client.fetchQuery(query)])
  await answer(0, 'mine')
  expect(await both).toEqual(['mine', 'mine'])
  expect(await client.fetchQuery(query)).toBe('mine')
  expect(signals).toHaveLength(1)
})

test('an answer that is old still says when it came, until the next one is there', async () => {
  const client = new QueryClient()
  const { query, answer, signals } = asked('bookings', '1')
  const entry = client.entry<string>(query.queryKey)
  const times: number[] = []
  const first = entry.fetch(query)
  await answer(0, 'first')
  await first
  const cameAt = entry.read().updatedAt
  entry.listen(() => times.push(entry.read().updatedAt))
  const again = client.invalidateQueries({ queryKey: ['bookings'] })
  expect(entry.isStale()).toBe(true)
  await answer(1, 'second')
  await again
  expect(times.every((at) => at >= cameAt)).toBe(true)
  expect([entry.isStale(), signals.length]).toEqual([false, 2])
})

test('what is shown is asked for again when it is old, and an answer from before does not count', async () => {
  const client = new QueryClient()
  const { query, answer, signals } = asked('restaurants', '1')
  const entry = client.entry<string>(query.queryKey)
  const seen: (string | undefined)[] = []
  entry.listen(() => seen.push(entry.read().data))
  void entry.fetch(query)
  void client.invalidateQueries({ queryKey: ['restaurants'] })
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  await answer(1, 'two left')
  await answer(0, 'three left')
  expect(entry.read()).toMatchObject({ data: 'two left', isFetching: false })
  expect(seen).not.toContain('three left')
})

test('what was written without having been fetched is asked for when it is old, as it is shown', async () => {
  const client = new QueryClient()
  const { query, answer } = asked('bookings', '1')
  const entry = client.entry<string>(query.queryKey)
  client.setQueryData(query.queryKey, 'paid')
  entry.listen(() => {})
  entry.learn(query)
  void client.invalidateQueries({ queryKey: ['bookings'] })
  await answer(0, 'canceled')
  expect(entry.read().data).toBe('canceled')
})

test('what nobody shows is not asked for when it grows old, but by the next who looks', async () => {
  const client = new QueryClient()
  const { query, answer, signals } = asked('restaurants', '1')
  void client.prefetchQuery(query)
  await answer(0, 'three left')
  await client.invalidateQueries({ queryKey: ['restaurants'] })
  await client.invalidateQueries({ queryKey: ['bookings'] })
  expect(signals).toHaveLength(1)
  void client.prefetchQuery(query)
  expect(signals).toHaveLength(2)
})

test('a failure leaves what was known, and is over with the next answer', async () => {
  const client = new QueryClient()
  const { query, answer, fail } = asked('wallet')
  const entry = client.entry<string>(query.queryKey)
  entry.listen(() => {})
  void entry.fetch(query)
  await answer(0, 'full')
  void client.invalidateQueries({ queryKey: ['wallet'] })
  await fail(1)
  expect(entry.read()).toMatchObject({ data: 'full', error: { type: 'unreachable' } })
  void client.invalidateQueries({ queryKey: ['wallet'] })
  await answer(2, 'empty')
  expect(entry.read()).toMatchObject({ data: 'empty', error: null })
})

test('when somebody else comes, nothing that was fetched for the one before stays', async () => {
  const client = new QueryClient()
  const mine = asked('bookings')
  const me = asked('me')
  for (const { query, answer } of [mine, me]) {
    void client.prefetchQuery(query)
    await answer(0, 'of before')
  }
  client.forgetAllBut(([first]) => first === 'me')
  expect(client.entry(['bookings']).read().data).toBeUndefined()
  expect(client.entry(['me']).read().data).toBe('of before')
})

test('an answer can be changed in place; what is not there yet is left alone', async () => {
  const client = new QueryClient()
  client.setQueryData<string>(['restaurants', '1'], (known) => known && `${known}, changed`)
  expect(client.entry(['restaurants', '1']).read().data).toBeUndefined()
  client.setQueryData(['restaurants', '1'], 'three left')
  client.setQueryData<string>(['restaurants', '1'], (known) => known && `${known}, changed`)
  expect(client.entry(['restaurants', '1']).read().data).toBe('three left, changed')
})
