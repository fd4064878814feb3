import { expect, test } from 'vitest'
import { type Asking, QueryClient } from './cache.ts'

/** A query whose answers the test gives, in order of the requests. */
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

test('concurrent reads share a request, and a fresh answer is not requested again', async () => {
  const client = new QueryClient()
  const { query, answer, signals } = asked('bookings', '1')
  const both = Promise.all([client.fetchQuery(query), client.fetchQuery(query)])
  await answer(0, 'mine')
  expect(await both).toEqual(['mine', 'mine'])
  expect(await client.fetchQuery(query)).toBe('mine')
  expect(signals).toHaveLength(1)
})

test('a stale answer keeps its time until the next one arrives', async () => {
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

test('a stale answer on screen is refetched, and an older response is ignored', async () => {
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

test('an answer that was written, not fetched, is refetched when it is stale and shown', async () => {
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

test('a stale answer that is not shown is refetched by the next reader only', async () => {
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

test('a failure keeps the last answer, and ends with the next one', async () => {
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

test('when the account changes, the whole cache is dropped', async () => {
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

test('news change an answer in place and keep it as stale as it was; without an answer they are left alone', async () => {
  const client = new QueryClient()
  const { query, answer } = asked('restaurants', '1')
  const taken = (known: string) => `${known}, one taken`
  const entry = client.entry<string>(query.queryKey)
  client.patchQueryData(query.queryKey, taken)
  expect(entry.read().data).toBeUndefined()
  void client.prefetchQuery(query)
  await answer(0, 'three left')
  await client.invalidateQueries({ queryKey: ['restaurants'] })
  client.patchQueryData(query.queryKey, taken)
  expect(entry.read().data).toBe('three left, one taken')
  expect(entry.isStale()).toBe(true)
})

test('news that overtake a request in flight are applied to its answer', async () => {
  const client = new QueryClient()
  const { query, answer } = asked('restaurants', '1')
  void client.prefetchQuery(query)
  client.patchQueryData(query.queryKey, (known: string) => known.replace('three', 'two'))
  await answer(0, 'three left')
  expect(client.entry(query.queryKey).read().data).toBe('two left')
})

test('the same answer again is no reason to render, another or an error is', () => {
  const client = new QueryClient()
  const entry = client.entry<object>(['shops', '1'])
  const show = (data: object) => {
    client.setQueryData(['shops', '1'], data)
    return entry.readShown()
  }
  const first = show({ times: [{ at: '11:10', left: 2 }] })
  expect(show({ times: [{ at: '11:10', left: 2 }] })).toBe(first)
  entry.set({ isFetching: true })
  expect(entry.readShown()).toBe(first)
  for (const other of [
    { times: [{ at: '11:10', left: 1 }] },
    { times: [{ at: '11:10', left: 1 }, { at: '11:30' }] },
    { times: { 0: { at: '11:10', left: 1 } } },
    { times: null },
    { times: undefined },
    {},
  ]) {
    const before = entry.readShown()
    const shown = show(other)
    expect([shown === before, shown.data]).toEqual([false, other])
  }
  const counts = new Uint8Array([1])
  expect([show(counts).data, show(new Uint8Array([2])).data === counts]).toEqual([counts, false])
  entry.set({ error: { type: 'unreachable' } })
  expect(entry.readShown().error).toEqual({ type: 'unreachable' })
})
