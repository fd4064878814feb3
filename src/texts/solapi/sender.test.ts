import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { textsAt } from '../../gateways/gateways.ts'
import { sandboxKeys } from '../../gateways/sandbox/keys.ts'
import { startSandbox } from '../../gateways/sandbox/server.ts'
import { variablesOf } from '../templates.ts'
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
    message: {
      ...{ to: '01012345678', from: '0212345678', text: text.text },
      customFields: { jari: '1' },
    },
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

const kakao = {
  channel: { pfId: 'PF01', templates: { confirmed: 'KA01TP1' } },
  said: { template: 'confirmed', variables: { '#{매장}': '집밥' } } as const,
}

test('a message of Kakao names its channel, its template and its variables, and becomes a text where there is no Kakao', async () => {
  const { asked, baseUrl } = await serverOf(json(200, { statusCode: '2000' }))
  const sender = solapi({ baseUrl, ...keys, kakao: kakao.channel }, { countries: ['KR'] })
  expect(await sender.send({ ...text, kakao: kakao.said })).toEqual({ is: 'sent' })
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
    message: {
      ...{ to: '01012345678', from: '0212345678', text: text.text, type: 'ATA' },
      customFields: { jari: '1' },
      kakaoOptions: {
        ...{ pfId: 'PF01', templateId: 'KA01TP1', disableSms: false },
        variables: { '#{매장}': '집밥' },
      },
    },
  })
  await sender.send({ ...text, kakao: { ...kakao.said, template: 'canceled' } })
  expect(JSON.parse(asked[1]?.body ?? '').message).not.toHaveProperty('kakaoOptions')
})

const lost = { id: '1', to: text.to, at: new Date('2026-12-01T03:00:00Z') }

test.each([
  ['a list that has it', { messageList: { M1: { customFields: { jari: '1' } } } }, 'sent'],
  ['a list of others', { messageList: { M1: { customFields: { jari: '2' } } } }, 'absent'],
  ['an empty list', { messageList: {}, nextKey: null }, 'absent'],
  ['a page of a longer list', { messageList: { M1: {} }, nextKey: 'M2' }, 'unknown'],
  ['no list', {}, 'unknown'],
])('a text whose answer was lost is looked for by our id: %s', async (_, answer, found) => {
  const { asked, baseUrl } = await serverOf(json(200, answer))
  const sender = solapi({ baseUrl, ...keys }, { countries: ['KR'], answerMs: 300 })
  expect(await sender.find?.(lost)).toBe(found)
  const [{ request } = {} as Asked] = asked
  expect(request.method).toBe('GET')
  expect(Object.fromEntries(new URL(`http://x${request.url}`).searchParams)).toEqual({
    ...{ to: '01012345678', limit: '100' },
    ...{ startDate: '2026-12-01T02:50:00.000Z', endDate: '2026-12-01T03:10:00.000Z' },
  })
})

test('a look-up that fails says nothing of the text', async () => {
  const { baseUrl } = await serverOf(json(503, {}))
  for (const at of [baseUrl, 'http://127.0.0.1:1'])
    expect(await solapi({ baseUrl: at, ...keys }, { countries: ['KR'] }).find?.(lost)).toBe(
      'unknown',
    )
})

test('the sandbox shows a message of Kakao as a phone does, and as a text where there is no Kakao', async () => {
  const { url, close } = await startSandbox({})
  onTestFinished(close)
  const sender = textsAt(url, ['KR'])
  const message = {
    template: 'refunded' as const,
    facts: { store: '집밥', number: '20261201-A', amount: '5,000원' },
    link: 'https://jari.test/bookings/1',
  }
  const variables = variablesOf(message, 'https://jari.test')
  const sent = { text: '문자로는 이렇게', kakao: { template: message.template, variables } }
  for (const [id, to] of [
    ['a', '+821012345678'],
    ['b', '+821012345999'],
  ] as const)
    expect(await sender.send({ id, to, ...sent })).toEqual({ is: 'sent' })
  const incomplete = { ...sent.kakao, variables: {} }
  expect(await sender.send({ id: 'c', to: text.to, ...sent, kakao: incomplete })).toEqual({
    ...{ is: 'refused', because: 'TemplateVariableMissing' },
  })
  const page = await (await fetch(`${url}/texts`, { headers: { accept: 'text/html' } })).text()
  expect(page).toContain('환불 금액: 5,000원')
  expect(page).toContain('환불 내역 보기')
  expect(page).toContain('문자로는 이렇게')
  expect(await sender.find?.({ id: 'a', to: text.to, at: new Date() })).toBe('sent')
  expect(await sender.find?.({ id: 'z', to: text.to, at: new Date() })).toBe('absent')
})
