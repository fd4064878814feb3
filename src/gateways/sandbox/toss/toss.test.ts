import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anOrder, authenticated, buyerAt, sandboxAt, windowOf } from '../../sandbox-buyer.ts'
import { toss } from '../../toss/gateway.ts'
import type { Fault } from '../faults.ts'
import { sandboxKeys } from '../keys.ts'
import { startSandbox } from '../server.ts'

let server: Awaited<ReturnType<typeof startSandbox>>
let sandbox: ReturnType<typeof sandboxAt>
let gateway: ReturnType<typeof toss>
beforeEach(async () => {
  server = await startSandbox({})
  sandbox = sandboxAt(server.url)
  gateway = toss({
    baseUrl: server.url,
    scriptUrl: `${server.url}/sdk/toss.js`,
    ...sandboxKeys.toss,
  })
})
afterEach(() => server.close())

const minutes = (count: number) => count * 60_000
const basic = (text: string) => `Basic ${btoa(text)}`
const key = basic(`${sandboxKeys.toss.secretKey}:`)

/** By hand, as anybody could who has read the documents. */
async function call(path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: key,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** What the browser's script asks, for an order of 12,500 won. */
const request = (told: object = {}) => ({
  clientKey: sandboxKeys.toss.clientKey,
  customerKey: '@@ANONYMOUS',
  method: 'CARD',
  amount: { currency: 'KRW', value: 12_500 },
  orderId: 'order-1',
  orderName: '초코파이',
  successUrl: 'https://shop.test/ok',
  failUrl: 'https://shop.test/no',
  ...told,
})

async function openWindow(told: object = {}): Promise<string> {
  const { status, body } = await call('/sdk/toss/windows', request(told))
  expect(status).toBe(201)
  return String(body.url)
}

/** The key that a buyer brings back who has pressed `button`. */
async function pressed(button: 'pay' | 'deposit' = 'pay', told: object = {}) {
  const { query } = await buyerAt(await openWindow(told)).press(button)
  return query.paymentKey ?? ''
}

const confirm = (paymentKey: string, told: object = {}, headers = {}) =>
  call('/v1/payments/confirm', { paymentKey, orderId: 'order-1', amount: 12_500, ...told }, headers)
const cancel = (paymentKey: string, told: object = {}, headers = {}) =>
  call(`/v1/payments/${paymentKey}/cancel`, { cancelReason: 'asked', ...told }, headers)
const plant = (fault: Omit<Fault, 'gateway'>) => sandbox.plant({ gateway: 'toss', ...fault })
const sums = async () => (await sandbox.ledger()).sums

describe('the key', () => {
  test.each([
    ['none', '', 403, 'INCORRECT_BASIC_AUTH_FORMAT'],
    ['no colon', basic(sandboxKeys.toss.secretKey), 403, 'INCORRECT_BASIC_AUTH_FORMAT'],
    ['another scheme', 'Bearer x', 403, 'INCORRECT_BASIC_AUTH_FORMAT'],
    ['another key', basic('test_sk_other:'), 401, 'UNAUTHORIZED_KEY'],
    ['the key of the browser', basic(`${sandboxKeys.toss.clientKey}:`), 401, 'UNAUTHORIZED_KEY'],
  ])('%s is refused', async (_, authorization, status, code) => {
    const refused = await call('/v1/payments/orders/order-1', undefined, { authorization })
    expect(refused).toMatchObject({ status, body: { code, message: expect.any(String) } })
  })
})

describe('a confirm', () => {
  test('answers with the whole payment, which both lookups tell too', async () => {
    const paymentKey = await pressed('pay', { taxFreeAmount: 2_500, metadata: { a: 'b' } })
    const { status, body } = await confirm(paymentKey)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      mId: 'tsandbox',
      version: '2022-11-16',
      paymentKey,
      type: 'NORMAL',
      orderId: 'order-1',
      orderName: '초코파이',
      currency: 'KRW',
      method: '카드',
      totalAmount: 12_500,
      balanceAmount: 12_500,
      suppliedAmount: 9_091,
      vat: 909,
      taxFreeAmount: 2_500,
      status: 'DONE',
      requestedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$/),
      approvedAt: expect.stringMatching(/\+09:00$/),
      cancels: null,
      failure: null,
      metadata: { a: 'b' },
      secret: null,
    })
    expect((await call(`/v1/payments/${paymentKey}`)).body).toEqual(body)
    expect((await call('/v1/payments/orders/order-1')).body).toEqual(body)
  })

  test.each([
    ['a key nobody knows', { paymentKey: 'guessed' }, 404, 'NOT_FOUND_PAYMENT_SESSION'],
    ['another order', { orderId: 'order-2' }, 403, 'FORBIDDEN_REQUEST'],
    ['another amount', { amount: 1 }, 400, 'INVALID_REQUEST'],
    ['an amount in words', { amount: '12500' }, 400, 'INVALID_REQUEST'],
    ['no amount', { amount: null }, 400, 'INVALID_REQUEST'],
  ])('with %s takes nothing', async (_, told, status, code) => {
    const paymentKey = await pressed()
    expect(await confirm(paymentKey, told)).toMatchObject({ status, body: { code } })
    expect(await sums()).toMatchObject({ approvals: 0 })
    expect((await confirm(paymentKey)).status).toBe(200)
  })

  test('before the buyer has paid takes nothing', async () => {
    await openWindow()
    const { payments } = await sandbox.ledger()
    const early = await confirm(payments[0]?.id ?? '')
    expect(early).toMatchObject({ status: 404, body: { code: 'NOT_FOUND_PAYMENT_SESSION' } })
  })

  test('is refused ten minutes after the buyer has paid, and the payment has expired', async () => {
    const paymentKey = await pressed()
    await sandbox.moveClock(minutes(10))
    expect(await confirm(paymentKey)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND_PAYMENT_SESSION' },
    })
    expect((await call(`/v1/payments/${paymentKey}`)).body).toMatchObject({
      status: 'EXPIRED',
      failure: { code: 'EXPIRED_PAYMENT' },
      method: null,
    })
  })

  test('of one cent of a thing is below what a card takes', async () => {
    const paymentKey = await pressed('pay', { amount: { currency: 'KRW', value: 99 } })
    const said = await confirm(paymentKey, { amount: 99 })
    expect(said).toMatchObject({ status: 400, body: { code: 'BELOW_MINIMUM_AMOUNT' } })
  })

  test('a second one, and one of another try for the same order, take nothing more', async () => {
    const [first, second] = [await pressed(), await pressed()]
    expect((await confirm(first)).status).toBe(200)
    expect((await confirm(first)).body).toMatchObject({ code: 'ALREADY_PROCESSED_PAYMENT' })
    expect((await confirm(second)).body).toMatchObject({ code: 'DUPLICATED_ORDER_ID' })
    expect(await sums()).toMatchObject({ approvals: 1 })
    expect((await call('/v1/payments/orders/order-1')).body).toMatchObject({ paymentKey: first })
    const again = await call('/sdk/toss/windows', request())
    expect(again).toMatchObject({ status: 400, body: { code: 'DUPLICATED_ORDER_ID' } })
  })
})

describe('an idempotency key', () => {
  const once = { 'idempotency-key': 'one' }

  test('brings the first answer again for fifteen days, whatever is asked', async () => {
    const paymentKey = await pressed()
    const first = await confirm(paymentKey, {}, once)
    expect(await confirm(paymentKey, {}, once)).toEqual(first)
    expect(await confirm('another', { amount: 1 }, once)).toEqual(first)
    await sandbox.moveClock(minutes(15 * 24 * 60 - 1))
    expect(await confirm(paymentKey, {}, once)).toEqual(first)
    await sandbox.moveClock(minutes(15 * 24 * 60 + 1))
    expect((await confirm(paymentKey, {}, once)).body).toMatchObject({
      code: 'ALREADY_PROCESSED_PAYMENT',
    })
  })

  test('is for one address: the same one cancels', async () => {
    const paymentKey = await pressed()
    await confirm(paymentKey, {}, once)
    const canceled = await cancel(paymentKey, { cancelAmount: 500 }, once)
    expect(canceled.body).toMatchObject({ status: 'PARTIAL_CANCELED' })
    expect(await cancel(paymentKey, { cancelAmount: 700 }, once)).toEqual(canceled)
    expect(await sums()).toMatchObject({ refunded: 500 })
  })

  test('that is still at work is told so, and one that is too long is none', async () => {
    const paymentKey = await pressed()
    const codes: unknown[] = []
    // On a busy machine the second may come when the first is over.
    for (let at = 0; !codes.includes('IDEMPOTENT_REQUEST_PROCESSING') && at < 10; at += 1) {
      const key = { 'idempotency-key': `one-${at}` }
      const both = await Promise.all([confirm(paymentKey, {}, key), confirm(paymentKey, {}, key)])
      const busy = both.find(({ status }) => status === 409)
      codes.push(busy?.body.code)
      if (at === 0) expect(both.map(({ status }) => status)).toContain(200)
    }
    expect(codes).toContain('IDEMPOTENT_REQUEST_PROCESSING')
    expect(await sums()).toMatchObject({ approvals: 1 })
    const long = await confirm(paymentKey, {}, { 'idempotency-key': 'x'.repeat(301) })
    expect(long).toMatchObject({ status: 400, body: { code: 'INVALID_IDEMPOTENCY_KEY' } })
  })

  test('used for another order brings an answer that proves nothing of ours', async () => {
    const order = anOrder({ merchantId: 'payment-1' })
    const ask = await authenticated(gateway, order)
    await gateway.approve(ask)
    const other = await authenticated(gateway, anOrder({ merchantId: 'payment-2' }))
    const said = await gateway.approve({ ...other, operationKey: ask.operationKey })
    expect(said).toEqual({ is: 'unknown', reason: 'toss answered about another order' })
  })
})

test('TossPayments-Test-Code brings any error, in Korean or in English, and nothing happens', async () => {
  const paymentKey = await pressed()
  const wished = { 'TossPayments-Test-Code': 'INVALID_STOPPED_CARD' }
  expect(await confirm(paymentKey, {}, wished)).toEqual({
    status: 400,
    body: { code: 'INVALID_STOPPED_CARD', message: '정지된 카드입니다.' },
  })
  const english = { ...wished, 'accept-language': 'en-US' }
  expect((await confirm(paymentKey, {}, english)).body.message).toBe('The card is stopped.')
  expect((await confirm(paymentKey)).status).toBe(200)
})

describe('a cancel', () => {
  const paid = async (told: object = {}) => {
    const paymentKey = await pressed('pay', told)
    expect((await confirm(paymentKey)).status).toBe(200)
    return paymentKey
  }

  test('in parts names each, and says what is left', async () => {
    const paymentKey = await paid({ taxFreeAmount: 2_500 })
    await cancel(paymentKey, { cancelAmount: 5_000, taxFreeAmount: 1_000 })
    const { body } = await cancel(paymentKey, { refundableAmount: 7_500 })
    expect(body).toMatchObject({
      status: 'CANCELED',
      balanceAmount: 0,
      cancels: [
        {
          cancelAmount: 5_000,
          taxFreeAmount: 1_000,
          refundableAmount: 7_500,
          cancelStatus: 'DONE',
        },
        { cancelAmount: 7_500, taxFreeAmount: 1_500, refundableAmount: 0, cancelReason: 'asked' },
      ],
    })
    const cancels = body.cancels as { transactionKey: string }[]
    expect(body.lastTransactionKey).toBe(cancels[1]?.transactionKey)
  })

  test.each([
    ['no reason', { cancelReason: '' }, 400, 'INVALID_REQUEST'],
    ['another balance', { refundableAmount: 500 }, 400, 'NOT_MATCHES_REFUNDABLE_AMOUNT'],
    ['more than was paid', { cancelAmount: 12_501 }, 403, 'NOT_CANCELABLE_AMOUNT'],
    [
      'more tax-free than was paid',
      { cancelAmount: 5, taxFreeAmount: 5 },
      403,
      'NOT_CANCELABLE_AMOUNT',
    ],
    ['nothing', { cancelAmount: 0 }, 403, 'NOT_CANCELABLE_AMOUNT'],
  ])('of %s moves nothing', async (_, told, status, code) => {
    const paymentKey = await paid()
    expect(await cancel(paymentKey, told)).toMatchObject({ status, body: { code } })
    expect(await sums()).toMatchObject({ refunded: 0 })
  })

  test('is refused before a confirm, after all is back, and of a payment nobody knows', async () => {
    const open = await pressed('pay', { orderId: 'order-2' })
    expect((await cancel(open)).body).toMatchObject({ code: 'NOT_CANCELABLE_PAYMENT' })
    const paymentKey = await paid()
    await cancel(paymentKey)
    expect((await cancel(paymentKey)).body).toMatchObject({ code: 'ALREADY_CANCELED_PAYMENT' })
    expect(await cancel('nobody')).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND_PAYMENT' },
    })
  })

  const refund = (approvalReference: string) =>
    gateway.cancel({
      reference: 'order-1',
      approvalReference,
      amount: { amount: 5_000, currency: 'KRW' },
      taxFree: 0,
      balance: 12_500,
      reason: 'asked',
      operationKey: 'refund-1',
    })

  test.each([
    ['pending-success', 5_000, 'partly-refunded'],
    ['pending-failure', 0, 'paid'],
  ] as const)(
    'that takes a while (%s) is pending, then %i are back',
    async (fault, back, state) => {
      const paymentKey = await paid()
      await plant({ operation: 'cancel', fault })
      const said = await refund(paymentKey)
      expect(said).toMatchObject({ is: 'pending', refundReference: expect.any(String) })
      const before = await gateway.lookup({ reference: 'order-1' })
      expect(before).toMatchObject({ snapshot: { state: 'paid', refunded: 0, refunds: [] } })
      await sandbox.moveClock(minutes(11))
      const after = await gateway.lookup({ reference: 'order-1' })
      expect(after).toMatchObject({ snapshot: { state, refunded: back } })
      if (after.is !== 'found' || said.is !== 'pending') throw new Error('not told')
      const names = after.snapshot.refunds.map(({ reference }) => reference)
      expect(names).toEqual(back ? [said.refundReference] : [])
    },
  )

  test('that is refused for good says so', async () => {
    const paymentKey = await paid()
    await plant({ operation: 'cancel', fault: 'code', code: 'EXCEED_MAX_REFUND_DUE' })
    expect(await refund(paymentKey)).toMatchObject({ is: 'rejected', configuration: false })
  })

  test.each(['console', 'chargeback'])('by a %s is told by the next lookup', async (why) => {
    const paymentKey = await paid()
    await call(`/console/toss/${paymentKey}/cancel`, { amount: 2_500, why })
    expect(await gateway.lookup({ reference: 'order-1' })).toMatchObject({
      snapshot: { state: 'partly-refunded', refunded: 2_500 },
    })
  })
})

describe('a window', () => {
  test.each([
    ['pay', /^https:\/\/shop.test\/ok\?paymentKey=[\w-]+&orderId=order-1&amount=12500$/],
    ['quit', /^https:\/\/shop.test\/no\?code=PAY_PROCESS_CANCELED&message=[^&]+$/],
    ['fail', /^https:\/\/shop.test\/no\?code=REJECT_CARD_COMPANY&message=[^&]+&orderId=order-1$/],
  ] as const)('left by %s leads to the shop', async (button, address) => {
    expect((await buyerAt(await openWindow()).press(button)).address).toMatch(address)
  })

  test('that was quit stays open at Toss until it expires; a wrong password ends it', async () => {
    const quit = await openWindow()
    await buyerAt(quit).press('quit')
    expect((await call('/v1/payments/orders/order-1')).body).toMatchObject({ status: 'READY' })
    expect((await buyerAt(quit).press('pay')).query).toMatchObject({ code: 'PAY_PROCESS_CANCELED' })
    await sandbox.moveClock(minutes(30))
    expect((await call('/v1/payments/orders/order-1')).body).toMatchObject({ status: 'EXPIRED' })
    await buyerAt(await openWindow()).press('fail')
    expect((await call('/v1/payments/orders/order-1')).body).toMatchObject({
      status: 'ABORTED',
      failure: { code: 'REJECT_CARD_COMPANY' },
    })
  })

  test('keeps a query that the shop already had', async () => {
    const at = await openWindow({ successUrl: 'https://shop.test/ok?t=1' })
    expect((await buyerAt(at).press('pay')).address).toContain('/ok?t=1&paymentKey=')
  })

  test('inside the page of the shop tells that page, and no other', async () => {
    const framed = { windowTarget: 'iframe', origin: 'https://shop.test' }
    const at = await openWindow({ ...framed, successUrl: undefined, failUrl: undefined })
    await buyerAt(at).press('pay')
    const response = await fetch(at)
    const page = await response.text()
    expect(page).toContain('data-origin="https://shop.test"')
    expect(page).toContain('paymentKey')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain('frame-ancestors https://shop.test')
  })

  test.each([
    ['another client key', { clientKey: 'test_ck_other' }, 'INVALID_CLIENT_KEY'],
    ['a short order id', { orderId: 'order' }, 'INVALID_REQUEST'],
    ['an order id with a space', { orderId: 'order 1' }, 'INVALID_REQUEST'],
    ['an order id of 65', { orderId: 'x'.repeat(65) }, 'INVALID_REQUEST'],
    ['a name of 101', { orderName: 'x'.repeat(101) }, 'INVALID_REQUEST'],
    ['no amount', { amount: { currency: 'KRW', value: 0 } }, 'INVALID_REQUEST'],
    ['six pairs', { metadata: { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 } }, 'INVALID_REQUEST'],
    ['a method nobody knows', { method: 'TELEPATHY' }, 'INVALID_REQUEST'],
    ['no way back', { successUrl: undefined, failUrl: undefined }, 'INVALID_REQUEST'],
    ['half a way back', { failUrl: undefined }, 'INVALID_REQUEST'],
    ['a way back that is no address', { successUrl: 'javascript:1' }, 'INVALID_REQUEST'],
  ])('is not opened with %s', async (_, told, code) => {
    const refused = await call('/sdk/toss/windows', request(told))
    expect(refused).toMatchObject({ status: 400, body: { code } })
    expect((await sandbox.ledger()).payments).toEqual([])
  })

  test('can be asked for by a page from anywhere, which loads the script first', async () => {
    const script = await fetch(`${server.url}/sdk/toss.js`)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(await script.text()).toContain('window.TossPayments')
    const asked = await fetch(`${server.url}/sdk/toss/windows`, { method: 'OPTIONS' })
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe('*')
    expect(asked.headers.get('access-control-allow-headers')).toContain('content-type')
  })

  test('can be opened by the server of a merchant, who sends its address', async () => {
    const { successUrl, failUrl, orderName } = request()
    const ask = { method: 'CARD', amount: 500, orderId: 'order-9', orderName, successUrl, failUrl }
    const { status, body } = await call('/v1/payments', ask)
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'READY', orderId: 'order-9', totalAmount: 500 })
    const { url } = body.checkout as { url: string }
    expect((await buyerAt(url).press('pay')).query).toMatchObject({ orderId: 'order-9' })
  })
})

describe('an account to pay into', () => {
  const deposit = async (id: string) =>
    (await fetch(`${server.url}/console/toss/${id}/deposit`, { method: 'POST' })).status

  test('is given out, paid into once, and paid', async () => {
    const order = anOrder({ merchantId: 'payment-1' })
    const { query } = await buyerAt(await windowOf(gateway, await gateway.prepare(order))).press(
      'deposit',
    )
    const { clientToken = '' } = gateway.parseReturn(query)
    expect(await deposit(clientToken)).toBe(409)
    const ask = { ...order, reference: 'payment-1', clientToken, operationKey: 'one' }
    const said = await gateway.approve(ask)
    expect(said).toMatchObject({
      is: 'approved',
      snapshot: { state: 'open', method: 'virtual-account', deposit: { bank: '우리은행' } },
    })
    expect(await sums()).toMatchObject({ approvals: 0 })

    expect([await deposit(clientToken), await deposit(clientToken)]).toEqual([200, 409])
    expect(await gateway.lookup({ reference: 'payment-1' })).toMatchObject({
      snapshot: { state: 'paid', approvalReference: clientToken, orderNumber: order.orderNumber },
    })
    expect(await sums()).toMatchObject({ approvals: 1, held: 12_500 })
  })

  const awaited = async () => {
    const paymentKey = await pressed('deposit')
    expect((await confirm(paymentKey)).body).toMatchObject({ status: 'WAITING_FOR_DEPOSIT' })
    return paymentKey
  }

  test('is no use after a week, and has expired then', async () => {
    const paymentKey = await awaited()
    await sandbox.moveClock(minutes(7 * 24 * 60))
    expect(await deposit(paymentKey)).toBe(409)
    const said = await gateway.lookup({ reference: 'order-1' })
    expect(said).toMatchObject({ snapshot: { state: 'expired' } })
  })

  test('that was closed takes no money any more', async () => {
    const paymentKey = await awaited()
    expect((await cancel(paymentKey, { cancelAmount: 500 })).body).toMatchObject({
      code: 'NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT',
    })
    await gateway.close?.({ reference: 'order-1', operationKey: 'close' })
    expect(await deposit(paymentKey)).toBe(409)
    const said = await gateway.lookup({ reference: 'order-1' })
    expect(said).toMatchObject({ snapshot: { state: 'declined' } })
  })

  test('once paid into, gives nothing back without an account to send it to', async () => {
    const paymentKey = await awaited()
    await deposit(paymentKey)
    expect((await cancel(paymentKey)).body).toMatchObject({ code: 'INVALID_REFUND_ACCOUNT_INFO' })
    const refundReceiveAccount = { bank: '20', accountNumber: '1', holderName: '김' }
    expect((await cancel(paymentKey, { refundReceiveAccount })).status).toBe(200)
  })

  test('is what a window of that method always gives', async () => {
    const paymentKey = await pressed('pay', { method: 'VIRTUAL_ACCOUNT' })
    expect((await confirm(paymentKey)).body).toMatchObject({ status: 'WAITING_FOR_DEPOSIT' })
  })
})

describe('the list of movements', () => {
  test('tells every one of a span, page by page', async () => {
    const paymentKey = await pressed()
    await confirm(paymentKey)
    await cancel(paymentKey, { cancelAmount: 500 })
    await cancel(paymentKey, { cancelAmount: 700 })
    const today = new Date(Date.now() + minutes(9 * 60)).toISOString().slice(0, 10)
    const span = `startDate=${today}T00:00:00&endDate=${today}T23:59:59`
    const page = async (more = '') =>
      (await call(`/v1/transactions?${span}${more}`)).body as unknown as {
        transactionKey: string
      }[]

    const all = await page()
    expect(all).toMatchObject([
      { paymentKey, orderId: 'order-1', amount: 12_500, status: 'DONE', currency: 'KRW' },
      { amount: 500, status: 'PARTIAL_CANCELED', customerKey: '@@ANONYMOUS' },
      { amount: 700, transactionAt: expect.stringMatching(/\+09:00$/) },
    ])
    expect(await page('&limit=2')).toEqual(all.slice(0, 2))
    expect(await page(`&startingAfter=${all[1]?.transactionKey}`)).toEqual(all.slice(2))
    expect(await page('&startingAfter=nobody')).toMatchObject({ code: 'INVALID_TRANSACTION_KEY' })
    const early = 'startDate=2020-01-01T00:00:00&endDate=2020-01-02T00:00:00'
    expect((await call(`/v1/transactions?${early}`)).body).toEqual([])
    expect((await call('/v1/transactions')).body).toMatchObject({ code: 'INVALID_REQUEST' })
  })

  test('is what finds a cancel that nobody told us of', async () => {
    const ask = await authenticated(gateway, anOrder())
    await gateway.approve(ask)
    await call(`/console/toss/${ask.clientToken}/cancel`, {})
    const span = { from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 60_000) }
    expect(await gateway.list?.(span)).toMatchObject({
      is: 'listed',
      snapshots: [{ reference: ask.reference, state: 'refunded', refunded: 12_500 }],
    })
  })
})

describe('what goes wrong on the way to the adapter', () => {
  const paid = async () => {
    const ask = await authenticated(gateway, anOrder())
    await gateway.approve(ask)
    return ask
  }

  test('an answer that is altered tells what differs', async () => {
    const ask = await paid()
    for (const [alter, snapshot] of [
      [{ totalAmount: 1 }, { amount: { amount: 1 } }],
      [{ taxFreeAmount: 1 }, { taxFree: 1 }],
      [{ currency: 'USD' }, { amount: { currency: 'USD' } }],
      [{ mId: 'other' }, { differs: ['mId'] }],
      [{ metadata: { buyer: 'other' } }, { buyer: 'other' }],
    ]) {
      await plant({ operation: 'lookup', fault: 'alter-after', alter: alter as object })
      expect(await gateway.lookup(ask)).toMatchObject({ snapshot })
    }
  })

  test('a lookup that lags finds nothing, and then the payment', async () => {
    const ask = await paid()
    await plant({ operation: 'lookup', fault: 'missing' })
    expect(await gateway.lookup(ask)).toEqual({ is: 'not-found' })
    expect(await gateway.lookup(ask)).toMatchObject({ is: 'found' })
  })

  test('a key that dies, and too many calls, say nothing of the payment', async () => {
    const ask = await paid()
    await plant({ operation: 'lookup', fault: 'unauthorized' })
    expect(await gateway.lookup(ask)).toMatchObject({ is: 'unknown', configuration: true })
    await plant({ operation: 'lookup', fault: 'too-many' })
    expect(await gateway.lookup(ask)).toMatchObject({ is: 'unknown' })
  })

  test.each(['INVALID_STOPPED_CARD', 'REJECT_CARD_PAYMENT', 'REJECT_ACCOUNT_PAYMENT'])(
    'a bank that refuses with %s declines, and the payment is over',
    async (code) => {
      const ask = await authenticated(gateway, anOrder())
      await plant({ operation: 'confirm', fault: 'fail', code })
      expect(await gateway.approve(ask)).toMatchObject({ is: 'declined' })
      expect(await gateway.lookup(ask)).toMatchObject({ snapshot: { state: 'declined' } })
    },
  )

  test('a storm loses answers, never money: asked again with the same key, it is taken once', async () => {
    await call('/storm', { seed: 'monsoon', percent: 60 })
    const ask = await authenticated(gateway, anOrder())
    let said = await gateway.approve(ask)
    for (let tries = 0; said.is === 'unknown' && tries < 50; tries++)
      said = await gateway.approve(ask)
    expect(said).toMatchObject({ is: 'approved' })
    expect(await sums()).toMatchObject({ approvals: 1 })
  })
})

describe('webhooks', () => {
  interface Told {
    headers: IncomingHttpHeaders
    body: Record<string, unknown>
  }
  let merchant: Server
  let told: Told[]
  let status: number

  beforeEach(async () => {
    told = []
    status = 200
    merchant = createServer((incoming, answer) => {
      let text = ''
      incoming.on('data', (part) => {
        text += part
      })
      incoming.on('end', () => {
        expect(incoming.url).toBe('/v1/webhooks/toss')
        told.push({ headers: incoming.headers, body: JSON.parse(text) })
        answer.writeHead(status).end()
      })
    }).listen(0)
    await once(merchant, 'listening')
    const { port } = merchant.address() as AddressInfo
    await call('/webhooks/target', { url: `http://127.0.0.1:${port}` })
  })
  afterEach(() => merchant.close())

  /** Lets the sandbox send what is due: the first may only see a round end that began before. */
  const settle = async (ahead = 0) => {
    await sandbox.moveClock(ahead)
    await sandbox.moveClock(ahead)
  }
  const id = 'tosspayments-webhook-transmission-id'
  const read = ({ headers, body }: Told) =>
    gateway.readWebhook?.({
      headers: headers as Record<string, string>,
      body: Buffer.from(JSON.stringify(body)),
      now: new Date(),
    })

  test('tell each change of status, unsigned, and the adapter takes them for hints', async () => {
    const paymentKey = await pressed()
    await confirm(paymentKey)
    await cancel(paymentKey)
    await settle()
    expect(told.map(({ body }) => [body.eventType, (body.data as Told['body']).status])).toEqual([
      ['PAYMENT_STATUS_CHANGED', 'DONE'],
      ['PAYMENT_STATUS_CHANGED', 'CANCELED'],
    ])
    expect(Object.keys(told[0]?.headers ?? {})).not.toContain('tosspayments-webhook-signature')
    expect(told[0]?.body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/)
    expect(told.map(read)).toMatchObject([
      { is: 'hint', reference: 'order-1', kind: 'PAYMENT_STATUS_CHANGED DONE', trust: 'unsigned' },
      { is: 'hint', reference: 'order-1', kind: 'PAYMENT_STATUS_CHANGED CANCELED' },
    ])
  })

  test('tell a deposit twice, in two shapes, with the secret of the payment', async () => {
    const paymentKey = await pressed('deposit')
    const { secret } = (await confirm(paymentKey)).body
    await settle()
    told = []
    await fetch(`${server.url}/console/toss/${paymentKey}/deposit`, { method: 'POST' })
    await settle()
    const callback = told.find(({ body }) => !body.eventType)
    expect(callback?.body).toMatchObject({ secret, status: 'DONE', orderId: 'order-1' })
    expect(told.map(read)).toMatchObject([{ reference: 'order-1' }, { reference: 'order-1' }])
  })

  test('that are not taken come again after 1, 4, 16, 64, 256, 1024 and 4096 minutes', async () => {
    status = 500
    await confirm(await pressed())
    await settle()
    let ahead = 0
    for (const [at, wait] of [1, 4, 16, 64, 256, 1024, 4096].entries()) {
      await settle(minutes(ahead + wait) - 5_000)
      expect(told).toHaveLength(at + 1)
      ahead += wait
      await settle(minutes(ahead) + 5_000)
      expect(told).toHaveLength(at + 2)
    }
    await settle(minutes(ahead + 100_000))
    expect(told).toHaveLength(8)
    expect(new Set(told.map(({ headers }) => headers[id])).size).toBe(1)
    const tries = told.map(
      ({ headers }) => headers['tosspayments-webhook-transmission-retried-count'],
    )
    expect(tries).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
  })

  test.each([
    ['duplicate', 5, 1],
    ['duplicate-fresh', 5, 5],
    ['drop', 0, 0],
  ] as const)('%s: told %i times under %i numbers', async (fault, times, numbers) => {
    await plant({ operation: 'webhook', fault })
    await confirm(await pressed())
    await settle()
    expect(told).toHaveLength(times)
    expect(new Set(told.map(({ headers }) => headers[id])).size).toBe(numbers)
  })

  test('that are late come after those of later changes', async () => {
    await plant({ operation: 'webhook', fault: 'delay', delayMs: minutes(180) })
    const paymentKey = await pressed()
    await confirm(paymentKey)
    await cancel(paymentKey)
    await settle()
    await settle(minutes(181))
    expect(told.map(({ body }) => (body.data as Told['body']).status)).toEqual(['CANCELED', 'DONE'])
  })
})

describe('settlements', () => {
  const korean = (at: number) => new Date(at + 9 * 3_600_000).toISOString().slice(0, 10)
  const ahead = (aheadMs: number) =>
    fetch(`${server.url}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ aheadMs }),
    })

  test('of a day are told after it: a payment less its fee, and a cancel that gives both back', async () => {
    const ask = await authenticated(gateway, anOrder())
    await gateway.approve(ask)
    await call(`/v1/payments/${ask.clientToken}/cancel`, {
      cancelReason: '변심',
      cancelAmount: 500,
    })
    const [from, to] = [Date.now() - 86_400_000, Date.now()].map(korean)
    const span = `startDate=${from}&endDate=${to}`
    expect((await call(`/v1/settlements?${span}`)).body).toEqual([])
    await ahead(86_400_000)
    expect((await call(`/v1/settlements?${span}`)).body).toMatchObject([
      {
        ...{ orderId: ask.reference, currency: 'KRW', amount: 12_500, payOutAmount: 12_087 },
        ...{ fees: [{ type: 'BASE', fee: 413 }], supplyAmount: 375, vat: 38, cancel: null },
        ...{ soldDate: expect.any(String), paidOutDate: expect.any(String) },
      },
      { amount: -500, payOutAmount: -483, cancel: { cancelAmount: 500 } },
    ])
    expect((await call(`/v1/settlements?${span}&page=2&size=1`)).body).toMatchObject([
      { amount: -500 },
    ])
    const listed = await gateway.settlements?.({ from: `${from}`, to: `${to}` })
    expect(listed).toMatchObject({ is: 'listed', settled: [{ payout: 12_087 }, { payout: -483 }] })
  })

  test('are refused without dates, or of a page that is none', async () => {
    for (const asked of ['', '?startDate=2026-1-1&endDate=2026-01-02'])
      expect((await call(`/v1/settlements${asked}`)).body).toMatchObject({
        code: 'INVALID_REQUEST',
      })
    const page = '?startDate=2026-01-01&endDate=2026-01-02&page=0'
    expect((await call(`/v1/settlements${page}`)).body).toMatchObject({ code: 'INVALID_REQUEST' })
  })
})
