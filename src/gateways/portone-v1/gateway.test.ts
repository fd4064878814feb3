import { describe, expect, test } from 'vitest'
import { anOrder } from '../sandbox-buyer.ts'
import { portOneV1 } from './gateway.ts'

// The wire alone: what PortOne V1 may answer, read by the adapter. Its real flow is contract.test.ts.
interface Heard {
  method: string
  path: string
  token: string | null
  body: Record<string, unknown> | undefined
}

const settings = {
  baseUrl: 'https://portone.test',
  impKey: 'KEYKEYKEY',
  impSecret: 'SECRETSECRET',
  userCode: 'imp12345678',
  channelKey: 'channel-key-1',
  pgId: 'INIpayTest',
  isTest: false,
}

const ok = (response: unknown) => Response.json({ code: 0, message: null, response })
const refusing = (code: number, status = 200, message = 'no') =>
  Response.json({ code, message, response: null }, { status })
const token = (name = 'TOKENTOKEN', seconds = 1800) =>
  ok({ access_token: name, now: 1_700_000_000, expired_at: 1_700_000_000 + seconds })

/** A gateway whose calls are answered by `answer`; tokens are given Default: true. */
function answering(answer: (heard: Heard) => Response, told: object = {}, tokens = () => token()) {
  const heard: Heard[] = []
  const gateway = portOneV1({
    ...settings,
    ...told,
    fetch: async (url, init) => {
      const { pathname, search } = new URL(String(url))
      const body = init?.body ? JSON.parse(String(init.body)) : undefined
      const headers = new Headers(init?.headers)
      const token = headers.get('authorization')
      const one = { method: init?.method ?? '', path: pathname + search, token, body }
      heard.push(one)
      return pathname === '/users/getToken' ? tokens() : answer(one)
    },
  })
  const calls = () => heard.filter(({ path }) => path !== '/users/getToken')
  return { gateway, heard, calls }
}

const order = anOrder({ merchantId: 'id-1', orderNumber: 'order-1' })
const cancelAsk = {
  reference: 'id-1',
  approvalReference: 'imp_1',
  amount: { amount: 5_000, currency: 'KRW' },
  taxFree: 1_000,
  balance: 12_500,
  reason: 'asked',
  operationKey: 'refund-1',
} as const
const sold = {
  imp_uid: 'imp_1',
  merchant_uid: 'id-1',
  status: 'paid',
  amount: 12_500,
  cancel_amount: 0,
  currency: 'KRW',
  sandbox: false,
  pg_id: 'INIpayTest',
  pay_method: 'card',
  custom_data: JSON.stringify({ orderNumber: 'order-1', buyer: 'buyer-1', taxFree: 500 }),
  paid_at: 1_700_000_000,
  receipt_url: 'https://receipts.test/1',
  cancel_history: [],
}
const lookup = (...attempts: object[]) =>
  answering(() => ok({ total: 1, previous: 0, next: 0, list: attempts })).gateway.lookup({
    reference: 'id-1',
  })

describe('a refusal', () => {
  // What each proves, call by call: prepare, cancel, lookup.
  test.each([
    ['code 1', () => refusing(1), 'unknown', 'unknown', 'unknown'],
    ['code -1', () => refusing(-1), 'unknown', 'unknown', 'unknown'],
    ['a code not known yet', () => refusing(77), 'unknown', 'unknown', 'unknown'],
    ['code 1 with 400', () => refusing(1, 400), 'unknown', 'unknown', 'unknown'],
    ['401', () => refusing(-1, 401), 'unknown', 'unknown', 'unknown'],
    ['404', () => refusing(1, 404), 'unknown', 'unknown', 'not-found'],
    ['429', () => refusing(-1, 429), 'unknown', 'unknown', 'unknown'],
    ['code 1 with 500', () => refusing(1, 500), 'unknown', 'unknown', 'unknown'],
    ['code 0 with 503', () => refusing(0, 503), 'unknown', 'unknown', 'unknown'],
  ])('%s: prepare %s, cancel %s, lookup %s', async (_, answer, ...expected) => {
    const { gateway } = answering(answer)
    const answers = [
      await gateway.prepare(order),
      await gateway.cancel(cancelAsk),
      await gateway.lookup({ reference: 'id-1' }),
    ]
    expect(answers.map(({ is }) => is)).toEqual(expected)
  })

  test('of our keys says that they are wrong, and nothing is called with none', async () => {
    const { gateway, calls } = answering(
      () => ok(sold),
      {},
      () => refusing(-1, 401),
    )
    const rejected = { is: 'rejected', configuration: true }
    expect(await gateway.prepare(order)).toMatchObject(rejected)
    expect(await gateway.cancel(cancelAsk)).toMatchObject(rejected)
    expect(await gateway.lookup({ reference: 'id-1' })).toMatchObject({
      is: 'unknown',
      configuration: true,
    })
    expect(calls()).toEqual([])
  })

  test('is told with its words, and never with a key or a token', async () => {
    const told = await answering(() => refusing(1, 400, '잘못된 요청')).gateway.cancel(cancelAsk)
    expect(told).toEqual({ is: 'unknown', reason: 'portone-v1 cancel 400 1 잘못된 요청' })
    const { gateway } = answering(() => {
      throw new TypeError('TOKENTOKEN SECRETSECRET KEYKEYKEY is no header')
    })
    expect(JSON.stringify(await gateway.cancel(cancelAsk))).not.toMatch(/TOKEN|SECRET|KEYKEY/)
  })
})

describe('an answer', () => {
  test.each([
    ['no JSON', () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['half a JSON', () => new Response('{"code":0,"response":{"imp')],
    ['nothing', () => new Response('')],
    ['a list', () => Response.json([])],
    ['no response', () => ok(null)],
    ['no code', () => Response.json({ response: sold })],
    ['a redirect', () => new Response('{}', { status: 302, headers: { location: '/login' } })],
    ['an object without what money needs', () => ok({ imp_uid: 'imp_1', list: [{}] })],
    [
      'an amount that is no whole number',
      () => ok({ ...sold, amount: 1.5, list: [{ ...sold, amount: 1.5 }] }),
    ],
    ['no word about its channel', () => ok({ list: [{ ...sold, sandbox: undefined }] })],
    ['no answer', () => Promise.reject(new TypeError('fetch failed')) as never],
  ])('of %s is unknown to every call', async (_, answer) => {
    const { gateway } = answering(answer)
    expect((await gateway.prepare(order)).is).toBe('unknown')
    expect((await gateway.approve({ ...order, ...cancelAsk, clientToken: '' })).is).toBe('unknown')
    expect((await gateway.cancel(cancelAsk)).is).toBe('unknown')
    expect((await gateway.lookup({ reference: 'id-1' })).is).toBe('unknown')
  })

  test('that is paid tells all there is to tell', async () => {
    expect(await lookup({ ...sold, amount: '12500', surprise: [1] })).toEqual({
      is: 'found',
      snapshot: {
        state: 'paid',
        final: true,
        reference: 'id-1',
        approvalReference: 'imp_1',
        orderNumber: 'order-1',
        buyer: 'buyer-1',
        amount: { amount: 12_500, currency: 'KRW' },
        taxFree: 500,
        refunded: 0,
        refunds: [],
        method: 'card',
        approvedAt: new Date(1_700_000_000_000),
        receiptUrl: 'https://receipts.test/1',
      },
    })
  })

  // Nobody documents what a partly canceled payment is called, so the amounts say it.
  test.each([
    ['ready', {}, 'open', false],
    ['failed', {}, 'declined', false],
    ['failed', { fail_reason: '[결제포기] 사용자가 결제를 취소하셨습니다' }, 'quit', false],
    ['failed', { fail_reason: '비밀번호가 틀렸습니다' }, 'declined', false],
    ['paid', {}, 'paid', true],
    ['paid', { cancel_amount: 1 }, 'partly-refunded', true],
    ['cancelled', { cancel_amount: 1 }, 'partly-refunded', true],
    ['paid', { cancel_amount: 12_500 }, 'refunded', true],
    ['cancelled', { cancel_amount: 12_500 }, 'refunded', true],
    ['cancelled', { paid_at: 0 }, 'expired', false],
  ])('of status %s %j is %s', async (status, told, state, final) => {
    expect(await lookup({ ...sold, ...told, status })).toMatchObject({ snapshot: { state, final } })
  })

  test.each(['pending', 'constructor', 'PAID'])('of status %s is unknown', async (status) => {
    expect(await lookup({ ...sold, status })).toMatchObject({ is: 'unknown' })
  })

  test.each([
    ['a test channel', { sandbox: true }, ['test']],
    ['another store', { pg_id: 'other' }, ['pg_id']],
    ['both', { sandbox: true, pg_id: 'other' }, ['test', 'pg_id']],
  ])('of %s says what differs', async (_, told, differs) => {
    expect(await lookup({ ...sold, ...told })).toMatchObject({ snapshot: { differs } })
  })

  test.each([['{broken'], [null], ['"text"'], ['{"orderNumber":7}']])(
    'whose custom data is %s belongs to no order of ours',
    async (custom_data) => {
      expect(await lookup({ ...sold, custom_data })).toMatchObject({
        is: 'found',
        snapshot: { orderNumber: '', buyer: '', amount: { amount: 12_500 } },
      })
    },
  )

  test('with a receipt that is no web address tells none', async () => {
    const said = await lookup({ ...sold, receipt_url: 'javascript:alert(1)' })
    expect(said).not.toHaveProperty('snapshot.receiptUrl')
  })

  test('that waits for a deposit tells the account, and no approval', async () => {
    const said = await lookup({
      ...sold,
      status: 'ready',
      paid_at: 0,
      pay_method: 'vbank',
      vbank_name: '국민',
      vbank_num: '123-45',
      vbank_holder: null,
      vbank_date: 1_700_000_600,
    })
    expect(said).toMatchObject({
      snapshot: {
        state: 'open',
        deposit: {
          bank: '국민',
          account: '123-45',
          holder: '',
          until: new Date(1_700_000_600_000),
        },
      },
    })
    expect(said).not.toHaveProperty('snapshot.approvalReference')
  })

  test('tells each cancel by its id, and ours by the key behind the reason', async () => {
    const cancel_history = [
      { amount: 4_000, cancelled_at: 20, cancellation_id: 'c2', reason: 'late [refund-2]' },
      { amount: 4_000, cancelled_at: 10, cancellation_id: 'c1', reason: 'at the console' },
      { amount: 1_000, cancelled_at: 30, cancellation_id: 'c3', reason: 'cut off [refun' },
    ]
    expect(await lookup({ ...sold, cancel_amount: 9_000, cancel_history })).toMatchObject({
      snapshot: {
        refunds: [
          { reference: 'c1', amount: 4_000 },
          { reference: 'c2', amount: 4_000, operationKey: 'refund-2' },
          { reference: 'c3', amount: 1_000 },
        ],
      },
    })
  })
})

describe('several attempts under one id', () => {
  const failed = { ...sold, imp_uid: 'imp_failed', status: 'failed', paid_at: 0 }
  const quit = { ...failed, imp_uid: 'imp_quit', fail_reason: '사용자가 결제를 취소하셨습니다' }
  const ready = { ...failed, imp_uid: 'imp_ready', status: 'ready' }
  const vbank = { ...ready, imp_uid: 'imp_vbank', vbank_num: '1', vbank_date: 1_700_000_600 }
  const returned = { ...sold, imp_uid: 'imp_back', status: 'cancelled', cancel_amount: 12_500 }

  test.each([
    ['failed, paid', [failed, sold], 'paid'],
    ['paid, failed', [sold, failed], 'paid'],
    ['paid, waiting for a deposit', [sold, vbank], 'paid'],
    ['given back, failed', [returned, failed], 'refunded'],
    ['failed, open', [failed, ready], 'open'],
    ['failed, failed', [failed, failed], 'declined'],
    ['quit, quit', [quit, quit], 'quit'],
    ['quit, paid', [quit, sold], 'paid'],
  ])('%s: %s', async (_, attempts, state) => {
    for (const list of [attempts, attempts.toReversed()])
      expect(await lookup(...list)).toMatchObject({ snapshot: { state } })
  })

  test('the one that waits for a deposit is told before one that is merely open', async () => {
    const deposit = { account: '1' }
    expect(await lookup(ready, vbank)).toMatchObject({ snapshot: { deposit } })
    expect(await lookup(vbank, ready)).toMatchObject({ snapshot: { deposit } })
  })

  test('paid twice, the first counts and a person must look', async () => {
    const second = { ...sold, imp_uid: 'imp_2', paid_at: 1_700_000_100 }
    expect(await lookup(second, sold)).toMatchObject({
      snapshot: { approvalReference: 'imp_1', differs: ['paid 2 times'] },
    })
  })

  test('one of which nobody can read makes all of them unknown', async () => {
    expect(await lookup(sold, { ...failed, status: 'levitating' })).toMatchObject({ is: 'unknown' })
    expect(await lookup(sold, { imp_uid: 'imp_3' })).toMatchObject({ is: 'unknown' })
  })
})

describe('the token', () => {
  test('is asked for once, by however many lookups at once, until it is about to die', async () => {
    const { gateway, heard } = answering(() => ok({ list: [sold] }))
    await Promise.all([1, 2, 3].map(() => gateway.lookup({ reference: 'id-1' })))
    await gateway.lookup({ reference: 'id-1' })
    expect(heard.filter(({ path }) => path === '/users/getToken')).toHaveLength(1)
    expect(heard.at(-1)?.token).toBe('Bearer TOKENTOKEN')

    const dying = answering(
      () => ok({ list: [sold] }),
      {},
      () => token('T', 20),
    )
    await dying.gateway.lookup({ reference: 'id-1' })
    await dying.gateway.lookup({ reference: 'id-1' })
    expect(dying.heard.filter(({ path }) => path === '/users/getToken')).toHaveLength(2)
  })

  test('that died is asked for anew once, and the lookup repeated', async () => {
    let tokens = 0
    const answer = ({ token }: Heard) =>
      token === 'Bearer T2' ? ok({ list: [sold] }) : refusing(-1, 401)
    const { gateway, calls } = answering(answer, {}, () => token(`T${++tokens}`))
    expect(await gateway.lookup({ reference: 'id-1' })).toMatchObject({ is: 'found' })
    expect(calls()).toHaveLength(2)
  })

  test('that is refused again is our trouble, and not asked for a third time', async () => {
    const { gateway, calls } = answering(() => refusing(-1, 401))
    expect(await gateway.lookup({ reference: 'id-1' })).toMatchObject({
      is: 'unknown',
      configuration: true,
    })
    expect(calls()).toHaveLength(2)
  })

  test('is asked for before each cancel, which is sent once whatever happens', async () => {
    const { gateway, heard } = answering(() => refusing(-1, 401))
    await gateway.cancel(cancelAsk)
    await gateway.cancel(cancelAsk)
    expect(heard.map(({ path }) => path)).toEqual([
      '/users/getToken',
      '/payments/cancel',
      '/users/getToken',
      '/payments/cancel',
    ])
  })

  test.each([
    ['is not there', () => ok({ now: 1, expired_at: 2 })],
    ['never came', () => Promise.reject(new TypeError('fetch failed')) as never],
    ['came with 500', () => refusing(0, 500)],
  ])('that %s leaves everything unknown', async (_, tokens) => {
    const { gateway, calls } = answering(() => ok(sold), {}, tokens)
    expect((await gateway.prepare(order)).is).toBe('unknown')
    expect((await gateway.cancel(cancelAsk)).is).toBe('unknown')
    expect((await gateway.lookup({ reference: 'id-1' })).is).toBe('unknown')
    expect(calls()).toEqual([])
  })
})

describe('preparing', () => {
  const locked = (amount: number) => ok({ merchant_uid: 'id-1', amount })

  test('locks the amount and hands over what IMP.request_pay wants', async () => {
    const { gateway, calls } = answering(() => locked(12_500))
    const title = '🍚'.repeat(41)
    const said = await gateway.prepare({ ...order, title, taxFree: 500 })
    expect(calls()).toEqual([
      {
        method: 'POST',
        path: '/payments/prepare',
        token: 'Bearer TOKENTOKEN',
        body: { merchant_uid: 'id-1', amount: 12_500 },
      },
    ])
    expect(said).toEqual({
      is: 'prepared',
      reference: 'id-1',
      launch: {
        user_code: 'imp12345678',
        channelKey: 'channel-key-1',
        pay_method: 'card',
        merchant_uid: 'id-1',
        name: '🍚'.repeat(40),
        amount: 12_500,
        currency: 'KRW',
        vbank_due: expect.stringMatching(/^\d{14}$/),
        tax_free: 500,
        custom_data: {
          orderNumber: 'order-1',
          buyer: 'buyer-1',
          taxFree: 500,
          holdUntil: expect.stringMatching(/^2\d{3}-/),
        },
        notice_url: order.callbackUrls.notice,
        confirm_url: order.callbackUrls.confirm,
        language: 'ko',
        m_redirect_url: order.returnUrls.success,
        returnUrls: order.returnUrls,
      },
    })
  })

  test('a shop that PortOne does not ask names no address for it', async () => {
    const { gateway } = answering(() => locked(12_500), { confirms: false })
    expect(await gateway.prepare(order)).not.toHaveProperty('launch.confirm_url')
  })

  test.each([
    [12_500, 'prepared'],
    [9_000, 'rejected'],
  ])('an id that is locked already, at %i, is %s', async (amount, is) => {
    const { gateway, calls } = answering(({ method }) =>
      method === 'GET' ? locked(amount) : refusing(1, 200, '이미 등록된 merchant_uid입니다'),
    )
    expect((await gateway.prepare(order)).is).toBe(is)
    expect(calls().at(-1)).toMatchObject({ method: 'GET', path: '/payments/prepare/id-1' })
  })

  test('an answer about another id proves nothing', async () => {
    const { gateway } = answering(() => ok({ merchant_uid: 'id-2', amount: 12_500 }))
    expect((await gateway.prepare(order)).is).toBe('unknown')
  })

  test('an id of more than 40 characters is rejected before anybody is asked', async () => {
    const { gateway, heard } = answering(() => locked(12_500))
    expect(await gateway.prepare({ ...order, merchantId: 'x'.repeat(41) })).toMatchObject({
      is: 'rejected',
    })
    expect(heard).toEqual([])
  })
})

describe('giving back', () => {
  const showing = (told: object) => answering(() => ok({ ...sold, ...told }))
  const entry = { amount: 5_000, cancelled_at: 20, cancellation_id: 'c1', reason: 'x [refund-1]' }

  test('says the amount, its tax-free part, the balance and whose cancel it is', async () => {
    const { gateway, calls } = showing({ cancel_amount: 5_000, cancel_history: [entry] })
    expect(await gateway.cancel(cancelAsk)).toEqual({
      is: 'canceled',
      refundReference: 'c1',
      balance: 7_500,
    })
    expect(calls()[0]).toMatchObject({
      path: '/payments/cancel',
      body: {
        imp_uid: 'imp_1',
        amount: 5_000,
        tax_free: 1_000,
        checksum: 12_500,
        reason: 'asked [refund-1]',
      },
    })
    await gateway.cancel({ ...cancelAsk, approvalReference: null })
    expect(calls()[1]?.body).toMatchObject({ merchant_uid: 'id-1' })
    expect(calls()[1]?.body).not.toHaveProperty('imp_uid')
  })

  test.each([0, -1])(
    'an amount of %i, which PortOne takes for all, never goes out',
    async (amount) => {
      const { gateway, heard } = showing({})
      const said = await gateway.cancel({ ...cancelAsk, amount: { amount, currency: 'KRW' } })
      expect(said).toMatchObject({ is: 'rejected' })
      expect(heard).toEqual([])
    },
  )

  test.each([
    ['nothing yet', {}, 'pending'],
    [
      'another amount under our key',
      { cancel_amount: 1, cancel_history: [{ ...entry, amount: 1 }] },
      'unknown',
    ],
    [
      'more, and not by us',
      { cancel_amount: 5_000, cancel_history: [{ ...entry, reason: 'x' }] },
      'unknown',
    ],
    [
      'a cancel without a name',
      { cancel_amount: 5_000, cancel_history: [{ ...entry, cancellation_id: null }] },
      'unknown',
    ],
  ])('an answer that shows %s is %s', async (_, told, is) => {
    expect((await showing(told).gateway.cancel(cancelAsk)).is).toBe(is)
  })

  const refused = (attempt: object) =>
    answering(({ method }) => (method === 'GET' ? ok({ list: [attempt] }) : refusing(1)))

  test.each([
    ['a card', {}, 'unknown'],
    ['a virtual account', { pay_method: 'vbank' }, 'rejected'],
    [
      'a virtual account that has less now',
      { pay_method: 'vbank', cancel_amount: 5_000 },
      'unknown',
    ],
  ])('a refusal for %s is %s', async (_, told, is) => {
    expect((await refused({ ...sold, ...told }).gateway.cancel(cancelAsk)).is).toBe(is)
  })
})

describe('what comes to us', () => {
  const call = (body: string) => ({ headers: {}, body: Buffer.from(body), now: new Date() })
  const { gateway } = answering(() => ok(sold))
  const told = {
    imp_uid: 'imp_1',
    merchant_uid: 'id-1',
    status: 'cancelled',
    cancellation_id: 'c1',
  }

  test('as JSON or as a form is a hint that nobody signed', () => {
    const hint = {
      is: 'hint',
      eventId: 'imp_1 cancelled c1',
      reference: 'id-1',
      approvalReference: 'imp_1',
      kind: 'cancelled',
      trust: 'unsigned',
    }
    expect(gateway.readWebhook?.(call(JSON.stringify(told)))).toEqual(hint)
    expect(gateway.readWebhook?.(call(String(new URLSearchParams(told))))).toEqual(hint)
  })

  test.each(['', '[]', 'null', '{}', '{"imp_uid":7}', 'a=b', '<xml/>', '{"imp_uid":'])(
    'and names no payment (%s) is rejected',
    (body) => {
      expect(gateway.readWebhook?.(call(body))).toMatchObject({ is: 'rejected' })
    },
  )

  test('as a question before a charge names the payment and the amount', () => {
    const asked = { imp_uid: 'imp_1', merchant_uid: 'id-1', amount: 12_500 }
    const read = { reference: 'id-1', amount: 12_500 }
    expect(gateway.readConfirm?.(call(JSON.stringify(asked)))).toEqual(read)
    expect(gateway.readConfirm?.(call('imp_uid=imp_1&merchant_uid=id-1&amount=12500'))).toEqual(
      read,
    )
    expect(gateway.readConfirm?.(call('{"merchant_uid":"id-1"}'))).toBeUndefined()
    expect(gateway.readConfirm?.(call('{"merchant_uid":"id-1","amount":1.5}'))).toBeUndefined()
  })

  test.each([
    [{}, {}],
    [
      { error_code: 'F400', error_msg: '[결제포기] 사용자가 결제를 취소하셨습니다' },
      { left: 'quit' },
    ],
    [{ error_msg: '사용자가 결제를 취소하셨습니다' }, { left: 'quit' }],
    [{ error_code: 'CARD_LIMIT', error_msg: '한도초과' }, { left: 'declined' }],
  ])('with the browser and %j proves no payment, and is read as %j', (told, expected) => {
    const query = { imp_uid: 'imp_1', merchant_uid: 'id-1', ...told }
    expect(gateway.parseReturn(query as Record<string, string>)).toEqual(expected)
  })
})

describe('the list', () => {
  const from = new Date('2026-11-20T15:00:00Z')
  const to = new Date('2026-11-21T15:00:00Z')

  test('tells what was paid, page by page, then what was given back', async () => {
    const { gateway, calls } = answering(({ path }) =>
      ok({ list: [sold], next: path.includes('/paid?page=1&') ? 2 : 0 }),
    )
    const pages: unknown[] = []
    let after: string | undefined
    do {
      const page = await gateway.list?.({ from, to, ...(after && { after }) })
      if (page?.is !== 'listed') throw new Error(page?.is)
      pages.push(page.next)
      after = page.next
    } while (after)
    expect(pages).toEqual(['paid:2', 'cancelled:1', undefined])
    expect(calls().map(({ path }) => path.replace(/&.*/, ''))).toEqual([
      '/payments/status/paid?page=1',
      '/payments/status/paid?page=2',
      '/payments/status/cancelled?page=1',
    ])
    expect(calls()[0]?.path).toContain('&from=1795186800&to=1795273200')
  })

  test.each(['secret:1', 'paid:x', '__proto__:1', 'paid:-1'])(
    'has no page called %s',
    async (after) => {
      const { gateway, heard } = answering(() => ok({ list: [] }))
      expect(await gateway.list?.({ from, to, after })).toMatchObject({ is: 'unknown' })
      expect(heard).toEqual([])
    },
  )

  test('of which one line cannot be read is unknown', async () => {
    const { gateway } = answering(() => ok({ list: [sold, { imp_uid: 'imp_2' }] }))
    expect(await gateway.list?.({ from, to })).toMatchObject({ is: 'unknown' })
  })
})

test('a test channel is asked for by name in every lookup, a live one never', async () => {
  for (const isTest of [true, false]) {
    const { gateway, calls } = answering(() => ok({ list: [sold] }), { isTest })
    await gateway.lookup({ reference: 'a/b' })
    await gateway.list?.({ from: new Date(0), to: new Date(1) })
    for (const { path } of calls()) expect(path.includes('include_sandbox=true')).toBe(isTest)
    expect(calls()[0]?.path).toMatch(/^\/payments\/findAll\/a%2Fb\?/)
  }
})
