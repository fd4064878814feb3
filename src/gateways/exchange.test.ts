import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { exchange, type HttpRequest, nameOf } from './exchange.ts'

let server: Server | undefined
let seen: { method: string; url: string; body: string; agent: string }[] = []
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((resolve) => server?.close(resolve) ?? resolve(undefined))
  server = undefined
  seen = []
})

async function answering(answer: RequestListener): Promise<string> {
  server = createServer(async (asked, answered) => {
    let body = ''
    for await (const chunk of asked) body += chunk
    const { method = '', url = '', headers } = asked
    seen.push({ method, url, body, agent: headers['user-agent'] ?? '' })
    answer(asked, answered)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/pay`
}

const asked: HttpRequest = { method: 'POST', headers: {}, body: '{"won":"원"}', timeoutMs: 5_000 }
const failed = (work: Promise<unknown>) => work.then(() => 'answered', nameOf)

test('what is sent arrives whole, and so does the answer, whatever its status', async () => {
  const address = await answering((_, answered) => answered.writeHead(418).end('{"앉을":"자리"}'))
  expect(await exchange(address, asked)).toEqual({ status: 418, text: '{"앉을":"자리"}' })
  expect(seen).toEqual([{ method: 'POST', url: '/pay', body: '{"won":"원"}', agent: 'jari' }])
})

test('a redirection is an answer, and nobody is asked again', async () => {
  const address = await answering((_, answered) =>
    answered.writeHead(307, { location: '/elsewhere' }).end(),
  )
  expect((await exchange(address, asked)).status).toBe(307)
  expect(seen).toHaveLength(1)
})

test('an answer that drips is given up when its time is over, though it never stops', async () => {
  const address = await answering((_, answered) => {
    answered.writeHead(200)
    const drip = setInterval(() => answered.write(' '), 50)
    answered.once('close', () => clearInterval(drip))
  })
  expect(await failed(exchange(address, { ...asked, timeoutMs: 400 }))).toBe('TimeoutError')
})

test('one that never begins is given up as well', async () => {
  const address = await answering(() => {})
  expect(await failed(exchange(address, { ...asked, timeoutMs: 300 }))).toBe('TimeoutError')
})

test.each([
  ['before it answers', (send: () => void) => send()],
  ['in the middle of its answer', (send: () => void) => setTimeout(send, 50)],
])(
  'a connection that is cut %s is told by its kind, and nothing is sent twice',
  async (when, cut) => {
    const address = await answering((request, answered) => {
      if (when.startsWith('in')) answered.writeHead(200, { 'content-length': 100 }).write('half')
      cut(() => request.socket.destroy())
    })
    expect(await failed(exchange(address, asked))).toMatch(/^(UND_ERR_SOCKET|ECONNRESET)$/)
    expect(seen).toHaveLength(1)
  },
)

test('nobody listening is told by its kind', async () => {
  const address = await answering(() => {})
  server?.close()
  expect(await failed(exchange(address, asked))).toBe('ECONNREFUSED')
})
