import { describe, expect, test } from 'vitest'
import { anOrder } from '../sandbox-buyer.ts'
import { kakaoPay } from './gateway.ts'

// The wire alone: what KakaoPay may answer, read by the adapter. Its real flow is gateways.test.ts.
interface Heard {
  url: string
  headers: Headers
  body: Record<string, unknown>
}

function answering(answer: () => Response) {
  const heard: Heard[] = []
  const gateway = kakaoPay({
    baseUrl: 'https://kakaopay.test',
    secretKey: 'SECRETSECRET',
    cid: 'TC0ONETIME',
    fetch: async (url, init) => {
      const body = JSON.parse(String(init?.body))
      heard.push({ url: String(url), headers: new Headers(init?.headers), body })
      return answer()
    },
  })
  return { gateway, heard }
}
const json = (body: unknown, status = 200) => answering(() => Response.json(body, { status }))
const refusing = (code: number, status = 400) =>
  json({ error_code: code, error_message: 'no', extras: { method_result_code: 'WHY' } }, status)

const order = anOrder()
const approveAsk = {
  reference: 'T1',
  clientToken: 'token-1',
  orderNumber: order.orderNumber,
  buyer: 'buyer-1',
  amount: order.amount,
  operationKey: 'one',
}
const cancelAsk = {
  reference: 'T1',
  approvalReference: null,
  amount: order.amount,
  taxFree: 0,
  balance: 12_500,
  reason: 'asked',
  operationKey: 'two',
}

describe('a refusal', () => {
  // What each code proves, call by call: prepare, approve, cancel, lookup.
  test.each([
    [-701, 'rejected', 'declined', 'unknown', 'unknown'],
    [-702, 'unknown', 'unknown', 'unknown', 'unknown'],
    [-704, 'rejected', 'declined', 'unknown', 'unknown'],
    [-706, 'rejected', 'declined', 'unknown', 'unknown'],
    [-708, 'rejected', 'declined', 'unknown', 'unknown'],
    [-710, 'unknown', 'unknown', 'unknown', 'unknown'],
    [-721, 'unknown', 'unknown', 'unknown', 'not-found'],
    [-723, 'unknown', 'expired', 'unknown', 'not-found'],
    [-731, 'rejected', 'unknown', 'rejected', 'unknown'],
    [-780, 'unknown', 'unknown', 'unknown', 'unknown'],
    [-781, 'unknown', 'unknown', 'unknown', 'unknown'],
    [-784, 'unknown', 'unknown', 'unknown', 'unknown'],
    [-785, 'unknown', 'unknown', 'unknown', 'unknown'],
    [-797, 'rejected', 'declined', 'unknown', 'unknown'],
    [-799, 'rejected', 'unknown', 'rejected', 'unknown'],
    [-401, 'rejected', 'unknown', 'rejected', 'unknown'],
    [-429, 'unknown', 'unknown', 'unknown', 'unknown'],
    [-99_999, 'unknown', 'unknown', 'unknown', 'unknown'],
  ])('%i: prepare %s, approve %s, cancel %s, lookup %s', async (code, ...expected) => {
    const { gateway } = refusing(code)
    const answers = [
      await gateway.prepare(order),
      await gateway.approve(approveAsk),
      await gateway.cancel(cancelAsk),
      await gateway.lookup({ reference: 'T1' }),
    ]
    expect(answers.map(({ is }) => is)).toEqual(expected)
  })

  test('with a 5xx status proves nothing, whatever its code', async () => {
    const { gateway } = refusing(-797, 503)
    expect(await gateway.approve(approveAsk)).toMatchObject({ is: 'unknown' })
    expect(await gateway.prepare(order)).toMatchObject({ is: 'unknown' })
  })

  test('of our own settings says so, and one of the buyer does not', async () => {
    expect(await refusing(-799).gateway.prepare(order)).toMatchObject({ configuration: true })
    expect(await refusing(-797).gateway.prepare(order)).toMatchObject({ configuration: false })
  })

  test('is told with its code and what the bank said', async () => {
    const { gateway } = refusing(-797)
    const reason = 'kakaopay -797 WHY no'
    expect(await gateway.approve(approveAsk)).toEqual({ is: 'declined', reason })
  })
})

describe('an answer', () => {
  test.each([
    ['no JSON', () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['half a JSON', () => new Response('{"tid":"T1","amo')],
    ['nothing', () => new Response('')],
    ['a list', () => Response.json([])],
    ['null', () => Response.json(null)],
    ['a redirect', () => new Response('{}', { status: 302, headers: { location: '/login' } })],
    ['an object without what money needs', () => Response.json({ tid: 'T1' })],
    ['amounts that are no whole numbers', () => Response.json({ ...sold, amount: { total: 1.5 } })],
    ['no answer', () => Promise.reject(new TypeError('fetch failed')) as never],
  ])('of %s is unknown to every call', async (_, answer) => {
    const { gateway } = answering(answer)
    expect((await gateway.prepare(order)).is).toBe('unknown')
    expect((await gateway.approve(approveAsk)).is).toBe('unknown')
    expect((await gateway.cancel(cancelAsk)).is).toBe('unknown')
    expect((await gateway.lookup({ reference: 'T1' })).is).toBe('unknown')
  })

  const sold = {
    aid: 'A1',
    tid: 'T1',
    status: 'SUCCESS_PAYMENT',
    partner_order_id: 'order-1',
    partner_user_id: 'buyer-1',
    amount: { total: 12_500, tax_free: 500 },
  }
  const lookup = (told: object) => json({ ...sold, ...told }).gateway.lookup({ reference: 'T1' })

  test('may write numbers as strings, leave out what is optional, and say more', async () => {
    const amount = { total: '12500', tax_free: '500', cup: null }
    const { gateway } = json({ ...sold, amount, surprise: [1] })
    expect(await gateway.approve(approveAsk)).toEqual({
      is: 'approved',
      snapshot: {
        state: 'paid',
        final: true,
        reference: 'T1',
        approvalReference: 'A1',
        orderNumber: 'order-1',
        buyer: 'buyer-1',
        amount: { amount: 12_500, currency: 'KRW' },
        taxFree: 500,
        refunded: 0,
        refunds: [],
      },
    })
  })

  test('writes instants as Korean wall time without an offset', async () => {
    expect(await lookup({ approved_at: '2026-11-24T19:30:00' })).toMatchObject({
      snapshot: { approvedAt: new Date('2026-11-24T10:30:00Z') },
    })
  })

  test.each([
    ['READY', 'open', false],
    ['SEND_TMS', 'open', false],
    ['OPEN_PAYMENT', 'open', false],
    ['SELECT_METHOD', 'open', false],
    ['ARS_WAITING', 'open', false],
    ['AUTH_PASSWORD', 'open', false],
    ['SUCCESS_PAYMENT', 'paid', true],
    ['FAIL_AUTH_PASSWORD', 'declined', true],
    ['QUIT_PAYMENT', 'quit', true],
    ['FAIL_PAYMENT', 'declined', true],
  ])('of status %s is %s', async (status, state, final) => {
    expect(await lookup({ status })).toMatchObject({ is: 'found', snapshot: { state, final } })
  })

  test.each(['ISSUED_SID', 'constructor', 'TOMORROW'])(
    'of status %s is unknown',
    async (status) => {
      expect(await lookup({ status })).toMatchObject({ is: 'unknown' })
    },
  )

  test('that leaves one amount of its actions out is completed from the total', async () => {
    const details = [
      { aid: 'A1', payment_action_type: 'PAYMENT' },
      { aid: 'A2', payment_action_type: 'CANCEL', amount: 1_000, payload: 'key-2' },
      { aid: 'A3', payment_action_type: 'CANCEL' },
    ]
    const canceled = { status: 'PART_CANCEL_PAYMENT', canceled_amount: { total: 3_000 } }
    expect(await lookup({ ...canceled, payment_action_details: details })).toMatchObject({
      snapshot: {
        state: 'partly-refunded',
        approvalReference: 'A1',
        refunded: 3_000,
        refunds: [
          { reference: 'A2', amount: 1_000, operationKey: 'key-2' },
          { reference: 'A3', amount: 2_000 },
        ],
      },
    })
  })

  test('that says "canceled" without saying how much is unknown', async () => {
    expect(await lookup({ status: 'CANCEL_PAYMENT' })).toMatchObject({ is: 'unknown' })
  })

  test('that another amount was given back than was asked is unknown', async () => {
    const { gateway } = json({
      aid: 'A2',
      approved_cancel_amount: { total: 1 },
      cancel_available_amount: { total: 12_499 },
    })
    expect(await gateway.cancel(cancelAsk)).toMatchObject({ is: 'unknown' })
  })
})

describe('a call', () => {
  test('goes to the JSON dialect with the key, the merchant, and always the amount', async () => {
    const { gateway, heard } = refusing(-701)
    await gateway.approve(approveAsk)
    expect(heard[0]?.url).toBe('https://kakaopay.test/online/v1/payment/approve')
    expect(heard[0]?.headers.get('authorization')).toBe('SECRET_KEY SECRETSECRET')
    expect(heard[0]?.headers.get('content-type')).toBe('application/json')
    expect(heard[0]?.body).toEqual({
      cid: 'TC0ONETIME',
      tid: 'T1',
      partner_order_id: order.orderNumber,
      partner_user_id: 'buyer-1',
      pg_token: 'token-1',
      total_amount: 12_500,
      payload: 'one',
    })
  })

  test('goes to the old dialect as a form, with the admin key', async () => {
    const heard: { url: string; headers: Headers; body: string }[] = []
    const gateway = kakaoPay({
      baseUrl: 'https://kapi.test',
      dialect: 'old',
      adminKey: 'ADMINADMIN',
      cid: 'TC0ONETIME',
      fetch: async (url, init) => {
        const headers = new Headers(init?.headers)
        heard.push({ url: String(url), headers, body: String(init?.body) })
        const extras = { method_result_code: 'WHY' }
        return Response.json({ code: -797, msg: 'no', extras }, { status: 400 })
      },
    })
    const reason = 'kakaopay -797 WHY no'
    expect(await gateway.approve({ ...approveAsk, orderNumber: '주문 &1' })).toEqual({
      is: 'declined',
      reason,
    })
    expect(heard[0]?.url).toBe('https://kapi.test/v1/payment/approve')
    expect(heard[0]?.headers.get('authorization')).toBe('KakaoAK ADMINADMIN')
    const form = 'application/x-www-form-urlencoded;charset=utf-8'
    expect(heard[0]?.headers.get('content-type')).toBe(form)
    expect(Object.fromEntries(new URLSearchParams(heard[0]?.body))).toEqual({
      cid: 'TC0ONETIME',
      tid: 'T1',
      partner_order_id: '주문 &1',
      partner_user_id: 'buyer-1',
      pg_token: 'token-1',
      total_amount: '12500',
      payload: 'one',
    })
  })

  test('of the old dialect takes a refusal of the new one for no refusal', async () => {
    const gateway = kakaoPay({
      baseUrl: 'https://kapi.test',
      dialect: 'old',
      adminKey: 'ADMINADMIN',
      cid: 'TC0ONETIME',
      fetch: async () => Response.json({ error_code: -797, error_message: 'no' }, { status: 400 }),
    })
    expect(await gateway.approve(approveAsk)).toMatchObject({ is: 'unknown' })
  })

  test('is tried once, whatever happens', async () => {
    const { gateway, heard } = answering(() => Response.error())
    await gateway.cancel(cancelAsk)
    expect(heard).toHaveLength(1)
  })

  test('cuts a title that is too long, between characters', async () => {
    const { gateway, heard } = refusing(-2)
    await gateway.prepare({ ...order, title: '🍚'.repeat(101) })
    expect(heard[0]?.body.item_name).toBe('🍚'.repeat(100))
  })

  test('that fails never repeats the key or the token', async () => {
    const { gateway } = answering(() => {
      throw new TypeError('"SECRET_KEY SECRETSECRET" is no header; pg_token token-1')
    })
    const answer = JSON.stringify(await gateway.approve(approveAsk))
    expect(answer).not.toMatch(/SECRETSECRET|token-1/)
  })
})
