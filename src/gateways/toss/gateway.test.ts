import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Gateway } from '../../payments/gateway.ts'
import { anOrder } from '../sandbox-buyer.ts'
import { toss } from './gateway.ts'

// The wire alone: what Toss may answer, read by the adapter. Its real flow is contract.test.ts.
interface Heard {
  url: string
  method: string
  headers: Headers
  body: Record<string, unknown> | undefined
}

function answering(answer: (url: string) => Response) {
  const heard: Heard[] = []
  const gateway = toss({
    baseUrl: 'https://api.toss.test',
    scriptUrl: 'https://js.tosspayments.com/v2/standard',
    clientKey: 'test_ck_1',
    secretKey: 'SECRETSECRET',
    mId: 'mid-1',
    fetch: async (url, init) => {
      const body = init?.body ? JSON.parse(String(init.body)) : undefined
      const headers = new Headers(init?.headers)
      heard.push({ url: String(url), method: init?.method ?? '', headers, body })
      return answer(String(url))
    },
  })
  return { gateway, heard }
}
const json = (body: unknown, status = 200) => answering(() => Response.json(body, { status }))
const refusing = (code: string, status = 400) => json({ code, message: 'no' }, status)

const order = anOrder({ merchantId: 'payment-1' })
const approveAsk = {
  reference: 'payment-1',
  clientToken: 'key-1',
  orderNumber: order.orderNumber,
  buyer: 'buyer-1',
  amount: order.amount,
  operationKey: 'payment-1-approve',
}
const cancelAsk = {
  reference: 'payment-1',
  approvalReference: 'key-1',
  amount: { amount: 5_000, currency: 'KRW' },
  taxFree: 0,
  balance: 12_500,
  reason: 'asked',
  operationKey: 'refund-1-cancel',
} as const

const done = {
  mId: 'mid-1',
  paymentKey: 'key-1',
  lastTransactionKey: 'TX1',
  orderId: 'payment-1',
  currency: 'KRW',
  method: '카드',
  totalAmount: 12_500,
  balanceAmount: 12_500,
  taxFreeAmount: 500,
  status: 'DONE',
  approvedAt: '2026-11-24T19:30:00+09:00',
  cancels: null,
  virtualAccount: null,
  receipt: { url: 'https://dashboard.toss.test/receipt' },
  metadata: { orderNumber: 'order-1', buyer: 'buyer-1' },
}
const lookup = (told: object) =>
  json({ ...done, ...told }).gateway.lookup({ reference: 'payment-1' })
const cancelOf = (told: object = {}) => ({
  transactionKey: 'TX2',
  cancelAmount: 5_000,
  refundableAmount: 7_500,
  cancelStatus: 'DONE',
  ...told,
})

describe('a refusal', () => {
  // What each code proves, call by call: approve, cancel, lookup.
  test.each([
    ['ALREADY_PROCESSED_PAYMENT', 400, 'unknown', 'unknown', 'unknown'],
    ['PROVIDER_ERROR', 400, 'unknown', 'unknown', 'unknown'],
    ['CARD_PROCESSING_ERROR', 400, 'unknown', 'unknown', 'unknown'],
    ['IDEMPOTENT_REQUEST_PROCESSING', 409, 'unknown', 'unknown', 'unknown'],
    ['INVALID_REJECT_CARD', 400, 'declined', 'unknown', 'unknown'],
    ['INVALID_STOPPED_CARD', 400, 'declined', 'unknown', 'unknown'],
    ['INVALID_CARD_EXPIRATION', 400, 'declined', 'unknown', 'unknown'],
    ['BELOW_MINIMUM_AMOUNT', 400, 'declined', 'unknown', 'unknown'],
    ['EXCEED_MAX_DAILY_PAYMENT_COUNT', 400, 'declined', 'unknown', 'unknown'],
    ['REJECT_CARD_PAYMENT', 403, 'declined', 'unknown', 'unknown'],
    ['REJECT_CARD_COMPANY', 403, 'declined', 'unknown', 'unknown'],
    ['REJECT_ACCOUNT_PAYMENT', 403, 'declined', 'unknown', 'unknown'],
    ['INVALID_REQUEST', 400, 'declined', 'unknown', 'unknown'],
    ['UNAPPROVED_ORDER_ID', 400, 'declined', 'unknown', 'unknown'],
    ['FORBIDDEN_REQUEST', 403, 'declined', 'unknown', 'unknown'],
    ['DUPLICATED_ORDER_ID', 400, 'unknown', 'unknown', 'unknown'],
    ['INVALID_API_KEY', 400, 'unknown', 'rejected', 'unknown'],
    ['UNAUTHORIZED_KEY', 401, 'unknown', 'rejected', 'unknown'],
    ['INCORRECT_BASIC_AUTH_FORMAT', 403, 'unknown', 'rejected', 'unknown'],
    ['NOT_FOUND_PAYMENT', 404, 'unknown', 'unknown', 'not-found'],
    ['NOT_FOUND_PAYMENT_SESSION', 404, 'unknown', 'unknown', 'unknown'],
    ['ALREADY_CANCELED_PAYMENT', 400, 'unknown', 'unknown', 'unknown'],
    ['ALREADY_REFUND_PAYMENT', 400, 'unknown', 'unknown', 'unknown'],
    ['NOT_MATCHES_REFUNDABLE_AMOUNT', 400, 'unknown', 'unknown', 'unknown'],
    ['NOT_CANCELABLE_AMOUNT', 403, 'unknown', 'rejected', 'unknown'],
    ['NOT_CANCELABLE_PAYMENT', 403, 'unknown', 'rejected', 'unknown'],
    ['NOT_ALLOWED_PARTIAL_REFUND', 403, 'unknown', 'rejected', 'unknown'],
    ['EXCEED_MAX_REFUND_DUE', 403, 'unknown', 'rejected', 'unknown'],
    ['EXCEED_CANCEL_LIMIT', 403, 'unknown', 'rejected', 'unknown'],
    ['REFUND_REJECTED', 400, 'unknown', 'rejected', 'unknown'],
    ['INVALID_REFUND_ACCOUNT_INFO', 400, 'unknown', 'rejected', 'unknown'],
    ['INVALID_REFUND_ACCOUNT_NUMBER', 400, 'unknown', 'rejected', 'unknown'],
    ['FORBIDDEN_CONSECUTIVE_REQUEST', 403, 'unknown', 'unknown', 'unknown'],
    ['A_CODE_OF_TOMORROW', 400, 'unknown', 'unknown', 'unknown'],
    ['constructor', 400, 'unknown', 'unknown', 'unknown'],
  ])('%s (%i): approve %s, cancel %s, lookup %s', async (code, status, ...expected) => {
    const { gateway } = refusing(code, status)
    const answers = [
      await gateway.approve(approveAsk),
      await gateway.cancel(cancelAsk),
      await gateway.lookup({ reference: 'payment-1' }),
    ]
    expect(answers.map(({ is }) => is)).toEqual(expected)
  })

  test.each(['REJECT_CARD_PAYMENT', 'NOT_CANCELABLE_PAYMENT', 'NOT_FOUND_PAYMENT'])(
    'with a 5xx status proves nothing, even %s',
    async (code) => {
      const { gateway } = refusing(code, 500)
      expect((await gateway.approve(approveAsk)).is).toBe('unknown')
      expect((await gateway.cancel(cancelAsk)).is).toBe('unknown')
      expect((await gateway.lookup({ reference: 'payment-1' })).is).toBe('unknown')
    },
  )

  test('of our own key says so, wherever it is met', async () => {
    const { gateway } = refusing('UNAUTHORIZED_KEY', 401)
    expect(await gateway.approve(approveAsk)).toMatchObject({ configuration: true })
    expect(await gateway.cancel(cancelAsk)).toMatchObject({ configuration: true })
    expect(await gateway.lookup({ reference: 'payment-1' })).toMatchObject({ configuration: true })
  })

  test('is told with its code and its words', async () => {
    const { gateway } = refusing('REJECT_CARD_PAYMENT', 403)
    const reason = 'toss REJECT_CARD_PAYMENT no'
    expect(await gateway.approve(approveAsk)).toEqual({ is: 'declined', reason })
  })
})

describe('an answer', () => {
  test.each([
    ['no JSON', () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['half a JSON', () => new Response('{"paymentKey":"key-1","amo')],
    ['nothing', () => new Response('')],
    ['a list', () => Response.json([])],
    ['null', () => Response.json(null)],
    ['a redirect', () => new Response('{}', { status: 302, headers: { location: '/login' } })],
    ['created, as only a false Toss says', () => Response.json(done, { status: 201 })],
    ['an object without what money needs', () => Response.json({ paymentKey: 'key-1' })],
    ['an amount that is no whole number', () => Response.json({ ...done, totalAmount: 1.5 })],
    ['an amount in words', () => Response.json({ ...done, totalAmount: '12500' })],
    ['refunds that are no list', () => Response.json({ ...done, cancels: {} })],
    ['a currency nobody knows', () => Response.json({ ...done, currency: 'MUSD' })],
    ['no answer', () => Promise.reject(new TypeError('fetch failed')) as never],
  ])('of %s is unknown to every call', async (_, answer) => {
    const { gateway } = answering(answer)
    expect((await gateway.approve(approveAsk)).is).toBe('unknown')
    expect((await gateway.cancel(cancelAsk)).is).toBe('unknown')
    expect((await gateway.lookup({ reference: 'payment-1' })).is).toBe('unknown')
  })

  test('may leave out what is optional, and say more', async () => {
    const { receipt: _, method: __, approvedAt: ___, ...least } = done
    const { gateway } = json({ ...least, cancels: undefined, surprise: [1] })
    expect(await gateway.approve(approveAsk)).toEqual({
      is: 'approved',
      snapshot: {
        state: 'paid',
        final: true,
        reference: 'payment-1',
        approvalReference: 'key-1',
        orderNumber: 'order-1',
        buyer: 'buyer-1',
        amount: { amount: 12_500, currency: 'KRW' },
        taxFree: 500,
        refunded: 0,
        refunds: [],
      },
    })
  })

  test('tells when, how, and where the receipt is', async () => {
    expect(await lookup({})).toMatchObject({
      snapshot: {
        method: 'card',
        approvedAt: new Date('2026-11-24T10:30:00Z'),
        receiptUrl: 'https://dashboard.toss.test/receipt',
      },
    })
    const approvedAt = '2026-11-24T19:30:00.123456'
    expect(await lookup({ approvedAt })).toMatchObject({
      snapshot: { approvedAt: new Date('2026-11-24T10:30:00.123Z') },
    })
  })

  test.each([
    ['READY', 'open', false],
    ['IN_PROGRESS', 'open', false],
    ['DONE', 'paid', true],
    ['ABORTED', 'declined', true],
    ['EXPIRED', 'expired', true],
  ])('of status %s is %s', async (status, state, final) => {
    const approvedAt = status === 'DONE' ? done.approvedAt : null
    expect(await lookup({ status, approvedAt })).toMatchObject({
      is: 'found',
      snapshot: { state, final },
    })
  })

  test.each([
    ['PAY_PROCESS_CANCELED', 'quit'],
    ['REJECT_CARD_COMPANY', 'declined'],
  ])('of a payment aborted by %s is %s', async (code, state) => {
    const aborted = { status: 'ABORTED', approvedAt: null, failure: { code, message: 'no' } }
    expect(await lookup(aborted)).toMatchObject({ snapshot: { state, final: true } })
  })

  test.each(['PAID', 'constructor', 'done', 'PARTIAL_CANCELED', 'CANCELED'])(
    'of status %s, with no refund to explain it, is unknown',
    async (status) => {
      expect(await lookup({ status })).toMatchObject({ is: 'unknown' })
    },
  )

  test('about another order, as a key used twice brings it, is unknown', async () => {
    const { gateway } = json({ ...done, orderId: 'payment-2' })
    expect(await gateway.approve(approveAsk)).toMatchObject({ is: 'unknown' })
  })

  test.each(['READY', 'IN_PROGRESS', 'ABORTED', 'EXPIRED', 'CANCELED'])(
    'that it was confirmed as %s is unknown',
    async (status) => {
      const { gateway } = json({ ...done, status, approvedAt: null })
      expect(await gateway.approve(approveAsk)).toMatchObject({ is: 'unknown' })
    },
  )

  test('of another merchant names what differs, and of another amount tells it', async () => {
    expect(await lookup({ mId: 'mid-2' })).toMatchObject({ snapshot: { differs: ['mId'] } })
    const { gateway } = json({ ...done, totalAmount: 1 })
    expect(await gateway.approve(approveAsk)).toMatchObject({ snapshot: { amount: { amount: 1 } } })
  })

  test('of a payment opened without our facts tells that they are not there', async () => {
    expect(await lookup({ metadata: null })).toMatchObject({
      snapshot: { orderNumber: '', buyer: '' },
    })
  })
})

describe('refunds', () => {
  test('are told with their names; those not done, or given up, do not count', async () => {
    const cancels = [
      cancelOf(),
      cancelOf({ transactionKey: 'TX3', cancelAmount: 500, cancelStatus: 'IN_PROGRESS' }),
      cancelOf({ transactionKey: 'TX4', cancelAmount: 700, cancelStatus: 'ABORTED' }),
    ]
    expect(await lookup({ status: 'PARTIAL_CANCELED', cancels })).toMatchObject({
      snapshot: {
        state: 'partly-refunded',
        refunded: 5_000,
        refunds: [{ reference: 'TX2', amount: 5_000 }],
      },
    })
  })

  test('make a payment refunded when all is back, even if Toss still calls it partly so', async () => {
    const cancels = [cancelOf(), cancelOf({ transactionKey: 'TX3', cancelAmount: 7_500 })]
    for (const status of ['CANCELED', 'PARTIAL_CANCELED'])
      expect(await lookup({ status, cancels })).toMatchObject({
        snapshot: { state: 'refunded', final: true, refunded: 12_500 },
      })
  })

  test('that are all under way leave a payment paid', async () => {
    const cancels = [cancelOf({ cancelStatus: 'IN_PROGRESS' })]
    expect(await lookup({ status: 'CANCELED', cancels })).toMatchObject({
      snapshot: { state: 'paid', refunded: 0 },
    })
  })

  test.each([
    ['in a state of tomorrow', [cancelOf({ cancelStatus: 'HALFWAY' })]],
    ['without a name', [cancelOf({ transactionKey: null })]],
    ['of more than was paid', [cancelOf({ cancelAmount: 12_501 })]],
  ])('%s make the answer unknown', async (_, cancels) => {
    expect(await lookup({ status: 'PARTIAL_CANCELED', cancels })).toMatchObject({ is: 'unknown' })
  })

  const cancel = (told: object) =>
    json({ ...done, lastTransactionKey: 'TX2', ...told }).gateway.cancel(cancelAsk)

  test('are known by the latest movement, among equal ones', async () => {
    const twin = cancelOf({ transactionKey: 'TX1', refundableAmount: 9_000 })
    expect(await cancel({ cancels: [cancelOf(), twin] })).toEqual({
      is: 'canceled',
      refundReference: 'TX2',
      balance: 7_500,
    })
  })

  test.each([
    ['pending', { cancels: [cancelOf({ cancelStatus: 'IN_PROGRESS' })] }],
    ['unknown', { cancels: [cancelOf({ cancelStatus: 'ABORTED' })] }],
    ['unknown', { cancels: [cancelOf({ cancelAmount: 1 })] }],
    ['unknown', { cancels: [cancelOf({ transactionKey: 'TX9' })] }],
    ['unknown', { cancels: null }],
  ])('are %s when Toss answers %j', async (is, told) => {
    expect(await cancel(told)).toMatchObject({ is })
  })

  test('need the payment key, which is looked up when it is not told', async () => {
    const answer = { ...done, lastTransactionKey: 'TX2', cancels: [cancelOf()] }
    const { gateway, heard } = json(answer)
    const said = await gateway.cancel({ ...cancelAsk, approvalReference: null })
    expect(said).toMatchObject({ is: 'canceled' })
    expect(heard.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'GET /v1/payments/orders/payment-1',
      'POST /v1/payments/key-1/cancel',
    ])
  })

  test('are not asked for while nobody can say which payment it is', async () => {
    const { gateway, heard } = refusing('NOT_FOUND_PAYMENT', 404)
    const said = await gateway.cancel({ ...cancelAsk, approvalReference: null })
    expect(said).toMatchObject({ is: 'unknown' })
    expect(heard).toHaveLength(1)
  })
})

describe('an account to pay into', () => {
  const virtualAccount = {
    accountNumber: '79019639679511',
    bankCode: '11',
    customerName: '김빈백',
    dueDate: '2026-12-01T15:17:19+09:00',
    expired: false,
  }
  const awaited = { status: 'WAITING_FOR_DEPOSIT', approvedAt: null, virtualAccount }

  test('is approved without money: open, and it says where to pay until when', async () => {
    const { gateway } = json({ ...done, ...awaited })
    expect(await gateway.approve(approveAsk)).toMatchObject({
      is: 'approved',
      snapshot: {
        state: 'open',
        final: false,
        deposit: {
          bank: '농협은행',
          account: '79019639679511',
          holder: '김빈백',
          until: new Date('2026-12-01T06:17:19Z'),
        },
      },
    })
  })

  test('that nobody paid into in time has expired, and one taken back was never paid', async () => {
    const late = { ...awaited, virtualAccount: { ...virtualAccount, expired: true } }
    expect(await lookup(late)).toMatchObject({ snapshot: { state: 'expired', final: true } })
    const back = await lookup({ ...awaited, status: 'CANCELED' })
    expect(back).toMatchObject({ snapshot: { state: 'declined', refunded: 0 } })
    expect(back).not.toHaveProperty('snapshot.approvalReference')
  })

  test('at a bank nobody knows keeps its code; one without a number is unknown', async () => {
    const strange = { ...virtualAccount, bankCode: 'ZZ', customerName: null }
    expect(await lookup({ ...awaited, virtualAccount: strange })).toMatchObject({
      snapshot: { deposit: { bank: '은행 ZZ', holder: '토스페이먼츠' } },
    })
    for (const none of [null, {}])
      expect((await lookup({ ...awaited, virtualAccount: none })).is).toBe('unknown')
  })

  test('once paid into is a payment like any other', async () => {
    const snapshot = { state: 'paid', method: 'virtual-account' }
    const said = await lookup({ method: '가상계좌', virtualAccount })
    expect(said).toMatchObject({ snapshot })
    expect(said).not.toHaveProperty('snapshot.deposit')
  })

  test('is taken back when the session is closed, and nothing else is', async () => {
    const { gateway, heard } = json({ ...done, ...awaited })
    await gateway.close?.({ reference: 'payment-1', operationKey: 'payment-1-close' })
    expect(heard.at(-1)).toMatchObject({ body: { cancelReason: expect.any(String) } })
    expect(heard.at(-1)?.url).toBe('https://api.toss.test/v1/payments/key-1/cancel')

    for (const status of ['READY', 'IN_PROGRESS', 'DONE']) {
      const other = json({ ...done, status })
      await other.gateway.close?.({ reference: 'payment-1', operationKey: 'payment-1-close' })
      expect(other.heard.map(({ method }) => method)).toEqual(['GET'])
    }
  })
})

describe('a call', () => {
  test('carries the key with its colon, the amount, and what makes it happen once', async () => {
    const { gateway, heard } = refusing('REJECT_CARD_PAYMENT', 403)
    await gateway.approve(approveAsk)
    const [confirm] = heard
    expect(confirm?.url).toBe('https://api.toss.test/v1/payments/confirm')
    expect(confirm?.headers.get('authorization')).toBe(`Basic ${btoa('SECRETSECRET:')}`)
    expect(confirm?.headers.get('idempotency-key')).toBe('payment-1-approve')
    expect(confirm?.body).toEqual({ paymentKey: 'key-1', orderId: 'payment-1', amount: 12_500 })
  })

  test('that refunds always tells the amount and the balance, and taxes only where there are', async () => {
    const { gateway, heard } = refusing('PROVIDER_ERROR')
    await gateway.cancel({ ...cancelAsk, reason: '가'.repeat(300) })
    await gateway.cancel({ ...cancelAsk, taxFree: 100 })
    expect(heard[0]?.headers.get('idempotency-key')).toBe('refund-1-cancel')
    expect(heard[0]?.body).toEqual({
      cancelReason: '가'.repeat(200),
      cancelAmount: 5_000,
      refundableAmount: 12_500,
    })
    expect(heard[1]?.body).toMatchObject({ taxFreeAmount: 100 })
  })

  test('is tried once, whatever happens', async () => {
    const { gateway, heard } = answering(() => Response.error())
    await gateway.cancel(cancelAsk)
    expect(heard).toHaveLength(1)
  })

  test('does not let a key lead to another address', async () => {
    const { gateway, heard } = refusing('NOT_FOUND_PAYMENT', 404)
    await gateway.cancel({ ...cancelAsk, approvalReference: '../confirm?x=' })
    await gateway.lookup({ reference: '../key-1' })
    expect(heard.map(({ url }) => url)).toEqual([
      'https://api.toss.test/v1/payments/..%2Fconfirm%3Fx%3D/cancel',
      'https://api.toss.test/v1/payments/orders/..%2Fkey-1',
    ])
  })

  test('that fails never repeats a key', async () => {
    const { gateway } = answering(() => {
      throw new TypeError('"Basic SECRETSECRET" is no header; key-1')
    })
    expect(JSON.stringify(await gateway.approve(approveAsk))).not.toMatch(/SECRETSECRET|key-1/)
  })
})

describe('the window', () => {
  const { gateway } = json(done)

  test('is opened with what the script is called with, and the ways back', async () => {
    const long = { ...order, title: '🍚'.repeat(101) }
    expect(await gateway.prepare(long)).toEqual({
      is: 'prepared',
      reference: 'payment-1',
      launch: {
        clientKey: 'test_ck_1',
        customerKey: 'buyer-1',
        method: 'CARD',
        amount: { currency: 'KRW', value: 12_500 },
        orderId: 'payment-1',
        orderName: '🍚'.repeat(100),
        metadata: {
          orderNumber: order.orderNumber,
          buyer: 'buyer-1',
          holdUntil: order.holdUntil.toISOString(),
        },
        successUrl: order.returnUrls.success,
        failUrl: order.returnUrls.fail,
        returnUrls: order.returnUrls,
      },
    })
    const taxed = await gateway.prepare({ ...order, taxFree: 500 })
    expect(taxed).toMatchObject({ launch: { taxFreeAmount: 500 } })
  })

  test('never tells the browser the secret key', async () => {
    expect(JSON.stringify(await gateway.prepare(order))).not.toContain('SECRETSECRET')
  })

  test("is allowed Toss's own addresses, or those of another script alone", () => {
    expect(gateway.launcher?.script).toBe('https://js.tosspayments.com/v2/standard')
    expect(gateway.launcher?.origins).toEqual(['https://*.tosspayments.com'])
    const sandbox = { baseUrl: 'http://a.test', scriptUrl: 'http://a.test/sdk/toss.js' }
    const settings = { ...sandbox, clientKey: '', secretKey: '', mId: '' }
    expect(toss(settings).launcher?.origins).toEqual(['http://a.test'])
    const script = readFileSync(gateway.launcher?.file ?? '', 'utf8')
    expect(script).toContain("document.querySelector('#launch')")
  })

  test.each([
    [{ paymentKey: 'key-1', orderId: 'payment-1', amount: '12500' }, { clientToken: 'key-1' }],
    [{ code: 'PAY_PROCESS_CANCELED', message: 'no' }, { left: 'quit' }],
    [{ code: 'REJECT_CARD_COMPANY', paymentKey: 'key-1' }, { left: 'declined' }],
    [{ paymentKey: '' }, {}],
    [{}, {}],
  ])('left with %j, it tells %j', (query, returned) => {
    expect(gateway.parseReturn(query as Record<string, string>)).toEqual(returned)
  })
})

describe('a webhook', () => {
  const { gateway } = json(done)
  const read = (body: unknown, headers: Record<string, string> = { [id]: 'transmission-1' }) =>
    gateway.readWebhook?.({
      headers,
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      now: new Date(),
    })
  const id = 'tosspayments-webhook-transmission-id'
  const changed = {
    eventType: 'PAYMENT_STATUS_CHANGED',
    createdAt: '2026-11-24T19:30:00',
    data: done,
  }
  const deposited = {
    createdAt: '2026-11-24T19:30:00',
    secret: 'ps_1',
    status: 'DONE',
    transactionKey: 'TX1',
    orderId: 'payment-1',
  }

  test.each([
    ['a status', changed, 'PAYMENT_STATUS_CHANGED DONE'],
    ['a deposit', deposited, 'DEPOSIT_CALLBACK DONE'],
  ])('of %s is an unsigned hint of an order, whatever else it says', (_, body, kind) => {
    expect(read(body)).toEqual({
      is: 'hint',
      eventId: 'transmission-1',
      reference: 'payment-1',
      kind,
      trust: 'unsigned',
    })
  })

  test.each([
    [{ eventType: 'METHOD_UPDATED', data: {} }, 'METHOD_UPDATED'],
    [{ eventType: 'payout.changed', data: { status: 'COMPLETED' } }, 'payout.changed COMPLETED'],
    [{ eventType: 'A_TYPE_OF_TOMORROW', data: { orderId: 'payment-1' } }, 'A_TYPE_OF_TOMORROW'],
    [{ eventType: 'PAYMENT_STATUS_CHANGED', data: {} }, 'PAYMENT_STATUS_CHANGED'],
    [{}, 'unnamed'],
  ])('%j is of nothing that concerns us', (body, kind) => {
    expect(read(body)).toEqual({ is: 'ignored', kind })
  })

  test.each([
    ['that is no JSON', '{"eventType":'],
    ['that is a list', []],
    ['of an order id that is none of ours', { ...deposited, orderId: 'x'.repeat(201) }],
  ])('%s is rejected', (_, body) => {
    expect(read(body)).toMatchObject({ is: 'rejected' })
  })

  test('without its number, or with one of any length, is rejected', () => {
    expect(read(changed, {})).toMatchObject({ is: 'rejected' })
    expect(read(changed, { [id]: 'x'.repeat(201) })).toMatchObject({ is: 'rejected' })
  })
})

describe('the list', () => {
  const span = { from: new Date('2026-11-24T00:00:00Z'), to: new Date('2026-11-25T00:00:00Z') }
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      transactionKey: `TX${at}`,
      paymentKey: `key-${at % 3}`,
    }))
  const listing = (answer: unknown, status = 200) =>
    answering((url) =>
      url.includes('/transactions')
        ? Response.json(answer, { status })
        : Response.json({ ...done, paymentKey: url.split('/').at(-1) }),
    )
  const keysOf = (said: Awaited<ReturnType<NonNullable<Gateway['list']>>> | undefined) =>
    said?.is === 'listed' ? said.snapshots.map((one) => one.approvalReference) : said

  test('looks each payment up once, however often its money moved', async () => {
    const { gateway, heard } = listing(rows(7))
    expect(keysOf(await gateway.list?.(span))).toEqual(['key-0', 'key-1', 'key-2'])
    const { searchParams } = new URL(heard[0]?.url ?? '')
    expect(Object.fromEntries(searchParams)).toEqual({
      startDate: '2026-11-24T09:00:00',
      endDate: '2026-11-25T09:00:00',
      limit: '100',
    })
  })

  test('goes on behind the last movement of a full page', async () => {
    const { gateway, heard } = listing(rows(100))
    expect(await gateway.list?.({ ...span, after: 'TX-1' })).toMatchObject({ next: 'TX99' })
    expect(new URL(heard[0]?.url ?? '').searchParams.get('startingAfter')).toBe('TX-1')
    expect(await listing(rows(99)).gateway.list?.(span)).not.toHaveProperty('next')
  })

  test.each([
    ['nothing can be read', { rows: [] }, 200],
    ['a movement has no payment', [{ transactionKey: 'TX1' }], 200],
    ['it is refused', { code: 'INVALID_TRANSACTION_KEY', message: 'no' }, 400],
  ])('is unknown when %s', async (_, answer, status) => {
    expect(await listing(answer, status).gateway.list?.(span)).toMatchObject({ is: 'unknown' })
  })

  test('is unknown when one of its payments is', async () => {
    const { gateway } = answering((url) =>
      url.includes('/transactions') ? Response.json(rows(2)) : Response.json({}, { status: 500 }),
    )
    expect(await gateway.list?.(span)).toMatchObject({ is: 'unknown' })
  })
})

describe('settlements', () => {
  const span = { from: '2026-11-24', to: '2026-11-25' }
  const row = (at: number) => ({
    ...{ mId: 'm', transactionKey: `TX${at}`, paymentKey: 'key', orderId: `order-${at}` },
    ...{ currency: 'KRW', method: '카드', amount: 12_500, interestFee: 0, payOutAmount: 12_087 },
    ...{ soldDate: '2026-11-24', paidOutDate: '2026-11-26' },
  })
  const rows = (count: number) => Array.from({ length: count }, (_, at) => row(at))
  const settling = (answer: unknown, status = 200) =>
    answering(() => Response.json(answer, { status }))

  test('are asked for by the day of the sale, with or without fees named', async () => {
    const { gateway, heard } = settling([
      { ...row(0), fees: [{ type: 'BASE', fee: '413' }] },
      row(1),
    ])
    expect(await gateway.settlements?.(span)).toMatchObject({
      is: 'listed',
      settled: [
        { key: 'TX0', reference: 'order-0', amount: 12_500, payout: 12_087, soldOn: '2026-11-24' },
        { key: 'TX1', paidOutOn: '2026-11-26' },
      ],
    })
    expect(Object.fromEntries(new URL(heard[0]?.url ?? '').searchParams)).toEqual({
      ...{ startDate: '2026-11-24', endDate: '2026-11-25', dateType: 'soldDate' },
      ...{ page: '1', size: '100' },
    })
  })

  test('go on with the next page behind a full one', async () => {
    const { gateway, heard } = settling(rows(100))
    expect(await gateway.settlements?.({ ...span, after: '2' })).toMatchObject({ next: '3' })
    expect(new URL(heard[0]?.url ?? '').searchParams.get('page')).toBe('2')
    expect(await settling(rows(99)).gateway.settlements?.(span)).not.toHaveProperty('next')
  })

  test.each([
    ['an error', { code: 'UNAUTHORIZED_KEY', message: '' }, 401],
    ['no list', {}, 200],
    ['a row without what is paid out', [{ ...row(0), payOutAmount: undefined }], 200],
    ['a row without its order', [{ ...row(0), orderId: '' }], 200],
  ])('are unknown after %s', async (_, answer, status) => {
    expect(await settling(answer, status).gateway.settlements?.(span)).toMatchObject({
      is: 'unknown',
    })
  })
})
