import { type ClientRequest, get } from 'node:http'
import { beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import type { Server } from './edge.ts'
import { makeServer } from './server.ts'

let engine: TestEngine
let server: Server
let url = ''

beforeAll(async () => {
  engine = await testEngine()
  server = await makeServer(engine, { routes: [], sandbox: false })
  url = await server.listen({ port: 0, host: '127.0.0.1' })
  return async () => {
    await server.close()
    await engine.close()
  }
})

const STORE = '01934000-0000-7000-8000-000000000001'
const change = (placeId: string, remaining: number, storeId = STORE) => ({
  topic: 'place.changed',
  storeId,
  subjectId: placeId,
  body: { placeId, remaining },
})

/** Reads the event stream of a store into `events`. */
async function reader(storeId = STORE) {
  const response = await fetch(`${url}/v1/stores/${storeId}/live`)
  const events: unknown[] = []
  const read = async () => {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
        const message = text.slice(0, end)
        text = text.slice(end + 2)
        if (message.startsWith('event: places\ndata: ')) events.push(JSON.parse(message.slice(20)))
      }
    }
  }
  return { response, events, ended: read() }
}

test('all subscribers of a store get the last count of each place, changes batched', async () => {
  const [one, two] = [await reader(), await reader()]
  const elsewhere = await reader('01934000-0000-7000-8000-000000000002')
  expect(one.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(one.response.headers.get('x-content-type-options')).toBe('nosniff')

  engine.bus.publish([change('a', 5), change('b', 3)])
  engine.bus.publish([change('a', 4), { ...change('c', 1), topic: 'order.placed' }])
  await expect.poll(() => two.events).toHaveLength(1)
  const expected = [
    [
      { placeId: 'a', remaining: 4 },
      { placeId: 'b', remaining: 3 },
    ],
  ]
  expect(one.events).toEqual(expected)
  expect(two.events).toEqual(expected)

  engine.bus.publish([change('b', 2)])
  await expect.poll(() => one.events).toHaveLength(2)
  expect(elsewhere.events).toEqual([])
})

test('one address opens two hundred streams at most, and new ones as old ones end', async () => {
  const ends = new AbortController()
  const open = (signal: AbortSignal = ends.signal) =>
    fetch(`${url}/v1/stores/${STORE}/live`, { signal })
  const last = new AbortController()
  const streams = [await open(last.signal)]
  while (streams.at(-1)?.status === 200) streams.push(await open())
  const refused = streams.pop() as Response
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, expect.any(String)])
  expect(streams.length).toBeLessThanOrEqual(200)
  last.abort()
  await expect.poll(async () => (await open()).status).toBe(200)
  ends.abort()
})

test('of three hundred streams that one address opens at once, at several stores, two hundred are open', async () => {
  const requests: ClientRequest[] = []
  const statusOf = (at: number) =>
    new Promise<number>((resolve, reject) => {
      const storeId = `01934000-0000-7000-8000-00000000000${at % 5}`
      const request = get(`${url}/v1/stores/${storeId}/live`, { agent: false })
      requests.push(request)
      request.once('error', reject)
      request.once('response', ({ statusCode = 0 }) => resolve(statusCode))
    })
  const statuses = await Promise.all(Array.from({ length: 300 }, (_, at) => statusOf(at)))
  const open = statuses.filter((status) => status === 200).length
  expect(open).toBeLessThanOrEqual(200) // a few are of the tests before
  expect(open).toBeGreaterThan(190)
  expect(statuses.filter((status) => status === 429)).toHaveLength(300 - open)
  for (const request of requests) request.destroy()
})

test('when the server stops, event streams end and do not hold it up', async () => {
  const feed = await reader()
  await server.close()
  await feed.ended
})
