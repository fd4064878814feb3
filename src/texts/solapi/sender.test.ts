import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { sandboxKeys } from '../../gateways/sandbox/keys.ts'
import { startSandbox } from '../../gateways/sandbox/server.ts'
import { authorization, solapi } from './sender.ts'

const keys = { apiKey: 'NCSKEY', apiSecret: 'a secret', from: '0212345678' }
const text = { id: '1', to: '+821012345678', text: '[자리] 인증번호는 123456입니다.' }

interface Asked {
  readonly request: IncomingMessage
  readonly body: string
}

/** A server that answers as told; what it was asked is kept. */
async function serverOf(answer: (response: ServerResponse) => void) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      asked.push({ request, body: Buffer.concat(parts).toString() })
      answer(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { asked, baseUrl: `http://127.0.0.1:${port}` }
}

const json = (status: number, body: object) => (response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const sendTo = (baseUrl: string, to = text.to) =>
  solapi({ baseUrl, ...keys }, { countries: ['KR'], answerMs: 300 }).send({ ...text, to })

test('a text is sent as SOLAPI documents it: signed over date and salt, the number as it is dialled', async () => {
  const { asked, baseUrl } = await serverOf(json(200, { statusCode: '2000' }))
  expect(await sendTo(baseUrl)).toEqual({ is: 'sent' })
  const [{ request, body } = {} as Asked] = asked
  expect([request.method, request.url]).toEqual(['POST', '/messages/v4/send'])
  expect(JSON.parse(body)).toEqual({
    message: { to: '01012345678', from: '0212345678', text: text.text },
  })
  const [, date = '', salt = '', signature] =
    /^HMAC-SHA256 apiKey=NCSKEY, date=(\S+), salt=([0-9a-f]{32}), signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    ) ?? []
  expect(signature).toBe(
    createHmac('sha256', 'a secret')
      .update(date + salt)
      .digest('hex'),
  )
  await sendTo(baseUrl, '+819012345678')
  expect(JSON.parse(asked[1]?.body ?? '')).toMatchObject({
    message: { to: '9012345678', country: '81' },
  })
})

test('a signature is the HMAC of date and salt', () => {
  expect(authorization(keys, new Date('2026-12-01T00:00:00Z'), 'salt')).toBe(
    `HMAC-SHA256 apiKey=NCSKEY, date=2026-12-01T00:00:00.000Z, salt=salt, signature=${createHmac(
      'sha256',
      'a secret',
    )
      .update('2026-12-01T00:00:00.000Zsalt')
      .digest('hex')}`,
  )
})

test.each([
  ['a refusal', json(400, { errorCode: 'NotEnoughBalance' }), 'refused', 'NotEnoughBalance'],
  ['too many', json(429, {}), 'refused', 'HTTP 429'],
  ['not accepted', json(200, { statusCode: '1020' }), 'refused', '1020'],
  ['a fault of theirs', json(503, {}), 'unknown', 'HTTP 503'],
  [
    'nothing readable',
    (response: ServerResponse) => response.end('<html>'),
    'unknown',
    'unreadable',
  ],
  [
    'a broken connection',
    (response: ServerResponse) => response.destroy(),
    'unknown',
    'UND_ERR_SOCKET',
  ],
  ['no answer in time', () => {}, 'unknown', 'TimeoutError'],
])('%s is what it is', async (_, answer, is, because) => {
  const { asked, baseUrl } = await serverOf(answer)
  expect(await sendTo(baseUrl)).toMatchObject({ is, because: expect.stringContaining(because) })
  expect(asked).toHaveLength(1)
})

test('a server that cannot be reached has sent nothing', async () => {
  expect(await sendTo('http://127.0.0.1:1')).toEqual({ is: 'refused', because: 'ECONNREFUSED' })
})

test('the sandbox checks the signature as SOLAPI does, and shows what it took', async () => {
  const { url, close } = await startSandbox({})
  onTestFinished(close)
  const at = { baseUrl: url, ...sandboxKeys.solapi }
  const options = { countries: ['KR'] }
  expect(await solapi(at, options).send(text)).toEqual({ is: 'sent' })
  expect(await solapi({ ...at, apiSecret: 'another' }, options).send(text)).toEqual({
    is: 'refused',
    because: 'SignatureDoesNotMatch',
  })
  const page = await fetch(`${url}/texts`, { headers: { accept: 'text/html' } })
  expect(await page.text()).toContain('인증번호는 123456입니다.')
})
