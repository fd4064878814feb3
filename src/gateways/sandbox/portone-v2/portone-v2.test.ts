import { once } from 'node:events'
import { createServer } from 'node:http'
import { PaymentClient, PortOneClient } from '@portone/server-sdk'
import { verify } from '@portone/server-sdk/webhook'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { portOneV2 } from '../../portone-v2/gateway.ts'
import { anOrder, authenticated, buyerAt, sandboxAt, windowOf } from '../../sandbox-buyer.ts'
import type { Fault } from '../faults.ts'
import { sandboxKeys } from '../keys.ts'
import { startSandbox } from '../server.ts'

const { apiSecret, storeId, channelKey, webhookSecrets } = sandboxKeys.portOneV2
const { autoChannelKey, profileKey } = sandboxKeys.portOneV2Merchant
const MINUTE = 60_000

let server: Awaited<ReturnType<typeof startSandbox>>
let sandbox: ReturnType<typeof sandboxAt>
let merchant: Awaited<ReturnType<typeof startMerchant>>

beforeEach(async () => {
  server = await startSandbox({})
  sandbox = sandboxAt(server.url)
  merchant = await startMerchant()
})
afterEach(async () => {
  await server.close()
  merchant.close()
})

interface Told {
  readonly headers: Record<string, string | undefined>
  readonly body: string
}

/** A shop that hears, and answers as it is told to. */
async function startMerchant() {
  const told: Told[] = []
  const answer = { status: 200, body: '{}' }
  const http = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    told.push({ headers: request.headers as never, body })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/notice`,
    answer,
    told,
    kinds: () => told.map(({ body }) => JSON.parse(body).type.replace('Transaction.', '')),
    close: () => http.close(),
  }
}

const client = () => PaymentClient({ secret: apiSecret, baseUrl: server.url, storeId })
const gateway = () =>
  portOneV2({
    ...sandboxKeys.portOneV2,
    baseUrl: server.url,
    scriptUrl: `${server.url}/sdk/portone-v2.js`,
  })
const ours = (told = {}) =>
  anOrder({
    callbackUrls: { notice: merchant.url, confirm: merchant.url },
    merchantId: 'payment-of-a-test',
    ...told,
  })
const paymentId = 'payment-of-a-test'
const plant = (operation: string, fault: Omit<Fault, 'gateway' | 'operation'>) =>
  sandbox.plant({ gateway: 'portone-v2', operation, ...fault })

/** The buyer's window, opened as the script would. */
async function opened(told: object = {}, query = '', headers = {}) {
  const request = {
    ...{ storeId, channelKey, paymentId, orderName: '초코파이', totalAmount: 2_200 },
    ...{ currency: 'CURRENCY_KRW', payMethod: 'CARD', redirectUrl: 'https://shop.test/back?t=1' },
    noticeUrls: [merchant.url],
    ...told,
  }
  const response = await fetch(`${server.url}/sdk/portone-v2/windows${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  })
  const body = (await response.json()) as Record<string, string>
  return { status: response.status, body, headers: response.headers, url: body.url ?? '' }
}

async function paid(told = {}) {
  const ask = await authenticated(gateway(), ours(told))
  const said = await gateway().approve(ask)
  if (said.is !== 'approved') throw new Error(said.is)
  return said.snapshot
}
const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error) => (error as { data: { type: string } }).data.type,
  )
/** Moves the clock; everything that was due by then has been delivered. */
let ahead = 0
const later = async (ms: number) => {
  ahead += ms
  await sandbox.moveClock(ahead)
  // The first may have met a round that had begun before; the second begins another.
  await sandbox.moveClock(ahead)
}
beforeEach(() => {
  ahead = 0
})
const webhooksTold = async () => {
  const { webhooks } = (await (await fetch(`${server.url}/webhooks`)).json()) as {
    webhooks: { answers: number[]; eventId: string; tries: number }[]
  }
  return webhooks
}

describe("PortOne's own client, unchanged", () => {
  test('registers, looks, confirms, looks again, gives back in parts', async () => {
    const asked = { paymentId, totalAmount: 2_200, taxFreeAmount: 0, currency: 'KRW' } as const
    expect(await client().preRegisterPayment(asked)).toEqual({})
    expect(await refused(client().getPayment({ paymentId }))).toBe('PAYMENT_NOT_FOUND')

    const { query } = await buyerAt((await opened()).url).press('pay')
    expect(query).toMatchObject({ t: '1', paymentId, txId: expect.any(String) })
    expect(await client().getPayment({ paymentId })).toMatchObject({ status: 'READY' })
    const { paymentToken = '', txId = '' } = query
    const confirmed = await client().confirmPayment({
      ...{ paymentId, paymentToken, txId, currency: 'KRW', totalAmount: 2_200, isTest: true },
    })
    expect(confirmed).toEqual({ pgTxId: expect.any(String), paidAt: expect.any(String) })

    const payment = await client().getPayment({ paymentId, storeId })
    expect(payment).toMatchObject({
      status: 'PAID',
      id: paymentId,
      transactionId: txId,
      storeId,
      channel: { type: 'TEST', key: channelKey },
      version: 'V2',
      orderName: '초코파이',
      amount: { total: 2_200, taxFree: 0, vat: 200, supply: 2_000, paid: 2_200, cancelled: 0 },
      currency: 'KRW',
      method: { type: 'PaymentMethodCard' },
      disputes: [],
    })

    const part = { paymentId, amount: 1_000, reason: '변심', currentCancellableAmount: 2_200 }
    const { cancellation } = await client().cancelPayment(part)
    expect(cancellation).toMatchObject({ status: 'SUCCEEDED', totalAmount: 1_000, trigger: 'API' })
    expect(await client().getPayment({ paymentId })).toMatchObject({
      status: 'PARTIAL_CANCELLED',
      amount: { cancelled: 1_000 },
      cancellations: [{ status: 'SUCCEEDED', reason: '변심' }],
    })
    await client().cancelPayment({ paymentId, reason: '나머지' })
    expect(await client().getPayment({ paymentId })).toMatchObject({ status: 'CANCELLED' })
  })

  test('is refused in its own words', async () => {
    const [buyer] = [buyerAt((await opened()).url)]
    const { query } = await buyer.press('pay')
    const right = { paymentId, paymentToken: query.paymentToken ?? '' }
    const confirm = (told: object) => refused(client().confirmPayment({ ...right, ...told }))
    expect(await confirm({ paymentId: 'nobody' })).toBe('PAYMENT_NOT_FOUND')
    expect(await confirm({ paymentToken: 'guessed' })).toBe('INVALID_PAYMENT_TOKEN')
    expect(await confirm({ txId: 'other' })).toBe('INFORMATION_MISMATCH')
    expect(await confirm({ totalAmount: 2_199 })).toBe('INFORMATION_MISMATCH')
    expect(await confirm({ currency: 'USD' })).toBe('INFORMATION_MISMATCH')
    expect(await confirm({ taxFreeAmount: 1 })).toBe('INFORMATION_MISMATCH')
    expect(await confirm({ isTest: false })).toBe('INFORMATION_MISMATCH')
    expect(await confirm({ storeId: 'store-of-others' })).toBe('FORBIDDEN')
    expect(await refused(client().cancelPayment({ paymentId, reason: 'no' }))).toBe(
      'PAYMENT_NOT_PAID',
    )
    expect(await refused(client().capturePayment({ paymentId }))).toBe('PAYMENT_NOT_PAID')
    expect(await confirm({})).toBe('done')
    expect(await confirm({})).toBe('ALREADY_PAID')
    expect(await refused(client().preRegisterPayment({ paymentId }))).toBe('ALREADY_PAID')
    expect(await refused(client().capturePayment({ paymentId }))).toBe('PG_PROVIDER')

    const cancel = (told: object) =>
      refused(client().cancelPayment({ paymentId, reason: 'asked', ...told }))
    expect(await cancel({ currentCancellableAmount: 1 })).toBe(
      'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN',
    )
    expect(await cancel({ amount: 2_201 })).toBe('CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT')
    expect(await cancel({ amount: 100, vatAmount: 101 })).toBe('SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT')
    expect(await cancel({ amount: 100, taxFreeAmount: 1 })).toBe(
      'CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT',
    )
    expect(await cancel({ amount: 2_200, vatAmount: 201 })).toBe(
      'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT',
    )
    expect(await cancel({ reason: '' })).toBe('INVALID_REQUEST')
    expect(await cancel({})).toBe('done')
    expect(await cancel({})).toBe('PAYMENT_ALREADY_CANCELLED')
    const stranger = PaymentClient({ secret: 'wrong', baseUrl: server.url })
    expect(await refused(stranger.getPayment({ paymentId }))).toBe('UNAUTHORIZED')
  })

  test('lists by time and page', async () => {
    for (const name of ['one', 'two', 'three']) await opened({ paymentId: name })
    const page = { number: 1, size: 2 }
    const { items, page: told } = await client().getPayments({ page, filter: { sortOrder: 'ASC' } })
    expect(items).toMatchObject([{ id: 'three', status: 'READY' }])
    expect(told).toMatchObject({ number: 1, size: 2 })
    const none = await client().getPayments({ filter: { status: ['PAID'] } })
    expect(none.items).toEqual([])
  })

  test('signs in for tokens, of which one is good for half an hour and the other once', async () => {
    const { auth } = PortOneClient({ secret: apiSecret, baseUrl: server.url })
    const { accessToken, refreshToken } = await auth.loginViaApiSecret({ apiSecret })
    const get = () =>
      fetch(`${server.url}/payments/nobody`, {
        headers: { authorization: `Bearer ${accessToken}` },
      })
    expect((await get()).status).toBe(404)
    expect(await auth.refreshToken({ refreshToken })).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
    })
    expect(await refused(auth.refreshToken({ refreshToken }))).toBe('UNAUTHORIZED')
    await later(30 * MINUTE)
    expect((await get()).status).toBe(401)
    expect(await refused(auth.loginViaApiSecret({ apiSecret: 'wrong' }))).toBe('UNAUTHORIZED')
  })

  test('has the last webhook sent once more', async () => {
    await opened()
    await later(0)
    const { webhook } = await client().resendWebhook({ paymentId })
    expect(webhook).toMatchObject({ url: merchant.url, trigger: 'MANUAL' })
    await later(0)
    expect(merchant.told.map(({ headers }) => headers['webhook-id'])).toEqual([
      webhook.id,
      webhook.id,
    ])
    const missing = { paymentId, webhookId: 'nobody' }
    expect(await refused(client().resendWebhook(missing))).toBe('WEBHOOK_NOT_FOUND')
  })
})

describe('an Idempotency-Key', () => {
  const register = async (key: string, totalAmount = 1_000) => {
    const response = await fetch(`${server.url}/payments/${paymentId}/cancel`, {
      method: 'POST',
      headers: { authorization: `PortOne ${apiSecret}`, 'idempotency-key': key },
      body: JSON.stringify({ reason: 'asked', amount: totalAmount }),
    })
    return { status: response.status, body: (await response.json()) as { type?: string } }
  }
  const key = '"0123456789abcdef"'

  test('is answered the same for three hours, whatever is asked with it', async () => {
    await paid()
    const first = await register(key)
    expect(first.status).toBe(200)
    expect(await register(key, 2_000)).toEqual(first)
    await later(179 * MINUTE)
    expect(await register(key)).toEqual(first)
    await later(MINUTE)
    expect((await register(key)).body).not.toEqual(first.body)
    expect((await sandbox.ledger()).sums.refunded).toBe(2_000)
  })

  test('whose first call still runs is refused', async () => {
    await paid()
    const types: unknown[] = []
    // On a busy machine the second may come when the first is over.
    for (let at = 0; !types.includes('IDEMPOTENCY_OUTSTANDING_REQUEST') && at < 10; at += 1) {
      const one = `"0123456789abcde${at}"`
      const both = await Promise.all([register(one, 100), register(one, 100)])
      types.push(...both.flatMap(({ body }) => body.type ?? []))
      expect((await sandbox.ledger()).sums.refunded).toBe(100 * (at + 1))
    }
    expect(types).toEqual(['IDEMPOTENCY_OUTSTANDING_REQUEST'])
  })

  test.each(['0123456789abcdef', '"too-short"', '"0123456789 abcdef"'])(
    '%s is not of the right form',
    async (malformed) => {
      expect(await register(malformed)).toMatchObject({
        status: 400,
        body: { type: 'INVALID_REQUEST' },
      })
    },
  )
})

describe('what the script asks', () => {
  test('anybody may load it and ask from their page', async () => {
    const script = await fetch(`${server.url}/sdk/portone-v2.js`)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    const preflight = await fetch(`${server.url}/sdk/portone-v2/windows`, { method: 'OPTIONS' })
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type')
    const { status, headers } = await opened()
    expect([status, headers.get('access-control-allow-origin')]).toEqual([201, '*'])
  })

  test.each([
    ['another store', { storeId: 'store-of-others' }, 'FORBIDDEN'],
    ['a channel that is none', { channelKey: 'channel-of-others' }, 'CHANNEL_NOT_FOUND'],
    ['nothing to pay', { totalAmount: 0 }, 'INVALID_REQUEST'],
    ['no order', { orderName: undefined }, 'INVALID_REQUEST'],
    ['nowhere to go back to', { redirectUrl: undefined }, 'INVALID_REQUEST'],
    ['an address that is none', { redirectUrl: 'javascript:alert(1)' }, 'INVALID_REQUEST'],
  ])('with %s is refused', async (_, told, code) => {
    expect((await opened(told)).body).toMatchObject({ code, message: expect.any(String) })
    expect((await sandbox.ledger()).payments).toEqual([])
  })

  test('with another amount than was registered is refused', async () => {
    const asked = { paymentId, totalAmount: 2_200, taxFreeAmount: 0, currency: 'KRW' } as const
    await client().preRegisterPayment(asked)
    expect((await opened({ totalAmount: 1 })).body.code).toBe('INFORMATION_MISMATCH')
    expect((await opened()).status).toBe(201)
  })

  test('for what is paid is refused, and of two tries one succeeds', async () => {
    const [one, other] = [await opened(), await opened()]
    const press = async ({ url }: { url: string }) =>
      (await buyerAt(url).press('pay')).query.paymentToken ?? ''
    const [first, second] = [await press(one), await press(other)]
    expect(await refused(client().confirmPayment({ paymentId, paymentToken: second }))).toBe('done')
    expect(await refused(client().confirmPayment({ paymentId, paymentToken: first }))).toBe(
      'ALREADY_PAID',
    )
    expect((await opened()).body.code).toBe('ALREADY_PAID')
    expect((await sandbox.ledger()).sums.approvals).toBe(1)
  })

  test('two confirms at once, under keys of their own, take the money once', async () => {
    const { paymentToken = '' } = (await buyerAt((await opened()).url).press('pay')).query
    const both = await Promise.all(
      [1, 2].map(() => refused(client().confirmPayment({ paymentId, paymentToken }))),
    )
    expect(both).toEqual(['done', 'PG_PROVIDER'])
    expect((await sandbox.ledger()).sums.approvals).toBe(1)
  })
})

describe('the window', () => {
  test.each([
    ['quit', 'PAY_PROCESS_CANCELED'],
    ['fail', 'INVALID_PASSWORD'],
  ] as const)(
    'left by %s brings a code back, as often as it is looked at',
    async (choice, pgCode) => {
      const buyer = buyerAt((await opened()).url)
      const first = await buyer.press(choice)
      expect(first.address).toMatch(/^https:\/\/shop.test\/back\?t=1&/)
      expect(first.query).toMatchObject({ code: 'FAILURE_TYPE_PG', pgCode, paymentId })
      expect(first.query).not.toHaveProperty('paymentToken')
      expect(await buyer.press('pay')).toEqual(first)
      expect(await client().getPayment({ paymentId })).toMatchObject({
        status: 'FAILED',
        failure: { pgCode },
      })
    },
  )

  test('left by paying leads back with one token, however often, and after the confirm too', async () => {
    const buyer = buyerAt((await opened()).url)
    const first = await buyer.press('pay')
    const { paymentToken = '' } = first.query
    expect(await buyer.press('pay')).toEqual(first)
    await client().confirmPayment({ paymentId, paymentToken })
    expect(await buyer.press('quit')).toEqual(first)
    expect((await sandbox.ledger()).sums.approvals).toBe(1)
  })

  test('closed without a word leaves the payment as it is', async () => {
    const { url } = await opened()
    await fetch(url)
    expect(await client().getPayment({ paymentId })).toMatchObject({ status: 'READY' })
  })

  test('inside a page tells that page how it ended, and lets no other frame it', async () => {
    const origin = 'https://shop.test'
    const { url } = await opened({ redirectUrl: undefined }, '?shown=inside', { origin })
    const page = await fetch(url)
    expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors ${origin}`)
    const after = await fetch(url, { method: 'POST', body: new URLSearchParams({ act: 'pay' }) })
    const text = (await after.text()).replaceAll('&#34;', '"')
    expect(text).toContain(`data-origin="${origin}"`)
    expect(text).toMatch(
      /"transactionType":"PAYMENT","txId":"[\w-]+","paymentId":"payment-of-a-test","paymentToken":"/,
    )
  })

  test('used too late pays nothing, nor does a token that was kept too long', async () => {
    const { url } = await opened()
    await later(15 * MINUTE)
    await buyerAt(url).press('pay')
    expect(await client().getPayment({ paymentId })).toMatchObject({ status: 'READY' })

    const { paymentToken = '' } = (await buyerAt((await opened()).url).press('pay')).query
    await later(10 * MINUTE)
    expect(await refused(client().confirmPayment({ paymentId, paymentToken }))).toBe('PG_PROVIDER')
    expect(await client().getPayment({ paymentId })).toMatchObject({
      status: 'FAILED',
      failure: { pgCode: 'NOT_FOUND_PAYMENT_SESSION' },
    })
  })
})

describe('a channel that charges by itself', () => {
  const auto = (told = {}) =>
    opened({ channelKey: autoChannelKey, confirmUrl: merchant.url, ...told })

  test('asks confirmUrl first, signed, and charges on 200', async () => {
    const { query } = await buyerAt((await auto({ noticeUrls: [] })).url).press('pay')
    expect(query).toMatchObject({ paymentId })
    expect(query).not.toHaveProperty('paymentToken')
    const [asked] = merchant.told
    expect(
      await verify(webhookSecrets[0] ?? '', asked?.body ?? '', { ...asked?.headers }),
    ).toMatchObject({ type: 'Transaction.Confirm', data: { paymentId, totalAmount: 2_200 } })
    expect(await client().getPayment({ paymentId })).toMatchObject({ status: 'PAID' })
  })

  test('does not charge when it objects, and shows why', async () => {
    Object.assign(merchant.answer, { status: 409, body: '{"errorMessage":"매진되었습니다"}' })
    const { query } = await buyerAt((await auto()).url).press('pay')
    expect(query).toMatchObject({ code: 'FAILURE_TYPE_PG', message: '매진되었습니다' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('does not charge when nobody answers', async () => {
    const { url } = await auto({ confirmUrl: 'http://127.0.0.1:1/' })
    expect((await buyerAt(url).press('pay')).query).toMatchObject({ code: 'FAILURE_TYPE_PG' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('charges a buyer who then never comes back, which a lookup tells', async () => {
    const { url } = await auto({ confirmUrl: undefined })
    await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ act: 'pay' }),
      redirect: 'manual',
    })
    expect(await gateway().lookup({ reference: paymentId })).toMatchObject({
      snapshot: { state: 'paid', differs: ['channel'] },
    })
  })
})

describe('an account to pay into', () => {
  const deposit = (id = '') =>
    fetch(`${server.url}/console/portone-v2/${id}/deposit`, { method: 'POST' })

  test('is given out by the confirm, and paid for by a later deposit', async () => {
    const order = ours()
    const prepared = await gateway().prepare(order)
    const { query } = await buyerAt(await windowOf(gateway(), prepared)).press('deposit')
    const { clientToken = '' } = gateway().parseReturn(query)
    const ask = { reference: paymentId, clientToken, operationKey: 'payment-1-approve' }
    const { orderNumber, buyer, amount } = order
    expect(await gateway().approve({ ...ask, orderNumber, buyer, amount })).toMatchObject({
      is: 'unknown',
    })
    expect(await gateway().lookup(ask)).toMatchObject({
      snapshot: {
        state: 'open',
        final: false,
        deposit: { bank: 'SHINHAN', until: expect.any(Date) },
      },
    })
    expect((await deposit(query.txId)).status).toBe(200)
    expect(await gateway().lookup(ask)).toMatchObject({ snapshot: { state: 'paid' } })
    expect((await deposit(query.txId)).status).toBe(409)
    await later(0)
    expect(merchant.kinds()).toEqual(['Ready', 'VirtualAccountIssued', 'Paid'])
  })

  test('gives money back to a bank account only', async () => {
    const { url, body } = await opened({ channelKey: autoChannelKey })
    await buyerAt(url).press('deposit')
    await deposit(body.txId)
    expect(await refused(client().cancelPayment({ paymentId, reason: 'asked' }))).toBe(
      'PG_PROVIDER',
    )
    const refundAccount = { bank: 'SHINHAN', number: '1', holderName: '구매자' } as const
    const back = client().cancelPayment({ paymentId, reason: 'asked', refundAccount })
    expect(await refused(back)).toBe('done')
  })

  test('that was closed takes no money any more', async () => {
    const { url, body } = await opened({ channelKey: autoChannelKey })
    const close = () =>
      gateway().close?.({ reference: paymentId, operationKey: 'payment-1-close-1' })
    await close()
    await buyerAt(url).press('deposit')
    expect(await client().getPayment({ paymentId })).toMatchObject({
      status: 'VIRTUAL_ACCOUNT_ISSUED',
    })
    await gateway().close?.({ reference: paymentId, operationKey: 'payment-1-close-2' })
    expect((await deposit(body.txId)).status).toBe(409)
    expect(await gateway().lookup({ reference: paymentId })).toMatchObject({
      snapshot: { state: 'declined', final: true },
    })
  })

  test('lasts as long as the shop says', async () => {
    const dueDate = new Date(Date.now() + MINUTE).toISOString()
    const virtualAccount = { accountExpiry: { dueDate } }
    const { url, body } = await opened({ channelKey: autoChannelKey, virtualAccount })
    await buyerAt(url).press('deposit')
    await later(2 * MINUTE)
    expect((await deposit(body.txId)).status).toBe(409)
  })
})

describe('a payment session', () => {
  const call = async (path: string, body?: object, secret: string = apiSecret) => {
    const response = await fetch(`${server.url}/payment-sessions${path}`, {
      method: body ? 'POST' : 'GET',
      ...(body && { headers: { authorization: `PortOne ${secret}` }, body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Record<string, string> }
  }
  const asked = {
    ...{ storeId, paymentId, profileKey, country: 'KR', currency: 'KRW', totalAmount: 2_200 },
    ...{ orderName: '초코파이', redirectUrl: 'https://shop.test/back' },
  }

  test('has a page of its own, which anybody may ask about until it ends', async () => {
    const { body } = await call('', { ...asked, ttlSeconds: 60 })
    expect(body).toMatchObject({ sessionId: expect.any(String), expiresAt: expect.any(String) })
    expect(await call(`/${body.sessionId}`)).toMatchObject({ status: 200, body: { paymentId } })
    await later(MINUTE)
    expect(await call(`/${body.sessionId}`)).toMatchObject({ status: 410 })
    expect(await call('/nobody')).toMatchObject({ status: 404 })
  })

  test('is paid by itself', async () => {
    const { body } = await call('', asked)
    const { address } = await buyerAt(body.url ?? '').press('pay')
    expect(address).toContain('https://shop.test/back?transactionType=PAYMENT')
    expect(await client().getPayment({ paymentId })).toMatchObject({ status: 'PAID' })
  })

  test('once closed cannot be paid', async () => {
    const { body } = await call('', asked)
    expect((await call(`/${body.sessionId}/close`, {})).status).toBe(200)
    await buyerAt(body.url ?? '').press('pay')
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
    expect((await call(`/${body.sessionId}/close`, {}, 'wrong')).status).toBe(401)
  })

  test('that would last too long is refused', async () => {
    expect((await call('', { ...asked, ttlSeconds: 1e9 })).status).toBe(400)
  })
})

describe('a refund', () => {
  const refund = (amount: number, balance: number, operationKey: string) =>
    gateway().cancel({
      ...{ reference: paymentId, approvalReference: null, taxFree: 0, reason: 'asked' },
      ...{ amount: { amount, currency: 'KRW' }, balance, operationKey },
    })
  const look = async () => {
    const said = await gateway().lookup({ reference: paymentId })
    return said.is === 'found' ? said.snapshot : undefined
  }

  test.each([
    ['pending-success', 'refunded', 12_500, ['Ready', 'Paid', 'CancelPending', 'Cancelled']],
    ['pending-failure', 'paid', 0, ['Ready', 'Paid', 'CancelPending']],
  ] as const)(
    'that takes a while (%s) is pending, then %s',
    async (fault, state, refunded, kinds) => {
      await paid()
      await plant('cancel', { fault })
      const asked = await refund(12_500, 12_500, 'payment-1-refund-1')
      expect(asked).toMatchObject({ is: 'pending', refundReference: expect.any(String) })
      expect(await look()).toMatchObject({ state: 'paid', refunded: 0, refunds: [] })
      expect(await refund(12_500, 12_500, 'payment-1-refund-2')).toMatchObject({ is: 'unknown' })
      await later(10 * MINUTE)
      expect(await look()).toMatchObject({ state, refunded })
      await later(0)
      expect(merchant.kinds()).toEqual(kinds)
    },
  )

  test('asked twice under one key is made once, and its second answer is the first', async () => {
    await paid()
    const first = await refund(5_000, 12_500, 'payment-1-refund-1')
    expect(await refund(5_000, 12_500, 'payment-1-refund-1')).toEqual(first)
    expect((await sandbox.ledger()).sums.refunded).toBe(5_000)
  })

  test('whose key has died meets its own balance, and is looked up', async () => {
    await paid()
    await refund(5_000, 12_500, 'payment-1-refund-1')
    await later(181 * MINUTE)
    expect(await refund(5_000, 12_500, 'payment-1-refund-1')).toMatchObject({
      is: 'unknown',
      reason: expect.stringContaining('CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN'),
    })
    expect(await look()).toMatchObject({ refunded: 5_000 })
  })

  test.each(['MAX_CANCEL_COUNT_REACHED', 'INVALID_REQUEST'])(
    'refused by %s is for a person',
    async (code) => {
      await paid()
      await plant('cancel', { fault: 'code', code })
      expect(await refund(12_500, 12_500, 'payment-1-refund-1')).toMatchObject({ is: 'rejected' })
      expect(await look()).toMatchObject({ refunded: 0 })
    },
  )

  test('at the console, or by the bank, is found by a lookup, by the list, and told', async () => {
    const { approvalReference } = await paid()
    const console_ = `${server.url}/console/portone-v2/${approvalReference}/cancel`
    const by = (body: object) =>
      fetch(console_, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    await by({ amount: 500 })
    await by({ why: 'chargeback' })
    expect(await look()).toMatchObject({
      state: 'refunded',
      refunds: [{ amount: 500 }, { amount: 12_000 }],
    })
    expect(await client().getPayment({ paymentId })).toMatchObject({
      cancellations: [{ trigger: 'CONSOLE' }, { trigger: 'CHARGEBACK' }],
    })
    const listed = await gateway().list?.({
      from: new Date(Date.now() - MINUTE),
      to: new Date(Date.now() + MINUTE),
    })
    expect(listed).toMatchObject({
      is: 'listed',
      snapshots: [{ reference: paymentId, refunded: 12_500 }],
    })
    await later(0)
    expect(merchant.kinds()).toEqual([
      'Ready',
      'Paid',
      'PartialCancelled',
      'DisputeCreated',
      'Cancelled',
    ])
  })
})

describe('a webhook', () => {
  const read = async (told: Told | undefined, told_ = {}) =>
    portOneV2({ ...sandboxKeys.portOneV2, baseUrl: server.url, ...told_ }).readWebhook?.({
      headers: told?.headers ?? {},
      body: Buffer.from(told?.body ?? ''),
      now: new Date(),
    })
  const last = () => merchant.told.at(-1)

  test('passes the official verifier, and says what to look up', async () => {
    const { approvalReference } = await paid()
    await later(0)
    expect(merchant.kinds()).toEqual(['Ready', 'Paid'])
    const webhook = await verify(webhookSecrets[0] ?? '', last()?.body ?? '', {
      ...last()?.headers,
    })
    expect(webhook).toMatchObject({
      type: 'Transaction.Paid',
      data: { paymentId, storeId, transactionId: approvalReference },
    })
    expect(await read(last())).toEqual({
      is: 'hint',
      eventId: last()?.headers['webhook-id'],
      reference: paymentId,
      approvalReference,
      kind: 'Transaction.Paid',
      trust: 'signed',
    })
  })

  test('is told again after 1, 4, 16, 64 and 256 minutes, under one id, and then no more', async () => {
    merchant.answer.status = 500
    await opened()
    await later(0)
    for (const minutes of [1, 4, 16, 64, 256]) {
      const before = merchant.told.length
      await later(minutes * MINUTE - 30_000)
      expect(merchant.told).toHaveLength(before)
      await later(30_000)
      expect(merchant.told).toHaveLength(before + 1)
      expect(await read(last())).toMatchObject({ is: 'hint' })
    }
    await later(24 * 60 * MINUTE)
    expect(merchant.told).toHaveLength(6)
    expect(new Set(merchant.told.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(merchant.told.map(({ body }) => body)).size).toBe(1)
    expect((await webhooksTold())[0]?.answers).toEqual(Array(6).fill(500))
  })

  test.each([
    ['no-signature', 'MISSING_REQUIRED_HEADERS'],
    ['wrong-key', 'NO_MATCHING_SIGNATURE'],
    ['altered-body', 'NO_MATCHING_SIGNATURE'],
    ['stale', 'TIMESTAMP_TOO_OLD'],
    ['future', 'TIMESTAMP_TOO_NEW'],
  ] as const)(
    'that is forged (%s) is rejected, as the official verifier does',
    async (fault, reason) => {
      await plant('webhook', { fault })
      await opened()
      await later(0)
      expect(await read(last())).toEqual({ is: 'rejected', reason })
      const verified = verify(webhookSecrets[0] ?? '', last()?.body ?? '', { ...last()?.headers })
      await expect(verified).rejects.toMatchObject({ reason })
    },
  )

  test('signed by two secrets while they are changed is good by either', async () => {
    await plant('webhook', { fault: 'two-signatures' })
    await opened()
    await later(0)
    expect(last()?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    expect(await read(last())).toMatchObject({ is: 'hint' })
    const other = 'whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCBlbnRpcmVseQ=='
    expect(await read(last(), { webhookSecrets: [other] })).toMatchObject({ is: 'hint' })
  })

  test('is good by any of our secrets, and by none without any', async () => {
    await opened()
    await later(0)
    const other = 'whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCBlbnRpcmVseQ=='
    const both = { webhookSecrets: [other, ...webhookSecrets] }
    expect(await read(last(), both)).toMatchObject({ is: 'hint' })
    expect(await read(last(), { webhookSecrets: [] })).toEqual({
      is: 'rejected',
      reason: 'no secret',
    })
    expect(await read(last(), { storeId: 'store-of-others' })).toMatchObject({ is: 'ignored' })
  })

  test.each([
    ['drop', []],
    ['duplicate', ['one', 'one', 'one', 'one', 'one']],
    ['duplicate-fresh', ['1', '2', '3', '4', '5']],
  ] as const)('can be %s', async (fault, ids) => {
    await plant('webhook', { fault })
    await opened()
    await later(0)
    expect(merchant.told).toHaveLength(ids.length)
    const told = new Set(merchant.told.map(({ headers }) => headers['webhook-id']))
    expect(told.size).toBe(new Set(ids).size)
  })

  test('can come hours late, after what happened since', async () => {
    await plant('webhook', { fault: 'delay', delayMs: 180 * MINUTE, nth: 2 })
    await paid()
    await client().cancelPayment({ paymentId, reason: 'asked' })
    await later(0)
    expect(merchant.kinds()).toEqual(['Ready', 'Cancelled'])
    await later(180 * MINUTE)
    expect(merchant.kinds()).toEqual(['Ready', 'Cancelled', 'Paid'])
    expect(await gateway().lookup({ reference: paymentId })).toMatchObject({
      snapshot: { state: 'refunded' },
    })
  })

  test('is left out where a cancel asks for silence', async () => {
    await paid()
    await client().cancelPayment({ paymentId, reason: 'asked', skipWebhook: true })
    await later(0)
    expect(merchant.kinds()).toEqual(['Ready', 'Paid'])
  })
})

describe('a fault', () => {
  test.each([
    ['the amount', { amount: { total: 1 } }, { amount: { amount: 1, currency: 'KRW' } }],
    ['the tax-free part', { amount: { taxFree: 9 } }, { taxFree: 9 }],
    ['the currency', { currency: 'USD' }, { amount: { amount: 12_500, currency: 'USD' } }],
    ['the store', { storeId: 'other' }, { differs: ['store'] }],
    ['the channel', { channel: { key: 'other' } }, { differs: ['channel'] }],
    ['test or live', { channel: { type: 'LIVE' } }, { differs: ['test or live'] }],
    ['the order', { customData: '{}' }, { orderNumber: '', buyer: '' }],
  ])('that changes %s in an answer is seen in the approval', async (_, alter, seen) => {
    const ask = await authenticated(gateway(), ours())
    await plant('get', { fault: 'alter-after', alter })
    expect(await gateway().approve(ask)).toMatchObject({ is: 'approved', snapshot: seen })
  })

  test('that hides a payment from a lookup for a while is no proof', async () => {
    await paid()
    await plant('get', { fault: 'missing' })
    const asked = { reference: paymentId }
    expect(await gateway().lookup(asked)).toEqual({ is: 'not-found' })
    expect(await gateway().lookup(asked)).toMatchObject({ snapshot: { state: 'paid' } })
  })

  test('that hides it right after the money was taken leaves the approval unknown', async () => {
    const ask = await authenticated(gateway(), ours())
    await plant('get', { fault: 'missing' })
    expect(await gateway().approve(ask)).toMatchObject({ is: 'unknown' })
    expect((await sandbox.ledger()).sums.approvals).toBe(1)
  })

  test.each(['unauthorized', 'too-many'] as const)(
    'met by any call (%s) moves nothing',
    async (fault) => {
      for (const operation of ['pre-register', 'get', 'cancel']) await plant(operation, { fault })
      expect(['rejected', 'unknown']).toContain((await gateway().prepare(ours())).is)
      expect(await gateway().lookup({ reference: paymentId })).toMatchObject({ is: 'unknown' })
      expect((await sandbox.ledger()).payments).toEqual([])
    },
  )
})
