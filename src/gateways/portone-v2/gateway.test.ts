import { describe, expect, test } from 'vitest'
import { anOrder } from '../sandbox-buyer.ts'
import { portOneV2 } from './gateway.ts'

// The wire alone: what PortOne may answer, read by the adapter. Its real flow is contract.test.ts.
interface Heard {
  method: string
  url: string
  headers: Headers
  body: Record<string, unknown> | undefined
}

const settings = {
  baseUrl: 'https://portone.test',
  apiSecret: 'SECRETSECRET',
  storeId: 'store-1',
  channelKey: 'channel-1',
  isTest: false,
  webhookSecrets: [],
}

/** Answers `confirm` and the like with one thing, and a look at the payment with another. */
function answering(answer: () => Response | Promise<Response>, looked = answer) {
  const heard: Heard[] = []
  const gateway = portOneV2({
    ...settings,
    fetch: async (url, init) => {
      const body = init?.body ? JSON.parse(String(init.body)) : undefined
      const method = String(init?.method)
      heard.push({ method, url: String(url), headers: new Headers(init?.headers), body })
      return method === 'GET' ? looked() : answer()
    },
  })
  return { gateway, heard }
}
const json = (body: unknown, status = 200) => Response.json(body, { status })
const refusal = (type: string, status: number) => () =>
  json({ type, message: 'no', pgCode: 'WHY', pgMessage: 'no money' }, status)

const order = anOrder({ paymentId: '019a0000-0000-7000-8000-000000000001' })
const approveAsk = {
  reference: order.merchantId,
  clientToken: 'tx-1 token-1',
  orderNumber: order.orderNumber,
  buyer: 'buyer-1',
  amount: order.amount,
  operationKey: `${order.paymentId}-approve`,
}
const cancelAsk = {
  reference: order.merchantId,
  approvalReference: null,
  amount: order.amount,
  taxFree: 0,
  balance: 12_500,
  reason: 'asked',
  operationKey: 'refund-1-of-payment-1-cancel',
}
const ready = {
  status: 'READY',
  id: order.merchantId,
  transactionId: 'tx-1',
  storeId: 'store-1',
  amount: { total: 12_500, taxFree: 500, discount: 0, paid: 0, cancelled: 0, cancelledTaxFree: 0 },
  currency: 'KRW',
  customData: JSON.stringify({ orderNumber: 'order-1', buyer: 'buyer-1' }),
}
const paid = {
  ...ready,
  status: 'PAID',
  channel: { type: 'LIVE', key: 'channel-1', pgProvider: 'TOSSPAYMENTS' },
  method: { type: 'PaymentMethodEasyPay' },
  paidAt: '2026-11-24T19:30:00+09:00',
  receiptUrl: 'https://receipt.test/1',
}

describe('a refusal', () => {
  // What each type proves, call by call: prepare, approve, cancel, lookup.
  test.each([
    ['INVALID_REQUEST', 400, 'rejected', 'unknown', 'rejected', 'unknown'],
    ['INVALID_PAYMENT_TOKEN', 400, 'unknown', 'declined', 'unknown', 'unknown'],
    ['INFORMATION_MISMATCH', 409, 'unknown', 'declined', 'unknown', 'unknown'],
    ['ALREADY_PAID', 409, 'unknown', 'unknown', 'unknown', 'unknown'],
    ['IDEMPOTENCY_OUTSTANDING_REQUEST', 409, 'unknown', 'unknown', 'unknown', 'unknown'],
    ['PAYMENT_NOT_FOUND', 404, 'unknown', 'unknown', 'unknown', 'not-found'],
    ['PAYMENT_NOT_PAID', 409, 'unknown', 'unknown', 'unknown', 'unknown'],
    ['PAYMENT_ALREADY_CANCELLED', 409, 'unknown', 'unknown', 'unknown', 'unknown'],
    ['CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN', 409, 'unknown', 'unknown', 'unknown', 'unknown'],
    ['CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT', 409, 'unknown', 'unknown', 'unknown', 'unknown'],
    ['SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT', 409, 'unknown', 'unknown', 'rejected', 'unknown'],
    ['MAX_CANCEL_COUNT_REACHED', 409, 'unknown', 'unknown', 'rejected', 'unknown'],
    ['UNAUTHORIZED', 401, 'rejected', 'unknown', 'rejected', 'unknown'],
    ['FORBIDDEN', 403, 'rejected', 'unknown', 'rejected', 'unknown'],
    ['PG_PROVIDER', 502, 'unknown', 'unknown', 'unknown', 'unknown'],
    ['TOO_MANY_REQUESTS', 429, 'unknown', 'unknown', 'unknown', 'unknown'],
    ['constructor', 409, 'unknown', 'unknown', 'unknown', 'unknown'],
  ])('%s (%i): prepare %s, approve %s, cancel %s, lookup %s', async (type, status, ...expected) => {
    const refused = refusal(type, status)
    const { gateway } = answering(refused)
    const { gateway: waited } = answering(refused, () => json(ready))
    const answers = [
      await gateway.prepare(order),
      await waited.approve(approveAsk),
      await gateway.cancel(cancelAsk),
      await gateway.lookup(approveAsk),
    ]
    expect(answers.map(({ is }) => is)).toEqual(expected)
  })

  test('of an approval is unknown where an earlier one has taken the money', async () => {
    const { gateway } = answering(refusal('INVALID_PAYMENT_TOKEN', 400), () => json(paid))
    expect(await gateway.approve(approveAsk)).toMatchObject({ is: 'unknown' })
  })

  test('of an approval is unknown where nobody can tell what is true', async () => {
    const blind = answering(refusal('INVALID_PAYMENT_TOKEN', 400))
    expect(await blind.gateway.approve(approveAsk)).toMatchObject({ is: 'unknown' })
  })

  test('with a 5xx status proves nothing, whatever its type', async () => {
    const { gateway } = answering(refusal('INVALID_REQUEST', 503))
    expect(await gateway.prepare(order)).toMatchObject({ is: 'unknown' })
    expect(await gateway.cancel(cancelAsk)).toMatchObject({ is: 'unknown' })
  })

  test('of our own settings says so, and is told with what the PG said', async () => {
    const { gateway } = answering(refusal('UNAUTHORIZED', 401))
    const words = { reason: 'portone-v2 UNAUTHORIZED WHY no money', configuration: true }
    expect(await gateway.prepare(order)).toEqual({ is: 'rejected', ...words })
    expect(await gateway.approve(approveAsk)).toEqual({ is: 'unknown', ...words })
  })
})

describe('an answer', () => {
  test.each([
    ['no JSON', () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['half a JSON', () => new Response('{"status":"PAID","amo')],
    ['nothing', () => new Response('')],
    ['a list', () => json([])],
    ['null', () => json(null)],
    ['a redirect', () => new Response('{}', { status: 302, headers: { location: '/login' } })],
    ['an object without what money needs', () => json({ status: 'PAID', id: order.merchantId })],
    ['amounts that are no whole numbers', () => json({ ...paid, amount: { total: 1.5 } })],
    ['no answer', () => Promise.reject(new TypeError('fetch failed'))],
  ])('of %s is unknown to every call that moves money', async (_, answer) => {
    const { gateway } = answering(answer)
    expect((await gateway.approve(approveAsk)).is).toBe('unknown')
    expect((await gateway.cancel(cancelAsk)).is).toBe('unknown')
    expect((await gateway.lookup(approveAsk)).is).toBe('unknown')
    expect((await gateway.list?.({ from: new Date(0), to: new Date() }))?.is).toBe('unknown')
  })

  test('that a confirm was carried out counts only with a look that says paid', async () => {
    const confirmed = () => json({ pgTxId: 'pg-1', paidAt: paid.paidAt })
    const open = answering(confirmed, () => json(ready))
    expect(await open.gateway.approve(approveAsk)).toMatchObject({ is: 'unknown' })
    const done = answering(confirmed, () => json({ ...paid, surprise: [1] }))
    expect(await done.gateway.approve(approveAsk)).toEqual({
      is: 'approved',
      snapshot: {
        state: 'paid',
        final: true,
        reference: order.merchantId,
        approvalReference: 'tx-1',
        orderNumber: 'order-1',
        buyer: 'buyer-1',
        amount: { amount: 12_500, currency: 'KRW' },
        taxFree: 500,
        refunded: 0,
        refunds: [],
        method: 'easy-pay',
        approvedAt: new Date('2026-11-24T10:30:00Z'),
        receiptUrl: 'https://receipt.test/1',
      },
    })
  })

  const lookup = (told: object) =>
    answering(() => json({ ...paid, ...told })).gateway.lookup(approveAsk)
  const cancellation = (status: string, totalAmount: number, id = `c-${totalAmount}`) => ({
    ...{ status, id, totalAmount, taxFreeAmount: 0, vatAmount: 0, reason: 'asked' },
  })

  test.each([
    ['READY', 'open', false],
    ['PENDING', 'open', false],
    ['PAY_PENDING', 'open', false],
    ['VIRTUAL_ACCOUNT_ISSUED', 'open', false],
    ['PAID', 'paid', true],
    ['FAILED', 'declined', true],
  ])('of status %s is %s', async (status, state, final) => {
    expect(await lookup({ status })).toMatchObject({ is: 'found', snapshot: { state, final } })
  })

  test.each([
    [{ reason: 'no', pgCode: 'PAY_PROCESS_CANCELED' }, 'quit'],
    [{ reason: '사용자가 결제를 취소하였습니다' }, 'quit'],
    [{ reason: 'no', pgCode: 'INVALID_PASSWORD' }, 'declined'],
  ])('of a payment that failed by %j is %s', async (failure, state) => {
    const told = { status: 'FAILED', failure }
    expect(await lookup(told)).toMatchObject({ snapshot: { state, final: true } })
  })

  test.each(['constructor', 'TOMORROW'])('of status %s is unknown', async (status) => {
    expect(await lookup({ status })).toMatchObject({ is: 'unknown' })
  })

  const amount = (cancelled: number) => ({ amount: { ...paid.amount, cancelled } })

  test.each([
    [
      'one of two is done',
      [cancellation('SUCCEEDED', 4_000), cancellation('REQUESTED', 8_500)],
      4_000,
    ],
    ['one under way is counted already', [cancellation('REQUESTED', 4_000)], 4_000],
    ['one has failed', [cancellation('SUCCEEDED', 4_000), cancellation('FAILED', 8_500)], 4_000],
  ])('counts only what has come back: %s', async (_, cancellations, cancelled) => {
    const done = cancellations.filter(({ status }) => status === 'SUCCEEDED')
    const told = { status: 'PARTIAL_CANCELLED', cancellations, ...amount(cancelled) }
    expect(await lookup(told)).toMatchObject({
      snapshot: {
        state: done.length > 0 ? 'partly-refunded' : 'paid',
        refunded: done.length > 0 ? 4_000 : 0,
        refunds: done.map(({ id, totalAmount }) => ({ reference: id, amount: totalAmount })),
      },
    })
  })

  test('of a payment that was given back whole is refunded', async () => {
    const cancellations = [cancellation('SUCCEEDED', 12_500)]
    expect(await lookup({ status: 'CANCELLED', cancellations, ...amount(12_500) })).toMatchObject({
      snapshot: { state: 'refunded', refunded: 12_500 },
    })
  })

  test.each([
    ['more went back than its cancellations say', [cancellation('SUCCEEDED', 4_000)], 12_500],
    ['less went back than its cancellations say', [cancellation('SUCCEEDED', 4_000)], 0],
    ['a cancellation has no amount', [{ status: 'SUCCEEDED', id: 'c-1' }], 0],
  ])('that contradicts itself is unknown: %s', async (_, cancellations, cancelled) => {
    const told = { status: 'PARTIAL_CANCELLED', cancellations, ...amount(cancelled) }
    expect(await lookup(told)).toMatchObject({ is: 'unknown' })
  })

  test('of an account that was closed before money came is declined', async () => {
    const told = { status: 'CANCELLED', paidAt: undefined, cancellations: [] }
    expect(await lookup(told)).toMatchObject({ snapshot: { state: 'declined', final: true } })
  })

  test('of an account that waits for money says which, and until when', async () => {
    const method = {
      type: 'PaymentMethodVirtualAccount',
      bank: 'SHINHAN',
      accountNumber: '110123456789',
      remitteeName: '맛있는 집밥',
      expiredAt: '2026-11-24T12:00:00Z',
    }
    expect(await lookup({ status: 'VIRTUAL_ACCOUNT_ISSUED', method })).toMatchObject({
      snapshot: {
        method: 'virtual-account',
        deposit: {
          bank: 'SHINHAN',
          account: '110123456789',
          holder: '맛있는 집밥',
          until: new Date('2026-11-24T12:00:00Z'),
        },
      },
    })
  })

  test.each([
    ['another store', { storeId: 'store-2' }, ['store']],
    ['another channel', { channel: { ...paid.channel, key: 'channel-2' } }, ['channel']],
    ['a test channel', { channel: { ...paid.channel, type: 'TEST' } }, ['test or live']],
    ['no channel', { channel: undefined }, ['channel', 'test or live']],
  ])('of %s is found, and says what differs', async (_, told, differs) => {
    expect(await lookup(told)).toMatchObject({ is: 'found', snapshot: { differs } })
  })

  test.each([undefined, '{', '"text"', '{"orderNumber":7}'])(
    'with %j in place of what we sent along belongs to no order',
    async (customData) => {
      expect(await lookup({ customData })).toMatchObject({
        snapshot: { orderNumber: '', buyer: '' },
      })
    },
  )

  test.each([
    ['SUCCEEDED', { is: 'canceled', refundReference: 'c-12500', balance: 0 }],
    ['REQUESTED', { is: 'pending', refundReference: 'c-12500' }],
    ['FAILED', { is: 'rejected' }],
    ['TOMORROW', { is: 'unknown' }],
  ])('that a cancellation is %s', async (status, expected) => {
    const { gateway } = answering(() => json({ cancellation: cancellation(status, 12_500) }))
    expect(await gateway.cancel(cancelAsk)).toMatchObject(expected)
  })

  test('that another amount was given back than was asked is unknown', async () => {
    const { gateway } = answering(() => json({ cancellation: cancellation('SUCCEEDED', 1) }))
    expect(await gateway.cancel(cancelAsk)).toMatchObject({ is: 'unknown' })
  })
})

describe('a call', () => {
  test('to confirm carries the facts, the key in quotes, and the token apart from its try', async () => {
    const { gateway, heard } = answering(refusal('ALREADY_PAID', 409))
    await gateway.approve(approveAsk)
    expect(heard).toHaveLength(1)
    expect(heard[0]?.url).toBe(`https://portone.test/payments/${order.merchantId}/confirm`)
    expect(heard[0]?.headers.get('authorization')).toBe('PortOne SECRETSECRET')
    expect(heard[0]?.headers.get('idempotency-key')).toBe(`"${order.paymentId}-approve"`)
    expect(heard[0]?.body).toEqual({
      storeId: 'store-1',
      paymentToken: 'token-1',
      txId: 'tx-1',
      currency: 'KRW',
      totalAmount: 12_500,
      isTest: false,
    })
  })

  test('to cancel carries the balance that we believe in', async () => {
    const { gateway, heard } = answering(refusal('ALREADY_PAID', 409))
    await gateway.cancel({ ...cancelAsk, taxFree: 500 })
    expect(heard[0]?.body).toEqual({
      storeId: 'store-1',
      amount: 12_500,
      taxFreeAmount: 500,
      reason: 'asked',
      currentCancellableAmount: 12_500,
    })
  })

  test('to close takes the account back, and never throws', async () => {
    const { gateway, heard } = answering(() => Promise.reject(new TypeError('fetch failed')))
    await gateway.close?.({ reference: 'p/1', operationKey: 'payment-1-close-1' })
    expect(heard[0]?.url).toBe(
      'https://portone.test/payments/p%2F1/virtual-account/close?storeId=store-1',
    )
  })

  test('for a list asks by the time of change, page by page', async () => {
    const items = Array.from({ length: 100 }, () => paid)
    const { gateway, heard } = answering(() => json({ items, page: {} }))
    const span = { from: new Date('2026-11-24T00:00:00Z'), to: new Date('2026-11-25T00:00:00Z') }
    expect(await gateway.list?.(span)).toMatchObject({ is: 'listed', next: '1' })
    await gateway.list?.({ ...span, after: '1' })
    const asked = heard.map(({ url }) =>
      JSON.parse(new URL(url).searchParams.get('requestBody') ?? ''),
    )
    expect(asked).toMatchObject([
      { page: { number: 0, size: 100 }, filter: { timestampType: 'STATUS_CHANGED_AT' } },
      { page: { number: 1 }, filter: { from: '2026-11-24T00:00:00.000Z', storeId: 'store-1' } },
    ])
  })

  test('for a list leaves out what reads as no payment', async () => {
    const { gateway } = answering(() =>
      json({ items: [paid, { status: 'TOMORROW' }, 7], page: {} }),
    )
    const listed = await gateway.list?.({ from: new Date(0), to: new Date() })
    expect(listed).toMatchObject({ is: 'listed', snapshots: [{ state: 'paid' }] })
    expect(listed).not.toHaveProperty('next')
  })

  test('is tried once, whatever happens', async () => {
    const { gateway, heard } = answering(() => Response.error())
    await gateway.cancel(cancelAsk)
    expect(heard).toHaveLength(1)
  })

  test('that fails never repeats the secret or the token', async () => {
    const { gateway } = answering(() => {
      throw new TypeError('"PortOne SECRETSECRET" is no header; paymentToken token-1')
    })
    const answer = JSON.stringify(await gateway.approve(approveAsk))
    expect(answer).not.toMatch(/SECRETSECRET|token-1/)
  })
})

describe('what the browser is given, and brings back', () => {
  const prepared = async (told = {}) => {
    const { fetch } = { fetch: async () => json({}) }
    const said = await portOneV2({ ...settings, ...told, fetch }).prepare(order)
    return said.is === 'prepared' && 'launch' in said ? said.launch : undefined
  }

  test('the parameters of the script, and where to go after', async () => {
    expect(await prepared()).toEqual({
      storeId: 'store-1',
      channelKey: 'channel-1',
      paymentId: order.merchantId,
      orderName: order.title,
      totalAmount: 12_500,
      taxFreeAmount: 0,
      currency: 'KRW',
      locale: 'KO_KR',
      payMethod: 'CARD',
      customData: {
        orderNumber: order.orderNumber,
        buyer: 'buyer-1',
        holdUntil: order.holdUntil.toISOString(),
      },
      noticeUrls: ['https://shop.test/notice'],
      redirectUrl: order.returnUrls.success,
      returnUrls: order.returnUrls,
    })
  })

  test('an account to pay into lasts no longer than the order', async () => {
    expect(await prepared({ payMethod: 'VIRTUAL_ACCOUNT' })).toMatchObject({
      virtualAccount: {
        accountExpiry: { dueDate: order.depositUntil.toISOString().replace(/\.\d+/, '') },
      },
    })
  })

  test.each([
    [{ paymentId: 'p', txId: 'tx-1', paymentToken: 'token-1' }, { clientToken: 'tx-1 token-1' }],
    [{ paymentId: 'p', paymentToken: 'token-1' }, { clientToken: ' token-1' }],
    [{ paymentId: 'p', txId: 'tx-1' }, {}],
    [{ paymentToken: 'token-1', code: 'FAILURE_TYPE_PG', message: 'no' }, { left: 'declined' }],
    [
      { txId: 'tx-1', code: 'FAILURE_TYPE_PG', message: 'no', pgCode: 'PAY_PROCESS_CANCELED' },
      { left: 'quit' },
    ],
    [{ code: 'FAILURE_TYPE_PG', pgMessage: '사용자가 결제를 취소하였습니다' }, { left: 'quit' }],
    [{}, {}],
  ])('a return with %j is read as %j', (query, expected) => {
    expect(portOneV2(settings).parseReturn(query as never)).toEqual(expected)
  })

  test('the page may load the script from where it is, and nothing from anywhere', () => {
    expect(portOneV2(settings).launcher).toMatchObject({
      script: 'https://cdn.portone.io/v2/browser-sdk.js',
      origins: ['https://cdn.portone.io', 'https://*.portone.io', 'https://*.iamport.co'],
    })
    const here = { scriptUrl: 'http://127.0.0.1:4790/sdk/portone-v2.js', origins: [] }
    expect(portOneV2({ ...settings, ...here }).launcher?.origins).toEqual(['http://127.0.0.1:4790'])
  })
})
