import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { watchChild } from '../../../test/watchdog.ts'
import type { Gateway } from '../../payments/gateway.ts'
import { gatewaysAt } from '../gateways.ts'
import { kakaoPay } from '../kakaopay/gateway.ts'
import { anOrder, authenticated, buyerAt, sandboxAt, windowOf } from '../sandbox-buyer.ts'
import { sandboxKeys } from './keys.ts'
import { startSandbox } from './server.ts'

let server: Awaited<ReturnType<typeof startSandbox>>
let sandbox: ReturnType<typeof sandboxAt>
const gatewayAt = (baseUrl: string) => kakaoPay({ baseUrl, ...sandboxKeys.kakaoPay })

beforeEach(async () => {
  server = await startSandbox({})
  sandbox = sandboxAt(server.url)
})
const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await server.close()
})

async function openWindow(told = {}) {
  const gateway = gatewayAt(server.url)
  return windowOf(gateway, await gateway.prepare(anOrder(told)))
}
const ko = { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' }

describe('the payment window', () => {
  test('shows what is paid for, as text and never as markup', async () => {
    const orderNumber = '20261124193000-K7M2Q9X4'
    const page = await (await fetch(await openWindow({ orderNumber }), { headers: ko })).text()
    expect(page).toContain('샌드박스 결제창')
    expect(page).toContain('12,500원')
    expect(page).toContain(orderNumber)
    expect(page).toContain('맛있는 집밥 &#60;11월 24일 19:30&#62;')
  })

  test('speaks the language of the address, then of the browser, then Korean', async () => {
    const at = await openWindow()
    const titleOf = async (url: string, headers = {}) =>
      /<h1>(.*)<\/h1>/.exec(await (await fetch(url, { headers })).text())?.[1]
    expect(await titleOf(at)).toBe('샌드박스 결제창')
    expect(await titleOf(at, { 'accept-language': 'en-GB' })).toBe('Sandbox payment window')
    expect(await titleOf(at, { 'accept-language': 'fr, ko' })).toBe('샌드박스 결제창')
    expect(await titleOf(`${at}?lang=en`, ko)).toBe('Sandbox payment window')
  })

  test.each([
    ['portone-v1', 'en', 'Sandbox payment window'],
    ['portone-v1', 'ko', '샌드박스 결제창'],
    ['portone-v2', 'en', 'Sandbox payment window'],
    ['portone-v2', 'ko', '샌드박스 결제창'],
  ] as const)(
    'of %s speaks the language that its script is given: %s',
    async (name, language, title) => {
      const gateway = gatewaysAt(server.url).find((one) => one.name === name) as Gateway
      const at = await windowOf(gateway, await gateway.prepare(anOrder({ language })))
      const other = { 'accept-language': language === 'ko' ? 'en' : 'ko' }
      expect(await (await fetch(at, { headers: other })).text()).toContain(`<h1>${title}</h1>`)
    },
  )

  test('allows nothing from elsewhere, no frame, and forms to the shop only', async () => {
    const policy = (await fetch(await openWindow())).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("form-action 'self' https://shop.test;")
    expect(policy).not.toContain('unsafe')
  })

  test.each(gatewaysAt('http://127.0.0.1:1').map(({ name }) => name))(
    'of %s counts down to the end of the hold that the merchant told, and then says that it is over',
    async (name) => {
      const gateway = gatewaysAt(server.url, { isReached: false }).find(
        (one) => one.name === name,
      ) as Gateway
      const order = anOrder({ holdUntil: new Date(Date.now() + 300_000) })
      const prepared = await gateway.prepare(order)
      const at = await windowOf(gateway, prepared)
      const leftMs = async () => {
        const page = await (await fetch(at, { headers: ko })).text()
        return [
          Number(/data-left-ms="(\d+)"/.exec(page)?.[1]),
          page.includes('맡아 둔 시간이 지났'),
        ]
      }
      const [left, isOver] = await leftMs()
      expect(isOver).toBe(false)
      expect(left).toBeGreaterThan(280_000)
      expect(left).toBeLessThanOrEqual(300_000)
      await sandbox.moveClock(360_000)
      const [after, isOverNow] = await leftMs()
      expect(isOverNow).toBe(true)
      expect(after).toBeGreaterThan(300_000)
      await buyerAt(at).press('pay') // too late for the place, not for the gateway
      expect(await (await fetch(at, { headers: ko })).text()).toMatch(/인증을 마쳤|결제됐어요/)
    },
  )

  test('looked at often, it changes nothing but that it was opened', async () => {
    const at = await openWindow()
    await fetch(at, { method: 'HEAD' })
    expect((await sandbox.ledger()).payments[0]?.status).toBe('READY')
    await Promise.all([fetch(at), fetch(at), fetch(at)])
    expect((await sandbox.ledger()).payments[0]?.status).toBe('OPEN_PAYMENT')
  })

  test('pressed twice, or quit after paying, it leads to the same place with one token', async () => {
    const buyer = buyerAt(await openWindow())
    const first = await buyer.press('pay')
    expect(first.address).toMatch(/^https:\/\/shop.test\/pay\/1\/success\?token=abc&pg_token=\w+$/)
    expect(await buyer.press('pay')).toEqual(first)
    expect(await buyer.press('quit')).toEqual(first)
  })

  test('opened too late, it says so, cannot be paid, and leads to the fail address', async () => {
    const at = await openWindow()
    await sandbox.moveClock(899_000)
    expect(await (await fetch(at, { headers: ko })).text()).toContain('결제하기')
    await sandbox.moveClock(901_000)
    const page = await (await fetch(at, { headers: ko })).text()
    expect(page).toContain('결제 시간이 지났어요')
    expect(page).toContain('href="https://shop.test/pay/1/fail?token=abc"')
    expect((await buyerAt(at).press('pay')).address).toBe(at)
    expect((await sandbox.ledger()).payments[0]?.status).toBe('OPEN_PAYMENT')
  })

  test('an address that was guessed shows nothing', async () => {
    expect((await fetch(`${server.url}/window/guessed/pc`)).status).toBe(404)
  })
})

describe('the KakaoPay contract', () => {
  const call = async (operation: string, body: unknown, headers = {}) => {
    const key = `SECRET_KEY ${sandboxKeys.kakaoPay.secretKey}`
    const response = await fetch(`${server.url}/online/v1/payment/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: key, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const asked = {
    cid: 'TC0ONETIME',
    partner_order_id: 'order-1',
    partner_user_id: 'buyer-1',
    item_name: '초코파이',
    quantity: '1',
    total_amount: '2200',
    tax_free_amount: 0,
    approval_url: 'https://shop.test/ok',
    cancel_url: 'https://shop.test/quit',
    fail_url: 'https://shop.test/fail',
  }

  test('ready takes numbers as strings, and order reckons the VAT', async () => {
    const { body } = await call('ready', asked)
    expect(body).toMatchObject({ tid: expect.stringMatching(/^T\w{19}$/), tms_result: false })
    const order = await call('order', { cid: 'TC0ONETIME', tid: body.tid })
    expect(order.body).toMatchObject({
      status: 'READY',
      amount: { total: 2200, tax_free: 0, vat: 200, point: 0, discount: 0, green_deposit: 0 },
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      payment_action_details: [],
    })
  })

  test.each([
    ['no key', asked, { authorization: '' }, 400, -400],
    ['a wrong key', asked, { authorization: 'SECRET_KEY wrong' }, 401, -401],
    ['the scheme of the old API', asked, { authorization: 'KakaoAK wrong' }, 401, -401],
    ['a wrong merchant', { ...asked, cid: 'OTHER' }, {}, 400, -731],
    ['no order', { ...asked, partner_order_id: undefined }, {}, 400, -2],
    ['an amount below zero', { ...asked, total_amount: -1 }, {}, 400, -2],
    ['nothing to pay', { ...asked, total_amount: 0 }, {}, 400, -722],
    ['more tax-free than there is', { ...asked, tax_free_amount: 2201 }, {}, 400, -722],
    [
      'an address that is too long',
      { ...asked, fail_url: `https://a.b/${'c'.repeat(250)}` },
      {},
      400,
      -2,
    ],
    ['an address that is none', { ...asked, fail_url: 'javascript:alert(1)' }, {}, 400, -799],
    ['a form', 'cid=TC0ONETIME', { 'content-type': 'application/x-www-form-urlencoded' }, 400, -2],
    ['broken JSON', '{"cid":', {}, 400, -2],
  ])('ready with %s is refused', async (_, body, headers, status, code) => {
    const refused = await call('ready', body, headers)
    expect(refused).toMatchObject({ status, body: { error_code: code } })
    expect(refused.body.error_message).toEqual(expect.any(String))
  })

  test('there is no lookup by order, and no other address', async () => {
    const missing = { cid: 'TC0ONETIME', partner_order_id: 'order-1' }
    expect((await call('order', missing)).body.error_code).toBe(-2)
    expect(await call('status', {})).toMatchObject({ status: 404, body: { error_code: -404 } })
  })

  test('codes by hand: paid twice -702, in flight -785, given back twice -784', async () => {
    const ask = await authenticated(gatewayAt(server.url))
    const approve = {
      cid: 'TC0ONETIME',
      tid: ask.reference,
      partner_order_id: ask.orderNumber,
      partner_user_id: ask.buyer,
      pg_token: ask.clientToken,
    }
    const cancel = {
      cid: 'TC0ONETIME',
      tid: ask.reference,
      cancel_amount: 12_500,
      cancel_tax_free_amount: 0,
    }
    const both = await Promise.all([call('approve', approve), call('approve', approve)])
    expect(both.map(({ body }) => body.error_code)).toEqual([undefined, -785])
    expect((await call('approve', approve)).body.error_code).toBe(-702)
    expect((await call('cancel', cancel)).body).toMatchObject({ status: 'CANCEL_PAYMENT' })
    expect((await call('cancel', cancel)).body.error_code).toBe(-784)
  })
})

describe('faults, clock and books', () => {
  test('a fault meets the nth call of its order only, and once', async () => {
    const gateway = gatewayAt(server.url)
    const [mine, other] = [await authenticated(gateway), await authenticated(gateway)]
    const orderId = mine.orderNumber
    const fault = { gateway: 'kakaopay', operation: 'order', fault: 'status-500-after' } as const
    await sandbox.plant({ ...fault, nth: 2, orderId })

    const answers = []
    for (const ask of [other, mine, other, mine, mine]) answers.push((await gateway.lookup(ask)).is)
    expect(answers).toEqual(['found', 'found', 'found', 'unknown', 'found'])
  })

  test.each([
    [{ gateway: 'kakaopay', operation: 'approve', fault: 'earthquake' }],
    [{ gateway: 'kakaopay', operation: 'approve', fault: 'code' }],
    [{ gateway: 'kakaopay', operation: 'approve', fault: 'slow' }],
    [{ gateway: 'kakaopay', operation: 'approve', fault: 'reset-after', often: true }],
  ])('a fault that makes no sense is refused: %j', async (fault) => {
    await expect(sandbox.plant(fault as never)).rejects.toThrow('400')
  })

  test('planted by a page from elsewhere, in words that need no permission, it is refused', async () => {
    const fault = { gateway: 'kakaopay', operation: 'approve', fault: 'reset-after' }
    const body = JSON.stringify(fault)
    const refused = await fetch(`${server.url}/faults`, { method: 'POST', body })
    expect(refused.status).toBe(415)
  })

  test('the clock never goes back', async () => {
    await sandbox.moveClock(60_000)
    await expect(sandbox.moveClock(59_999)).rejects.toThrow('409')
  })

  test('a person reads the books as a table, which shows no token', async () => {
    const ask = await authenticated(gatewayAt(server.url))
    const books = await fetch(`${server.url}/ledger`, { headers: { accept: 'text/html' } })
    const page = await books.text()
    expect(page).toContain(ask.orderNumber)
    expect(page + JSON.stringify(await sandbox.ledger())).not.toContain(ask.clientToken)
  })

  test('killed, it starts again with every payment, the clock and what was planted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jari-sandbox-'))
    try {
      const first = await startProcess(folder)
      const ask = await authenticated(gatewayAt(first.url))
      await sandboxAt(first.url).moveClock(60_000)
      const plan = { gateway: 'kakaopay', operation: 'approve', fault: 'reset-after' } as const
      await sandboxAt(first.url).plant(plan)
      expect((await gatewayAt(first.url).approve(ask)).is).toBe('unknown')
      await sandboxAt(first.url).plant(plan)
      await first.kill()

      const again = await startProcess(folder)
      const { sums } = await sandboxAt(again.url).ledger()
      expect(sums).toMatchObject({ approvals: 1, approved: 12_500 })
      expect(await (await fetch(`${again.url}/clock`)).json()).toMatchObject({ aheadMs: 60_000 })
      expect(await (await fetch(`${again.url}/faults`)).json()).toEqual({ faults: [plan] })
      await again.kill()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

async function startProcess(folder: string) {
  const main = new URL('../../cli/sandbox.ts', import.meta.url).pathname
  const env = { ...process.env, JARI_SANDBOX_PORT: '0', JARI_DATA_DIR: folder }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  watchChild(child)
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    url: /http:\S+/.exec(line.toString())?.[0] ?? '',
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

describe('a path that no route serves is refused in the error shape of the gateway that is meant', () => {
  const toss = `Basic ${btoa(`${sandboxKeys.toss.secretKey}:`)}`
  const stripe = `Bearer ${sandboxKeys.stripe.secretKey}`
  const portOne = `PortOne ${sandboxKeys.portOneV2.apiSecret}`
  test.each([
    ['/online/v1/payment/nothing', '', { error_code: -404 }],
    ['/v1/payment/nothing', '', { code: -404, msg: expect.any(String) }],
    ['/v1/payments/nothing/at/all', '', { code: 'NOT_FOUND', message: expect.any(String) }],
    ['/v1/nothing', toss, { code: 'NOT_FOUND' }],
    ['/v1/customers', stripe, { error: { type: 'invalid_request_error' } }],
    ['/v1/nothing', '', { error: { type: 'invalid_request_error' } }],
    ['/iamport/nothing', '', { code: 1, response: null }],
    ['/payments/nothing/at/all', '', { type: 'NOT_FOUND' }],
    ['/identity-verifications/x', portOne, { type: 'NOT_FOUND' }],
    ['/nothing', portOne, { type: 'NOT_FOUND' }],
  ])('%s', async (path, authorization, shape) => {
    const headers = { ...(authorization && { authorization }) }
    const answer = await fetch(server.url + path, { method: 'POST', headers })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject(shape)
  })
})
