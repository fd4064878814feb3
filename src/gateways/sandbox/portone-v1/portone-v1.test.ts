import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PrepareAsk, Snapshot } from '../../../payments/gateway.ts'
import { portOneV1 } from '../../portone-v1/gateway.ts'
import { anOrder, buyerAt, sandboxAt, windowOf } from '../../sandbox-buyer.ts'
import type { Fault } from '../faults.ts'
import { sandboxKeys } from '../keys.ts'
import { startSandbox } from '../server.ts'

/** A shop's server: what PortOne told it, and what it answers. */
async function openShop() {
  const heard: { path: string; body: Record<string, unknown> }[] = []
  const answers = { notice: [200], confirm: { status: 200, body: {} as unknown } }
  const server = createServer(async (request, reply) => {
    let text = ''
    for await (const chunk of request) text += chunk
    heard.push({ path: request.url ?? '', body: JSON.parse(text) })
    const isNotice = request.url === '/notice'
    const status = isNotice ? (answers.notice.shift() ?? 200) : answers.confirm.status
    if (status === 0) request.socket.destroy()
    else reply.writeHead(status).end(isNotice ? '' : JSON.stringify(answers.confirm.body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const on = (path: string) => heard.filter((one) => one.path === path).map(({ body }) => body)
  return {
    answers,
    callbackUrls: { notice: `${url}/notice`, confirm: `${url}/confirm` },
    notices: () => on('/notice'),
    confirms: () => on('/confirm'),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

let server: Awaited<ReturnType<typeof startSandbox>>
let sandbox: ReturnType<typeof sandboxAt>
let shop: Awaited<ReturnType<typeof openShop>>
let gateway: ReturnType<typeof portOneV1>
let aheadMs: number

beforeEach(async () => {
  server = await startSandbox({})
  sandbox = sandboxAt(server.url)
  shop = await openShop()
  aheadMs = 0
  gateway = portOneV1({
    baseUrl: `${server.url}/iamport`,
    scriptUrl: `${server.url}/sdk/portone-v1.js`,
    ...sandboxKeys.portOneV1,
  })
})
afterEach(async () => {
  await server.close()
  shop.close()
})

const { impKey: imp_key, impSecret: imp_secret, userCode, channelKey } = sandboxKeys.portOneV1

/** One call as any client would make it: `POST /payments/cancel`. */
async function call(line: string, body?: object | string, headers: Record<string, string> = {}) {
  const [method = '', path = ''] = line.split(' ')
  const isText = typeof body === 'string'
  const type = isText ? 'application/x-www-form-urlencoded' : 'application/json'
  const response = await fetch(`${server.url}/iamport${path}`, {
    method,
    headers: { ...(body && { 'content-type': type }), ...headers },
    ...(body && { body: isText ? body : JSON.stringify(body) }),
  })
  const { code, message, response: answer } = (await response.json()) as Record<string, never>
  return { status: response.status, code, message, answer: answer as unknown as Answer }
}
interface Answer {
  [name: string]: unknown
  list: Answer[]
}

const newToken = async () => {
  const { answer } = await call('POST /users/getToken', { imp_key, imp_secret })
  return { authorization: String(answer.access_token) }
}
const asked = async (line: string, body?: object | string) => call(line, body, await newToken())

const anOwn = (told: Partial<PrepareAsk> = {}): PrepareAsk =>
  anOrder({ merchantId: `id-${Math.random()}`, callbackUrls: shop.callbackUrls, ...told })

async function opened(told: Partial<PrepareAsk> = {}) {
  const order = anOwn(told)
  const window = await windowOf(gateway, await gateway.prepare(order))
  return { id: order.merchantId, order, press: buyerAt(window).press, window }
}
async function paid(told: Partial<PrepareAsk> = {}) {
  const one = await opened(told)
  const { query } = await one.press('pay')
  return { ...one, query, impUid: query.imp_uid ?? '' }
}
const lookup = async (reference: string): Promise<Snapshot> => {
  const said = await gateway.lookup({ reference })
  if (said.is !== 'found') throw new Error(`lookup: ${said.is}`)
  return said.snapshot
}
const plant = (operation: string, fault: Omit<Fault, 'gateway' | 'operation'>) =>
  sandbox.plant({ gateway: 'portone-v1', operation, ...fault })
const pass = (minutes: number) => {
  aheadMs += minutes * 60_000
  return sandbox.moveClock(aheadMs)
}
/** Lets the sandbox's own beat tell what is due now. */
const beat = () => pass(0)
const atConsole = async (impUid: string, what: string, body?: object) =>
  fetch(`${server.url}/console/portone-v1/${impUid}/${what}`, {
    method: 'POST',
    ...(body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
const cancelAsk = ({ id, impUid }: { id: string; impUid: string }, told = {}) => ({
  reference: id,
  approvalReference: impUid,
  amount: { amount: 12_500, currency: 'KRW' as const },
  taxFree: 0,
  balance: 12_500,
  reason: 'asked',
  operationKey: 'refund-1',
  ...told,
})

describe('the token', () => {
  test('is the same one when asked for again, for 30 minutes', async () => {
    const first = await newToken()
    expect(first).toEqual(await newToken())
    expect((await call('GET /payments/imp_0', undefined, first)).status).toBe(404)
    await pass(31)
    expect(await call('GET /payments/imp_0', undefined, first)).toMatchObject({
      status: 401,
      code: -1,
    })
    expect(await newToken()).not.toEqual(first)
  })

  test('lives five minutes longer when it is asked for in its last minute', async () => {
    const first = await newToken()
    await pass(29.5)
    expect(await newToken()).toEqual(first)
    await pass(4)
    expect((await call('GET /payments/imp_0', undefined, first)).status).toBe(404)
    await pass(2)
    expect((await call('GET /payments/imp_0', undefined, first)).status).toBe(401)
  })

  test.each([
    ['wrong', { imp_key, imp_secret: 'wrong' }, 401],
    ['missing', {}, 401],
    ['given as a form', `imp_key=${imp_key}&imp_secret=${imp_secret}`, 200],
  ])('for keys that are %s', async (_, keys, status) => {
    expect((await call('POST /users/getToken', keys)).status).toBe(status)
  })

  test('is wanted by every call, bare or after Bearer', async () => {
    const { authorization } = await newToken()
    const wanted = async (headers = {}) =>
      (await call('GET /payments/imp_0', undefined, headers)).status
    expect(await wanted()).toBe(401)
    expect(await wanted({ authorization: 'Bearer guessed' })).toBe(401)
    expect(await wanted({ authorization })).toBe(404)
    expect(await wanted({ authorization: `Bearer ${authorization}` })).toBe(404)
  })
})

describe('prepare', () => {
  const lock = { merchant_uid: 'order-1', amount: 1_000 }

  test('locks an amount once, shows it and changes it', async () => {
    expect(await asked('POST /payments/prepare', lock)).toMatchObject({ code: 0, answer: lock })
    expect(await asked('POST /payments/prepare', lock)).toMatchObject({
      status: 200,
      code: 1,
      message: '결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).',
      answer: null,
    })
    await asked('PUT /payments/prepare', { ...lock, amount: 2_000 })
    expect((await asked('GET /payments/prepare/order-1')).answer.amount).toBe(2_000)
    expect(await asked('GET /payments/prepare/order-2')).toMatchObject({ status: 200, code: 1 })
    expect((await asked('PUT /payments/prepare', { ...lock, merchant_uid: 'x' })).status).toBe(404)
    expect((await asked('POST /payments/prepare', { amount: 1 })).status).toBe(400)
  })

  test('with another amount no window opens, and the page is told why', async () => {
    const { id, order } = await opened()
    const prepared = await gateway.prepare(order)
    const launch = 'launch' in prepared ? prepared.launch : {}
    const refused = await windows({ ...launch, amount: 100 })
    expect(refused).toMatchObject({ status: 400, body: { error_code: 'PREPARED_AMOUNT' } })
    expect((await lookup(id)).amount.amount).toBe(12_500)
  })
})

async function windows(params: object, headers = {}) {
  const response = await fetch(`${server.url}/sdk/portone-v1/windows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(params),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
const params = {
  user_code: userCode,
  channelKey,
  merchant_uid: 'order-1',
  name: '당근 10kg',
  amount: 1_004,
  m_redirect_url: 'https://shop.test/back?a=1#here',
}

describe('the script of the browser', () => {
  test('is served, and asks for windows from any page', async () => {
    const script = await fetch(`${server.url}/sdk/portone-v1.js`)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(await script.text()).toContain('window.IMP')
    const url = `${server.url}/sdk/portone-v1/windows`
    const asked = await fetch(url, { method: 'OPTIONS' })
    expect(asked.headers.get('access-control-allow-origin')).toBe('*')
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type')
    const { status, headers, body } = await windows(params)
    expect(status).toBe(201)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(body.url).toMatch(/\/window\/[\w-]{32}\/mobile$/)
  })

  test.each([
    ['another store', { user_code: 'imp99999999' }],
    ['another channel', { channelKey: 'other' }],
    ['an id of more than 40 characters', { merchant_uid: 'x'.repeat(41) }],
    ['a name of more than 40 characters', { name: '당'.repeat(41) }],
    ['an amount as text', { amount: '1004' }],
    ['more tax-free than there is', { tax_free: 1_005 }],
    ['a script for an address', { notice_url: 'javascript:alert(1)' }],
    ['a domain that ends a policy', { m_redirect_url: 'https://a;b.test/' }],
    ['a phone without a way back', { m_redirect_url: undefined }],
  ])('opens no window for %s', async (_, wrong) => {
    const refused = await windows({ ...params, ...wrong })
    expect(refused).toMatchObject({ status: 400, body: { error_code: 'WRONG_PARAMETER' } })
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('on a phone the browser goes to m_redirect_url, whose own query stays', async () => {
    const { url, imp_uid } = (await windows(params)).body
    const { address } = await buyerAt(url).press('pay')
    expect(address).toBe(
      `https://shop.test/back?a=1&imp_uid=${imp_uid}&merchant_uid=order-1&imp_success=true#here`,
    )
  })

  test('on a desktop the page that shows the window is told, and only that page', async () => {
    const desktop = { ...params, is_mobile: false }
    const { url, imp_uid } = (await windows(desktop, { origin: 'https://shop.test' })).body
    await buyerAt(url).press('pay')
    const page = await fetch(url)
    expect(page.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://shop.test',
    )
    const [, message = ''] = /data-message="([^"]*)"/.exec(await page.text()) ?? []
    expect(JSON.parse(message.replaceAll('&#34;', '"'))).toMatchObject({
      success: true,
      imp_uid,
      merchant_uid: 'order-1',
      paid_amount: 1_004,
      status: 'paid',
    })
  })

  test.each([
    ['quit', 'quit', /사용자가 결제를 취소/],
    ['fail', 'declined', /비밀번호/],
  ] as const)(
    'who presses %s is found %s, and the shop is not told',
    async (button, state, words) => {
      const { id, press } = await opened()
      const { query } = await press(button)
      expect(query).toMatchObject({ imp_success: 'false', error_code: expect.any(String) })
      expect(query.error_msg).toMatch(words)
      expect(gateway.parseReturn(query)).toEqual({ left: state })
      expect(await lookup(id)).toMatchObject({ state, final: false })
      await beat()
      expect(shop.notices()).toEqual([])
      const failed = await asked(`GET /payments/find/${id}?include_sandbox=true`)
      expect(failed.answer).toMatchObject({
        status: 'failed',
        paid_at: 0,
        fail_reason: query.error_msg,
      })
    },
  )

  test('who closes the tab leaves it open, until its time is over', async () => {
    const { id, press, window } = await opened()
    await fetch(window)
    expect(await lookup(id)).toMatchObject({ state: 'open', final: false })
    await pass(30)
    await press('pay')
    expect(await lookup(id)).toMatchObject({ state: 'open' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })
})

describe('the question before a charge', () => {
  test('names the payment, and 200 lets it go on', async () => {
    const { id, impUid } = await paid()
    expect(shop.confirms()).toEqual([{ imp_uid: impUid, merchant_uid: id, amount: 12_500 }])
    expect(await lookup(id)).toMatchObject({ state: 'paid' })
  })

  test.each([
    ['409 with a reason', 409, { reason: '재고 부족' }, '재고 부족'],
    ['201', 201, {}, '알 수 없음'],
    ['500 without words', 500, null, '알 수 없음'],
    ['no answer', 0, null, '알 수 없음'],
  ])('%s stops it, and the buyer reads why', async (_, status, body, reason) => {
    shop.answers.confirm = { status, body }
    const { id, query } = await paid()
    expect(query.error_msg).toBe(`고객사 요청에 의해 결제를 중단합니다. (상세사유 : ${reason})`)
    expect(await lookup(id)).toMatchObject({ state: 'declined' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('is asked of no one when somebody quits', async () => {
    await (await opened()).press('quit')
    expect(shop.confirms()).toEqual([])
  })

  test('pressed twice at once, it is charged once', async () => {
    const { id, press } = await opened()
    const both = await Promise.all([press('pay'), press('pay')])
    for (const { query } of both) expect(query).toMatchObject({ imp_success: 'true' })
    expect(await lookup(id)).toMatchObject({ state: 'paid' })
    expect((await sandbox.ledger()).sums.approvals).toBe(1)
  })
})

describe('attempts under one merchant_uid', () => {
  test('one may fail and the next be paid; find shows the last, findAll both', async () => {
    const { id, order, press } = await opened()
    await press('fail')
    const again = await windowOf(gateway, await gateway.prepare(order))
    await buyerAt(again).press('pay')
    expect(await lookup(id)).toMatchObject({ state: 'paid' })

    const statuses = async (line: string) => {
      const { answer } = await asked(`GET /payments/${line}include_sandbox=true`)
      return answer.list ? answer.list.map(({ status }) => status) : answer.status
    }
    expect(await statuses(`findAll/${id}?`)).toEqual(['paid', 'failed'])
    expect(await statuses(`findAll/${id}?sorting=started&`)).toEqual(['failed', 'paid'])
    expect(await statuses(`findAll/${id}/failed?`)).toEqual(['failed'])
    expect(await statuses(`find/${id}?`)).toBe('paid')
    expect(await statuses(`find/${id}?sorting=started&`)).toBe('failed')
    expect(await statuses(`find/${id}/failed?`)).toBe('failed')
  })

  test('no window opens for one that was paid', async () => {
    const { order } = await paid()
    const prepared = await gateway.prepare(order)
    const refused = await windows('launch' in prepared ? prepared.launch : {})
    expect(refused).toMatchObject({ status: 400, body: { error_code: 'ALREADY_PAID' } })
  })

  test('two windows that were open both take money, which a person must see', async () => {
    const { id, order, press } = await opened()
    const other = buyerAt(await windowOf(gateway, await gateway.prepare(order)))
    const { query } = await press('pay')
    await other.press('pay')
    expect(await lookup(id)).toMatchObject({
      approvalReference: query.imp_uid,
      differs: ['paid 2 times'],
    })
    expect((await sandbox.ledger()).sums.approved).toBe(25_000)
  })
})

describe('lookups', () => {
  test('a payment has the members of the document, and its times are unix seconds', async () => {
    const { id, impUid } = await paid({ taxFree: 2_500 })
    const { answer } = await asked(`GET /payments/${impUid}?include_sandbox=true`)
    expect(answer).toMatchObject({
      imp_uid: impUid,
      merchant_uid: id,
      amount: 12_500,
      cancel_amount: 0,
      currency: 'KRW',
      status: 'paid',
      sandbox: true,
      pay_method: 'card',
      pg_id: 'INIpayTest',
      failed_at: 0,
      cancelled_at: 0,
      vbank_num: null,
      cancel_history: [],
      custom_data: expect.stringContaining('"taxFree":2500'),
    })
    expect(Math.abs(Number(answer.paid_at) - Date.now() / 1000)).toBeLessThan(5)
  })

  test('those of a test channel are hidden from whoever does not ask for them', async () => {
    const { id, impUid } = await paid()
    for (const path of [`payments/${impUid}`, `payments/find/${id}`, `payments/findAll/${id}`])
      expect((await asked(`GET /${path}`)).status).toBe(404)
    expect((await asked('GET /payments/status/all')).answer.total).toBe(0)
  })

  test('many at once: all, some (207), none', async () => {
    const [one, other] = [await paid(), await paid()]
    const many = (query: string) => asked(`GET /payments?include_sandbox=true&${query}`)
    const both = await many(`imp_uid[]=${one.impUid}&merchant_uid[]=${other.id}`)
    expect(both).toMatchObject({ status: 200, code: 0 })
    expect((both.answer as unknown as Answer[]).map(({ imp_uid }) => imp_uid)).toEqual([
      one.impUid,
      other.impUid,
    ])
    expect((await many(`imp_uid[]=${one.impUid}&imp_uid[]=imp_0`)).status).toBe(207)
    expect((await many('imp_uid[]=imp_0')).status).toBe(404)
  })

  test('by status, in pages, in a span of at most 90 days', async () => {
    const ids = [await paid(), await paid(), await paid()].map(({ impUid }) => impUid)
    await (await opened()).press('fail')
    const list = (query: string) => asked(`GET /payments/status/${query}include_sandbox=true`)
    const first = (await list('paid?limit=2&sorting=paid&')).answer
    expect(first).toMatchObject({ total: 3, previous: 0, next: 2 })
    const second = (await list('paid?limit=2&page=2&sorting=paid&')).answer
    expect(second).toMatchObject({ previous: 1, next: 0 })
    const seen = [...first.list, ...second.list].map(({ imp_uid }) => imp_uid)
    expect(seen).toEqual(ids)
    expect((await list('all?')).answer.total).toBe(4)
    expect((await list('failed?')).answer.total).toBe(1)
    expect((await list('paid?page=9&')).status).toBe(400)
    expect((await list('bought?')).status).toBe(400)
    expect((await list('paid?from=0&')).status).toBe(400)
  })

  test('the adapter lists what was paid and given back in a span, and nothing outside', async () => {
    const kept = await paid()
    const returned = await paid()
    await gateway.cancel(cancelAsk(returned))
    const now = Date.now()
    const all = async (from: number, to: number) => {
      const snapshots: Snapshot[] = []
      for (let after: string | undefined, isMore = true; isMore; ) {
        const span = { from: new Date(from), to: new Date(to) }
        const page = await gateway.list?.({ ...span, ...(after && { after }) })
        if (page?.is !== 'listed') throw new Error(page?.reason)
        snapshots.push(...page.snapshots)
        after = page.next
        isMore = after !== undefined
      }
      return snapshots.map(({ reference, state }) => [reference, state])
    }
    expect(await all(now - 60_000, now + 60_000)).toEqual([
      [kept.id, 'paid'],
      [returned.id, 'refunded'],
    ])
    expect(await all(now - 120_000, now - 60_000)).toEqual([])
  })
})

describe('cancel, by hand', () => {
  test.each([
    ['nothing named', {}, '취소할 결제건이 존재하지 않습니다.'],
    ['an id nobody knows', { merchant_uid: 'x' }, '취소할 결제건이 존재하지 않습니다.'],
  ])('%s is refused with code 1', async (_, ask, message) => {
    expect(await asked('POST /payments/cancel', ask)).toMatchObject({
      status: 200,
      code: 1,
      message,
    })
  })

  test('a wrong imp_uid fails although the merchant_uid is right', async () => {
    const { id } = await paid()
    const both = { imp_uid: 'imp_0', merchant_uid: id }
    expect((await asked('POST /payments/cancel', both)).code).toBe(1)
    expect((await asked('POST /payments/cancel', { merchant_uid: id })).code).toBe(0)
    expect(await asked('POST /payments/cancel', { merchant_uid: id })).toMatchObject({
      code: 1,
      message: '이미 전액취소된 주문입니다.',
    })
  })

  test.each([undefined, 0])('an amount of %s takes all', async (amount) => {
    const { impUid } = await paid({ taxFree: 2_500 })
    const { answer } = await asked('POST /payments/cancel', { imp_uid: impUid, amount })
    expect(answer).toMatchObject({ status: 'cancelled', cancel_amount: 12_500 })
  })

  test('in parts it stays paid, and each part has a name', async () => {
    const { impUid: imp_uid } = await paid()
    const part = `imp_uid=${imp_uid}&amount=500&checksum=12500&reason=asked`
    const { answer } = await asked('POST /payments/cancel', part)
    expect(answer).toMatchObject({ status: 'paid', cancel_amount: 500, cancel_reason: 'asked' })
    expect(answer.cancel_history).toEqual([
      expect.objectContaining({
        amount: 500,
        reason: 'asked',
        cancellation_id: expect.any(String),
      }),
    ])
    const twin = await asked('POST /payments/cancel', { imp_uid, amount: 500, checksum: 12_500 })
    expect(twin).toMatchObject({ code: 1, message: '취소 가능 잔액이 일치하지 않습니다.' })
    expect((await asked('POST /payments/cancel', { imp_uid, amount: 12_001 })).code).toBe(1)
    expect((await asked('POST /payments/cancel', { imp_uid, amount: -1 })).code).toBe(1)
    expect((await asked('POST /payments/cancel', { imp_uid, amount: 9, tax_free: 9 })).code).toBe(1)
  })

  test('two at once are carried out one after the other', async () => {
    const one = await paid()
    const asks = [1, 2].map((n) => gateway.cancel(cancelAsk(one, { operationKey: `refund-${n}` })))
    const answers = (await Promise.all(asks)).map(({ is }) => is)
    expect(answers.sort()).toEqual(['canceled', 'unknown'])
    expect((await sandbox.ledger()).sums.refunded).toBe(12_500)
  })

  test('the shop is told of it only when it asks to be', async () => {
    const [one, other] = [await paid(), await paid()]
    await beat()
    const before = shop.notices().length
    await asked('POST /payments/cancel', { imp_uid: one.impUid })
    await asked('POST /payments/cancel', { imp_uid: other.impUid, enable_webhook: true })
    await beat()
    expect(shop.notices().slice(before)).toEqual([
      {
        imp_uid: other.impUid,
        merchant_uid: other.id,
        status: 'cancelled',
        cancellation_id: expect.any(String),
      },
    ])
  })
})

describe('a cancel that takes a while', () => {
  test.each([
    ['pending-success', 12_500, 'refunded', 1],
    ['pending-failure', 0, 'paid', 0],
  ] as const)('%s: %i is back after ten minutes', async (fault, refunded, state, told) => {
    const one = await paid()
    await beat()
    await plant('cancel', { fault })
    expect(await gateway.cancel(cancelAsk(one))).toEqual({
      is: 'pending',
      refundReference: 'refund-1',
    })
    expect(await lookup(one.id)).toMatchObject({ state: 'paid', refunded: 0 })
    expect((await gateway.cancel(cancelAsk(one, { operationKey: 'refund-2' }))).is).toBe('unknown')
    await pass(10)
    await beat()
    expect(await lookup(one.id)).toMatchObject({
      state,
      refunded,
      refunds: told ? [{ amount: refunded, operationKey: 'refund-1' }] : [],
    })
    expect(shop.notices().filter(({ status }) => status === 'cancelled')).toHaveLength(told)
  })
})

describe('a virtual account', () => {
  async function issued() {
    const one = await opened()
    const { query } = await one.press('deposit')
    return { ...one, query, impUid: query.imp_uid ?? '' }
  }

  test('waits for money, is paid later, and the shop is told of both', async () => {
    const { id, impUid, query } = await issued()
    expect(query).toMatchObject({ imp_success: 'true' })
    const { deposit, ...waiting } = await lookup(id)
    expect(waiting).toMatchObject({ state: 'open', final: false, method: 'vbank' })
    expect(deposit).toEqual({
      bank: '샌드박스은행',
      account: expect.stringMatching(/^\d{14}$/),
      holder: '자리 샌드박스',
      until: expect.any(Date),
    })
    await pass(5)
    expect((await atConsole(impUid, 'deposit')).status).toBe(200)
    expect((await atConsole(impUid, 'deposit')).status).toBe(409)
    await beat()
    const settled = await lookup(id)
    expect(settled).toMatchObject({ state: 'paid', method: 'vbank', approvalReference: impUid })
    expect(settled).not.toHaveProperty('deposit')
    expect(shop.notices().map(({ status }) => status)).toEqual(['ready', 'paid'])
  })

  test('takes no money after its time', async () => {
    const { id, impUid } = await issued()
    await pass(7 * 24 * 60)
    expect((await atConsole(impUid, 'deposit')).status).toBe(409)
    expect((await lookup(id)).state).toBe('open')
  })

  test('gives money back only to an account that somebody names', async () => {
    const { id, impUid } = await issued()
    await atConsole(impUid, 'deposit')
    expect(await gateway.cancel(cancelAsk({ id, impUid }))).toMatchObject({ is: 'rejected' })
    const account = { refund_holder: '손님', refund_bank: '089', refund_account: '1' }
    const { answer } = await asked('POST /payments/cancel', { imp_uid: impUid, ...account })
    expect(answer.status).toBe('cancelled')
  })

  test('can be asked for until a day', async () => {
    for (const [vbank_due, at] of [
      ['2030-01-02', '2030-01-02T14:59:59Z'],
      ['20300102', '2030-01-02T14:59:59Z'],
      ['2030-01-02 03:04:05', '2030-01-01T18:04:05Z'],
      ['20300102030405', '2030-01-01T18:04:05Z'],
    ]) {
      const ask = { ...params, merchant_uid: `due ${vbank_due}`, vbank_due }
      const { url, imp_uid } = (await windows(ask)).body
      await buyerAt(url).press('deposit')
      const { answer } = await asked(`GET /payments/${imp_uid}?include_sandbox=true`)
      expect(answer.vbank_date).toBe(Date.parse(at ?? '') / 1000)
    }
  })
})

describe('behind the back of the shop', () => {
  test('a console cancel is told, and found by lookup with no key of ours', async () => {
    const { id, impUid } = await paid()
    await atConsole(impUid, 'cancel', { amount: 500 })
    await beat()
    expect(shop.notices().at(-1)).toMatchObject({ status: 'cancelled' })
    const { refunds, state } = await lookup(id)
    expect(state).toBe('partly-refunded')
    expect(refunds).toEqual([{ reference: expect.any(String), amount: 500 }])
  })

  test('a chargeback is told by nobody, and found by lookup', async () => {
    const { id, impUid } = await paid()
    await beat()
    await atConsole(impUid, 'cancel', { why: 'chargeback' })
    await beat()
    expect(shop.notices()).toHaveLength(1)
    expect(await lookup(id)).toMatchObject({ state: 'refunded', refunded: 12_500 })
  })
})

describe('webhooks', () => {
  test('tell what was paid, unsigned, to the address that the window was told', async () => {
    const { id, impUid } = await paid()
    await beat()
    const told = { imp_uid: impUid, merchant_uid: id, status: 'paid' }
    expect(shop.notices()).toEqual([told])
    const body = Buffer.from(JSON.stringify(told))
    expect(gateway.readWebhook?.({ headers: {}, body, now: new Date() })).toEqual({
      is: 'hint',
      eventId: `${impUid} paid`,
      reference: id,
      approvalReference: impUid,
      kind: 'paid',
      trust: 'unsigned',
    })
  })

  test.each([500, 503, 0])(
    'answered with %i come again five times, a minute apart',
    async (status) => {
      shop.answers.notice = Array(6).fill(status)
      await paid()
      await beat()
      const counts = [shop.notices().length]
      for (let minute = 1; minute <= 6; minute++) {
        await pass(0.5)
        await pass(0.5)
        counts.push(shop.notices().length)
      }
      expect(counts).toEqual([1, 2, 3, 4, 5, 6, 6])
    },
  )

  test.each([200, 204, 302, 400, 404])('answered with %i never come again', async (status) => {
    shop.answers.notice = [status]
    await paid()
    await beat()
    await pass(10)
    expect(shop.notices()).toHaveLength(1)
  })

  test('can be dropped, late, doubled, or forged: it stays a hint, and lookups are true', async () => {
    for (const [fault, count] of [
      [{ fault: 'drop' }, 0],
      [{ fault: 'delay', delayMs: 3_600_000 }, 0],
      [{ fault: 'duplicate' }, 5],
      [{ fault: 'duplicate-fresh' }, 5],
      [{ fault: 'altered-body' }, 1],
    ] as const) {
      await plant('webhook', fault)
      const { id } = await paid()
      await beat()
      const told = shop.notices().filter(({ merchant_uid }) => merchant_uid === id)
      expect(told).toHaveLength(count)
      const names = await Promise.all(
        told.map(async (body) => {
          const raw = { headers: {}, body: Buffer.from(JSON.stringify(body)), now: new Date() }
          const read = await gateway.readWebhook?.(raw)
          return read?.is === 'hint' && read.eventId
        }),
      )
      expect(new Set(names).size).toBe(Math.min(count, 1))
      expect(await lookup(id)).toMatchObject({ state: 'paid' })
    }
    await pass(60)
    expect(shop.notices()).toHaveLength(12)
  })
})

describe('faults, and what the adapter makes of them', () => {
  test.each([
    [{ fault: 'fail', code: 'CARD_LIMIT' }, 'declined', 0],
    [{ fault: 'fail' }, 'declined', 0],
    [{ fault: 'code', code: 'PG_ERROR' }, 'declined', 0],
    [{ fault: 'code-after', code: 'PG_ERROR' }, 'paid', 1],
  ] as const)(
    'a charge that meets %j is told as declined, and found %s',
    async (fault, state, count) => {
      await plant('pay', fault)
      const { id, query } = await paid()
      expect(query).toMatchObject({ imp_success: 'false', error_code: expect.any(String) })
      expect(gateway.parseReturn(query)).toEqual({ left: 'declined' })
      expect(await lookup(id)).toMatchObject({ state })
      expect((await sandbox.ledger()).sums.approvals).toBe(count)
    },
  )

  test('a charge that failed may be paid hours later: failed is not final', async () => {
    await plant('pay', { fault: 'code', code: 'PG_ERROR' })
    const { id, impUid } = await paid()
    expect(await lookup(id)).toMatchObject({ state: 'declined', final: false })
    await pass(180)
    expect((await atConsole(impUid, 'deposit')).status).toBe(200)
    await beat()
    expect(await lookup(id)).toMatchObject({ state: 'paid' })
    expect(shop.notices()).toEqual([expect.objectContaining({ status: 'paid' })])
  })

  test('a tab closed after paying: no return at all, and yet it is found', async () => {
    const { id } = await paid()
    expect(await lookup(id)).toMatchObject({ state: 'paid', final: true })
  })

  test.each([
    'reset-after',
    'status-500-after',
    'html-502-after',
    'truncated-after',
    'empty-after',
    'unauthorized',
    'too-many',
  ] as const)('a lock that meets %s is unknown, and asked for again it is there', async (fault) => {
    const order = anOwn()
    await plant('prepare', { fault })
    expect((await gateway.prepare(order)).is).toBe('unknown')
    expect((await gateway.prepare(order)).is).toBe('prepared')
  })

  test('a lock at another amount, of another attempt, is rejected', async () => {
    const order = anOwn()
    await gateway.prepare(order)
    const amount = { amount: 9_000, currency: 'KRW' } as const
    expect(await gateway.prepare({ ...order, amount })).toMatchObject({ is: 'rejected' })
  })

  test.each([
    'status-500-after',
    'html-502-after',
    'truncated-after',
    'empty-after',
    'code-after',
  ] as const)('a cancel that meets %s is unknown, and found done', async (fault) => {
    const one = await paid()
    await plant('cancel', { fault, ...(fault === 'code-after' && { code: 1 }) })
    expect(await gateway.cancel(cancelAsk(one))).toMatchObject({ is: 'unknown' })
    expect(await lookup(one.id)).toMatchObject({
      state: 'refunded',
      refunds: [{ operationKey: 'refund-1' }],
    })
  })

  test.each(['reset-before', 'unauthorized', 'too-many', 'code'] as const)(
    'a cancel that meets %s is unknown, found undone, and can be asked for again',
    async (fault) => {
      const one = await paid()
      await plant('cancel', { fault, ...(fault === 'code' && { code: 1 }) })
      expect(await gateway.cancel(cancelAsk(one))).toMatchObject({ is: 'unknown' })
      expect(await lookup(one.id)).toMatchObject({ state: 'paid', refunded: 0 })
      expect(await gateway.cancel(cancelAsk(one))).toMatchObject({ is: 'canceled', balance: 0 })
    },
  )

  test.each(['slow', 'drip'] as const)('an answer that is %s is unknown', async (fault) => {
    const one = await paid()
    const hurried = portOneV1({
      baseUrl: `${server.url}/iamport`,
      ...sandboxKeys.portOneV1,
      timeoutMs: 300,
    })
    await plant('cancel', { fault, delayMs: 2_000 })
    expect(await hurried.cancel(cancelAsk(one))).toMatchObject({ is: 'unknown' })
    expect(await lookup(one.id)).toMatchObject({ state: 'refunded' })
  })

  test('a token that dies in the middle is asked for anew, and the lookup repeated', async () => {
    const { id } = await paid()
    await plant('findAll', { fault: 'unauthorized' })
    expect(await lookup(id)).toMatchObject({ state: 'paid' })
    await pass(31)
    expect(await lookup(id)).toMatchObject({ state: 'paid' })
    await pass(31)
    expect(await gateway.cancel(cancelAsk({ id, impUid: '' }))).toMatchObject({ is: 'canceled' })
  })

  test.each([
    ['too-many', 'unknown'],
    ['missing', 'not-found'],
    ['reset-before', 'unknown'],
  ] as const)('a lookup that meets %s is %s, and the next one tells', async (fault, is) => {
    const { id } = await paid()
    await plant('findAll', { fault })
    expect((await gateway.lookup({ reference: id })).is).toBe(is)
    expect(await lookup(id)).toMatchObject({ state: 'paid' })
  })

  test('an answer that was altered shows what differs, and never passes for ours', async () => {
    const { id, impUid } = await paid()
    const { answer } = await asked(`GET /payments/${impUid}?include_sandbox=true`)
    const altered = async (told: object) => {
      const list = [{ ...answer, ...told }]
      await plant('findAll', { fault: 'alter-after', alter: { response: { list } } })
      return lookup(id)
    }
    expect(await altered({ sandbox: false })).toMatchObject({ differs: ['test'] })
    expect(await altered({ pg_id: 'other' })).toMatchObject({ differs: ['pg_id'] })
    expect((await altered({ amount: 1 })).amount.amount).toBe(1)
    expect((await altered({ currency: 'USD' })).amount.currency).toBe('USD')
    expect((await altered({ merchant_uid: 'other' })).reference).toBe('other')
    expect((await altered({ custom_data: '{}' })).orderNumber).toBe('')
  })

  test('no window: the script is told, and nothing is open', async () => {
    await plant('window', { fault: 'status-500-after' })
    expect(await windows(params)).toMatchObject({ status: 500, body: { error_code: 'internal' } })
  })

  test('an imp_uid of another order, brought by the browser, changes nothing', async () => {
    const [mine, other] = [await opened(), await paid()]
    expect(gateway.parseReturn({ imp_uid: other.impUid, merchant_uid: mine.id })).toEqual({})
    expect(await lookup(mine.id)).toMatchObject({ state: 'open' })
  })
})

describe('the live-like channel', () => {
  const live = sandboxKeys.portOneV1Live
  const open = async (told: object) => {
    const response = await fetch(`${server.url}/sdk/portone-v1/windows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://shop.test' },
      body: JSON.stringify({ user_code: userCode, is_mobile: false, amount: 1_000, ...told }),
    })
    const { url, imp_uid } = (await response.json()) as { url: string; imp_uid: string }
    await buyerAt(url).press('pay')
    return imp_uid
  }

  test.each([
    ['by its key', { channelKey: live.channelKey }],
    ['by pg, as older pages do', { pg: `html5_inicis.${live.pgId}` }],
  ])('%s: clients that never ask for test payments see, list and cancel', async (_, channel) => {
    const impUid = await open({ ...channel, merchant_uid: 'live-1' })
    const hidden = await open({ channelKey, merchant_uid: 'test-1' })
    const facts = { imp_uid: impUid, status: 'paid', sandbox: false, pg_id: live.pgId }
    expect((await asked(`GET /payments/${impUid}`)).answer).toMatchObject(facts)
    expect((await asked('GET /payments/find/live-1')).answer).toMatchObject(facts)
    expect((await asked('GET /payments/findAll/live-1/paid')).answer.list).toHaveLength(1)
    expect((await asked('GET /payments/status/paid')).answer).toMatchObject({
      total: 1,
      list: [facts],
    })
    expect((await asked(`GET /payments/${hidden}`)).status).toBe(404)
    const { answer } = await asked('POST /payments/cancel', { imp_uid: impUid })
    expect(answer).toMatchObject({ status: 'cancelled', cancel_amount: 1_000 })
  })
})
