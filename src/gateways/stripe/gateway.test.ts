import { describe, expect, test } from 'vitest'
import { anOrder } from '../sandbox-buyer.ts'
import { stripe } from './gateway.ts'

// The wire alone: what Stripe may answer, read by the adapter. Its real flow is contract.test.ts.
interface Heard {
  line: string
  url: string
  headers: Headers
  body: Record<string, string>
}
type Answers = Readonly<Record<string, () => Response | Promise<Response>>>

const settings = {
  baseUrl: 'https://stripe.test',
  secretKey: 'sk_test_SECRETSECRET',
  publishableKey: 'pk_test_1',
  webhookSecret: 'whsec_1',
}

/** Answers by `POST create`, `GET retrieve` and so on; any call by `*`. */
function answering(answers: Answers, told = {}) {
  const heard: Heard[] = []
  const gateway = stripe({
    ...settings,
    ...told,
    fetch: async (url, init) => {
      const { pathname } = new URL(String(url))
      const line = `${init?.method} ${pathname.replace('/v1/', '')}`
      const body = Object.fromEntries(new URLSearchParams(String(init?.body ?? '')))
      heard.push({ line, url: String(url), headers: new Headers(init?.headers), body })
      const answer = answers[line] ?? answers['*']
      if (!answer) throw new Error(`nobody expected ${line}`)
      return answer()
    },
  })
  return { gateway, heard, lines: () => heard.map(({ line }) => line) }
}

const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status })
const refused = (status: number, code: string, type = 'invalid_request_error') =>
  json({ error: { type, code, message: 'no', decline_code: undefined } }, status)

const order = anOrder()
const charge = {
  id: 'ch_1',
  object: 'charge',
  created: 1_795_000_000,
  disputed: false,
  amount_captured: 12_500,
  amount_refunded: 0,
  payment_method_details: { type: 'card' },
  receipt_url: 'https://pay.stripe.com/receipts/1',
  refunds: { object: 'list', data: [] as object[], has_more: false },
}
const intent = (told: object = {}) => ({
  id: 'pi_1',
  object: 'payment_intent',
  status: 'requires_capture',
  amount: 12_500,
  amount_received: 0,
  currency: 'krw',
  livemode: false,
  client_secret: 'pi_1_secret_1',
  latest_charge: charge,
  metadata: { order_number: order.orderNumber, buyer: 'buyer-1', tax_free: '500' },
  ...told,
})
const sold = (told: object = {}) =>
  intent({ status: 'succeeded', amount_received: 12_500, ...told })
const withRefunds = (...data: object[]) => sold({ latest_charge: { ...charge, refunds: { data } } })

const approveAsk = {
  reference: 'pi_1',
  clientToken: 'pi_1',
  orderNumber: order.orderNumber,
  buyer: 'buyer-1',
  amount: order.amount,
  operationKey: 'payment-1-approve',
}
const cancelAsk = {
  reference: 'pi_1',
  approvalReference: 'ch_1',
  amount: order.amount,
  taxFree: 500,
  balance: 12_500,
  reason: 'asked',
  operationKey: 'refund-1-cancel',
}
const found = 'GET payment_intents/pi_1'
const capture = 'POST payment_intents/pi_1/capture'
const refund = 'POST refunds'

const lookup = (answers: Answers, told = {}) =>
  answering(answers, told).gateway.lookup({ reference: 'pi_1' })

describe('a refusal', () => {
  // What each code proves, call by call: prepare, approve, cancel, lookup.
  test.each([
    [400, 'amount_too_small', 'rejected', 'declined', 'unknown', 'unknown'],
    [400, 'parameter_missing', 'rejected', 'declined', 'unknown', 'unknown'],
    [402, 'card_declined', 'unknown', 'declined', 'unknown', 'unknown'],
    [402, 'insufficient_funds', 'unknown', 'declined', 'unknown', 'unknown'],
    [402, 'processing_error', 'unknown', 'unknown', 'unknown', 'unknown'],
    [400, 'capture_charge_authorization_expired', 'unknown', 'expired', 'unknown', 'unknown'],
    [400, 'charge_expired_for_capture', 'unknown', 'expired', 'unknown', 'unknown'],
    [400, 'payment_intent_unexpected_state', 'unknown', 'unknown', 'unknown', 'unknown'],
    [400, 'charge_already_captured', 'unknown', 'unknown', 'unknown', 'unknown'],
    [400, 'charge_already_refunded', 'unknown', 'unknown', 'unknown', 'unknown'],
    [400, 'charge_disputed', 'unknown', 'unknown', 'rejected', 'unknown'],
    [404, 'resource_missing', 'unknown', 'unknown', 'unknown', 'not-found'],
    [400, 'resource_missing', 'unknown', 'unknown', 'unknown', 'unknown'],
    [400, 'idempotency_error', 'unknown', 'unknown', 'unknown', 'unknown'],
    [409, 'idempotency_key_in_use', 'unknown', 'unknown', 'unknown', 'unknown'],
    [429, 'lock_timeout', 'unknown', 'unknown', 'unknown', 'unknown'],
    [429, 'rate_limit', 'unknown', 'unknown', 'unknown', 'unknown'],
    [401, 'api_key_expired', 'rejected', 'unknown', 'rejected', 'unknown'],
    [403, 'secret_key_required', 'rejected', 'unknown', 'rejected', 'unknown'],
    [400, 'a_code_of_tomorrow', 'unknown', 'unknown', 'unknown', 'unknown'],
    [500, 'card_declined', 'unknown', 'unknown', 'unknown', 'unknown'],
  ])('%i %s: prepare %s, approve %s, cancel %s, lookup %s', async (status, code, ...expected) => {
    const no = refused(status, code)
    const answers = [
      await answering({ '*': no }).gateway.prepare(order),
      await answering({ [found]: json(intent()), [capture]: no }).gateway.approve(approveAsk),
      await answering({ [found]: json(sold()), [refund]: no }).gateway.cancel(cancelAsk),
      await lookup({ '*': no }),
    ]
    expect(answers.map(({ is }) => is)).toEqual(expected)
  })

  test('of our own settings says so, wherever it is met', async () => {
    const { gateway } = answering({ '*': refused(401, '') })
    expect(await gateway.prepare(order)).toMatchObject({ configuration: true })
    expect(await gateway.cancel(cancelAsk)).toMatchObject({ is: 'rejected', configuration: true })
    expect(await gateway.approve(approveAsk)).toMatchObject({ is: 'unknown', configuration: true })
  })

  test('is told with its code and what the bank said', async () => {
    const error = { code: 'card_declined', decline_code: 'stolen_card', message: 'no' }
    const no = json({ error: { type: 'card_error', ...error } }, 402)
    const { gateway } = answering({ [found]: json(intent()), [capture]: no })
    const reason = 'stripe 402 card_declined stolen_card no'
    expect(await gateway.approve(approveAsk)).toEqual({ is: 'declined', reason })
  })
})

describe('an answer', () => {
  test.each([
    ['no JSON', () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['half a JSON', () => new Response('{"id":"pi_1","amo')],
    ['nothing', () => new Response('')],
    ['a list', () => Response.json([])],
    ['null', () => Response.json(null)],
    ['a redirect', () => Response.json(sold(), { status: 302, headers: { location: '/login' } })],
    ['a sale under a status that is none', () => Response.json(sold(), { status: 502 })],
    ['an object without what money needs', () => Response.json({ id: 'pi_1' })],
    ['amounts that are no whole numbers', () => Response.json(sold({ amount: 1.5 }))],
    ['another payment', () => Response.json(sold({ id: 'pi_2' }))],
    ['a currency of nowhere', () => Response.json(sold({ currency: 'xxx' }))],
    ['an error without a status', () => Response.json({ error: { message: 'no' } })],
    ['no answer', () => Promise.reject(new TypeError('fetch failed'))],
  ])('of %s is unknown to every call', async (_, answer) => {
    const { gateway } = answering({ '*': answer })
    const fresh = anOrder()
    expect((await gateway.prepare(fresh)).is).toBe('unknown')
    expect((await gateway.approve(approveAsk)).is).toBe('unknown')
    expect((await gateway.cancel(cancelAsk)).is).toBe('unknown')
    expect((await gateway.lookup({ reference: 'pi_1' })).is).toBe('unknown')
    const span = { from: new Date(0), to: new Date() }
    expect((await gateway.list?.(span))?.is).toBe('unknown')
    const known = answering({ [found]: json(intent()), [capture]: answer })
    expect((await known.gateway.approve(approveAsk)).is).toBe('unknown')
    const taken = answering({ [found]: json(sold()), [refund]: answer })
    expect((await taken.gateway.cancel(cancelAsk)).is).toBe('unknown')
  })

  test('of a sale is all that an order is compared with', async () => {
    expect(await lookup({ [found]: json(sold({ surprise: [1] })) })).toEqual({
      is: 'found',
      snapshot: {
        state: 'paid',
        final: true,
        reference: 'pi_1',
        approvalReference: 'ch_1',
        orderNumber: order.orderNumber,
        buyer: 'buyer-1',
        amount: { amount: 12_500, currency: 'KRW' },
        taxFree: 500,
        refunded: 0,
        refunds: [],
        method: 'card',
        approvedAt: new Date(1_795_000_000_000),
        receiptUrl: 'https://pay.stripe.com/receipts/1',
      },
    })
  })

  test.each([
    ['requires_payment_method', 'open', false],
    ['requires_confirmation', 'open', false],
    ['requires_action', 'open', false],
    ['processing', 'open', false],
    ['requires_capture', 'open', false],
  ])('of status %s is %s', async (status, state, final) => {
    const said = await lookup({ [found]: json(intent({ status })) })
    expect(said).toMatchObject({ is: 'found', snapshot: { state, final } })
  })

  test.each([
    ['payment_intent_authentication_failure', 'quit'],
    ['card_declined', 'declined'],
  ])('of an intent whose last try ended by %s is open, and says %s', async (code, lastTry) => {
    const tried = intent({ status: 'requires_payment_method', last_payment_error: { code } })
    const said = await lookup({ [found]: json(tried) })
    expect(said).toMatchObject({ snapshot: { state: 'open', final: false, lastTry } })
  })

  test.each([
    ['automatic', 'expired'],
    ['expired', 'expired'],
    ['abandoned', 'expired'],
    ['requested_by_customer', 'declined'],
    ['fraudulent', 'declined'],
    [null, 'declined'],
    ['a reason of tomorrow', 'declined'],
  ])('of an intent canceled as %s is %s, for good', async (reason, state) => {
    const canceled = intent({ status: 'canceled', cancellation_reason: reason })
    const said = await lookup({ [found]: json(canceled) })
    expect(said).toMatchObject({ snapshot: { state, final: true, refunded: 0 } })
  })

  test.each(['constructor', 'paid_by_telepathy'])('of status %s is unknown', async (status) => {
    expect(await lookup({ [found]: json(sold({ status })) })).toMatchObject({ is: 'unknown' })
  })

  test('that a sale has no charge, or one without its refunds, is unknown', async () => {
    const { refunds, ...bare } = charge
    for (const latest_charge of [null, 'ch_1', bare])
      expect((await lookup({ [found]: json(sold({ latest_charge })) })).is).toBe('unknown')
  })

  test.each([
    ['less was taken', { amount_received: 12_000 }, { amount: { amount: 12_000 } }],
    ['another currency', { currency: 'jpy' }, { amount: { currency: 'JPY' } }],
    ['real money was taken', { livemode: true }, { differs: ['livemode'] }],
    ['it is no order of ours', { metadata: {} }, { orderNumber: '', buyer: '', taxFree: 0 }],
    ['the tax-free part is no number', { metadata: { tax_free: 'x' } }, { taxFree: Number.NaN }],
  ])('that %s is told as it is, for others to judge', async (_, told, expected) => {
    expect(await lookup({ [found]: json(sold(told)) })).toMatchObject({ snapshot: expected })
  })

  test('of practice money differs where a live key asks', async () => {
    const told = { secretKey: 'rk_live_1' }
    const live = await lookup({ [found]: json(sold({ livemode: true })) }, told)
    expect(live).toMatchObject({ snapshot: { state: 'paid' } })
    expect(live).not.toHaveProperty('snapshot.differs')
    const practice = await lookup({ [found]: json(sold()) }, told)
    expect(practice).toMatchObject({ snapshot: { differs: ['livemode'] } })
  })
})

describe('money that went back', () => {
  const done = { id: 're_1', amount: 5_000, status: 'succeeded', metadata: { operation_key: 'k' } }

  test('counts once it is done, in the order in which it went', async () => {
    const later = { id: 're_2', amount: 7_500, status: 'succeeded', metadata: {} }
    const others = ['pending', 'requires_action', 'failed', 'canceled'].map((status) => ({
      id: `re_${status}`,
      amount: 1,
      status,
    }))
    expect(await lookup({ [found]: json(withRefunds(later, ...others, done)) })).toMatchObject({
      snapshot: {
        state: 'refunded',
        refunded: 12_500,
        refunds: [
          { reference: 're_1', amount: 5_000, operationKey: 'k' },
          { reference: 're_2', amount: 7_500 },
        ],
      },
    })
  })

  test('is asked for page by page where there is more than comes along', async () => {
    const cut = { ...charge, refunds: { data: [done], has_more: true } }
    const all = { data: [{ ...done, id: 're_2' }, done], has_more: false }
    const answers = { [found]: json(sold({ latest_charge: cut })), 'GET refunds': json(all) }
    expect(await lookup(answers)).toMatchObject({ snapshot: { refunded: 10_000 } })
    const endless = { ...answers, 'GET refunds': json({ ...all, has_more: true }) }
    expect((await lookup(endless)).is).toBe('unknown')
  })

  test.each([
    ['needs_response', 12_500],
    ['under_review', 12_500],
    ['lost', 12_500],
    ['won', 0],
    ['prevented', 0],
    ['warning_needs_response', 0],
    ['warning_closed', 0],
  ])('by a dispute that is %s: %i', async (status, refunded) => {
    const disputed = sold({ latest_charge: { ...charge, disputed: true } })
    const disputes = { data: [{ id: 'dp_1', amount: 12_500, status }], has_more: false }
    const said = await lookup({ [found]: json(disputed), 'GET disputes': json(disputes) })
    expect(said).toMatchObject({ snapshot: { refunded } })
  })

  test('by a dispute of tomorrow, or one that cannot be read, is unknown', async () => {
    const disputed = json(sold({ latest_charge: { ...charge, disputed: true } }))
    const odd = { data: [{ id: 'dp_1', amount: 12_500, status: 'odd' }], has_more: false }
    expect((await lookup({ [found]: disputed, 'GET disputes': json(odd) })).is).toBe('unknown')
    const broken = { [found]: disputed, 'GET disputes': refused(429, 'rate_limit') }
    expect((await lookup(broken)).is).toBe('unknown')
  })
})

describe('an approval', () => {
  test.each([
    ['another payment', { clientToken: 'pi_2' }, []],
    ['another order', { orderNumber: 'other' }, [found]],
    ['another buyer', { buyer: 'buyer-2' }, [found]],
    ['another amount', { amount: { amount: 12_499, currency: 'KRW' } }, [found]],
    ['another currency', { amount: { amount: 12_500, currency: 'JPY' } }, [found]],
  ] as const)('of %s is declined before anything is taken', async (_, wrong, asked) => {
    const { gateway, lines } = answering({ [found]: json(intent()) })
    expect(await gateway.approve({ ...approveAsk, ...wrong })).toMatchObject({ is: 'declined' })
    expect(lines()).toEqual(asked)
  })

  test.each([
    ['requires_payment_method', undefined, 'declined'],
    ['requires_confirmation', undefined, 'unknown'],
    ['requires_action', undefined, 'unknown'],
    ['processing', undefined, 'unknown'],
    ['canceled', 'automatic', 'expired'],
    ['canceled', 'requested_by_customer', 'declined'],
  ])('of what is %s (%s) captures nothing: %s', async (status, cancellation_reason, expected) => {
    const { gateway, lines } = answering({ [found]: json(intent({ status, cancellation_reason })) })
    expect((await gateway.approve(approveAsk)).is).toBe(expected)
    expect(lines()).toEqual([found])
  })

  test('of what was captured before is approved, and nothing is captured again', async () => {
    const { gateway, lines } = answering({ [found]: json(sold()) })
    expect((await gateway.approve(approveAsk)).is).toBe('approved')
    expect(lines()).toEqual([found])
  })

  test.each([
    ['with another amount', sold({ amount_received: 12_000 })],
    ['by another order', sold({ metadata: {} })],
    ['and given back', withRefunds({ id: 're_1', amount: 12_500, status: 'succeeded' })],
  ])('of what was captured %s is unknown', async (_, before) => {
    const { gateway } = answering({ [found]: json(before) })
    const said = await gateway.approve(approveAsk)
    if (said.is === 'approved') expect(said.snapshot.amount.amount).toBe(12_000)
    else expect(said.is).toBe('unknown')
  })

  test('that is answered, yet not taken, is unknown', async () => {
    const { gateway } = answering({
      [found]: json(intent()),
      [capture]: json(intent({ status: 'processing' })),
    })
    expect((await gateway.approve(approveAsk)).is).toBe('unknown')
  })
})

describe('a cancel', () => {
  const given = (told: object) => ({
    id: 're_1',
    object: 'refund',
    payment_intent: 'pi_1',
    amount: 12_500,
    status: 'succeeded',
    charge: { ...charge, amount_refunded: 12_500 },
    ...told,
  })

  test.each([
    [{}, { is: 'canceled', refundReference: 're_1', balance: 0 }],
    [{ status: 'pending' }, { is: 'pending', refundReference: 're_1' }],
    [{ status: 'requires_action' }, { is: 'pending', refundReference: 're_1' }],
    [
      { status: 'failed', failure_reason: 'lost_or_stolen_card' },
      { is: 'rejected', reason: 'stripe refund failed lost_or_stolen_card' },
    ],
    [{ status: 'canceled' }, { is: 'rejected', reason: 'stripe refund canceled' }],
    [{ status: 'beamed' }, { is: 'unknown' }],
    [{ amount: 1 }, { is: 'unknown' }],
    [{ payment_intent: 'pi_2' }, { is: 'unknown' }],
    [{ charge: 'ch_1' }, { is: 'unknown' }],
  ])('answered with %j is %j', async (told, expected) => {
    const { gateway } = answering({ [found]: json(sold()), [refund]: json(given(told)) })
    expect(await gateway.cancel(cancelAsk)).toMatchObject(expected)
  })

  test('whose key was used a week ago is answered by what it did, and does nothing', async () => {
    const before = { id: 're_1', amount: 5_000, metadata: { operation_key: 'refund-1-cancel' } }
    const ask = { ...cancelAsk, amount: { amount: 5_000, currency: 'KRW' } } as const
    for (const [status, expected] of [
      ['succeeded', { is: 'canceled', refundReference: 're_1', balance: 7_500 }],
      ['pending', { is: 'pending', refundReference: 're_1' }],
      ['failed', { is: 'rejected' }],
    ] as const) {
      const { gateway, lines } = answering({ [found]: json(withRefunds({ ...before, status })) })
      expect(await gateway.cancel(ask)).toMatchObject(expected)
      expect(lines()).toEqual([found])
    }
  })

  test('of a balance that is not there asks for nothing', async () => {
    const other = { id: 're_9', amount: 5_000, status: 'succeeded', metadata: {} }
    const { gateway, lines } = answering({ [found]: json(withRefunds(other)) })
    expect(await gateway.cancel(cancelAsk)).toMatchObject({ is: 'unknown' })
    expect(lines()).toEqual([found])
  })

  test('of a hold lets it go, as a whole', async () => {
    const let_go = 'POST payment_intents/pi_1/cancel'
    const answers = { [found]: json(intent()), [let_go]: json(intent({ status: 'canceled' })) }
    const { gateway, heard } = answering(answers)
    const done = { is: 'canceled', refundReference: 'pi_1', balance: 0 }
    expect(await gateway.cancel(cancelAsk)).toEqual(done)
    expect(heard[1]?.headers.get('idempotency-key')).toBe('refund-1-cancel')
    const part = { ...cancelAsk, amount: { amount: 1, currency: 'KRW' } } as const
    expect(await gateway.cancel(part)).toMatchObject({ is: 'rejected' })

    const again = answering({ [found]: json(intent({ status: 'canceled' })) })
    expect(await again.gateway.cancel(cancelAsk)).toEqual(done)
    expect(again.lines()).toEqual([found])
    const raced = refused(400, 'payment_intent_unexpected_state')
    const late = answering({ [found]: json(intent()), [let_go]: raced })
    expect(await late.gateway.cancel(cancelAsk)).toMatchObject({ is: 'unknown' })
  })
})

describe('a call', () => {
  test('goes to its address as a form, with the key and the operation key', async () => {
    const { gateway, heard } = answering({ [found]: json(intent()), [capture]: json(sold()) })
    await gateway.approve(approveAsk)
    expect(heard[1]?.url).toBe('https://stripe.test/v1/payment_intents/pi_1/capture')
    expect(heard[1]?.headers.get('authorization')).toBe('Bearer sk_test_SECRETSECRET')
    expect(heard[1]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded')
    expect(heard[1]?.headers.get('idempotency-key')).toBe('payment-1-approve')
    expect(heard[1]?.body).toEqual({
      amount_to_capture: '12500',
      'expand[0]': 'latest_charge.refunds',
    })
  })

  test('that opens a payment bears its id as the key, and holds what is compared later', async () => {
    const { gateway, heard } = answering({ '*': json(intent()) })
    const prepared = await gateway.prepare({ ...order, title: '🍚'.repeat(201), taxFree: 500 })
    expect(heard[0]?.headers.get('idempotency-key')).toBe('payment-1-prepare')
    expect(heard[0]?.body).toEqual({
      amount: '12500',
      currency: 'krw',
      capture_method: 'manual',
      'automatic_payment_methods[enabled]': 'true',
      description: '🍚'.repeat(200),
      'metadata[order_number]': order.orderNumber,
      'metadata[buyer]': 'buyer-1',
      'metadata[payment_id]': 'payment-1',
      'metadata[tax_free]': '500',
      'metadata[hold_until]': order.holdUntil.toISOString(),
    })
    expect(prepared).toMatchObject({
      reference: 'pi_1',
      launch: {
        publishableKey: 'pk_test_1',
        clientSecret: 'pi_1_secret_1',
        confirmParams: { return_url: order.returnUrls.success },
        returnUrls: order.returnUrls,
      },
    })
    expect(JSON.stringify(prepared)).not.toContain('SECRETSECRET')
  })

  test('that is answered for another order opens nothing', async () => {
    const { gateway } = answering({ '*': json(intent({ metadata: { order_number: 'other' } })) })
    expect(await gateway.prepare(order)).toMatchObject({ is: 'unknown' })
  })

  test('is tried once, whatever happens', async () => {
    const reset = () =>
      Promise.reject(
        Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } }),
      )
    const { gateway, lines } = answering({ [found]: json(intent()), [capture]: reset })
    expect(await gateway.approve(approveAsk)).toEqual({
      is: 'unknown',
      reason: 'stripe capture: StripeConnectionError ECONNRESET',
    })
    expect(lines()).toEqual([found, capture])
    const busy = answering({ '*': refused(409, 'idempotency_key_in_use') })
    await busy.gateway.prepare(order)
    expect(busy.lines()).toHaveLength(1)
  })

  test('that fails never repeats a key', async () => {
    const leak = () => {
      throw new TypeError('"Bearer sk_test_SECRETSECRET" is no header')
    }
    const wrong = json({ error: { message: 'Invalid API Key: sk_test_SECRETSECRET' } }, 401)
    for (const answer of [leak, wrong]) {
      const { gateway } = answering({ '*': answer })
      const said = [await gateway.approve(approveAsk), await gateway.prepare(order)]
      expect(JSON.stringify(said)).not.toContain('SECRETSECRET')
    }
  })

  test('that closes lets go of the hold, and never throws', async () => {
    const { gateway, heard } = answering({ '*': refused(400, 'payment_intent_unexpected_state') })
    await gateway.close?.({ reference: 'pi_1', operationKey: 'payment-1-close' })
    expect(heard[0]?.line).toBe('POST payment_intents/pi_1/cancel')
    expect(heard[0]?.body).toEqual({ cancellation_reason: 'abandoned' })
    expect(heard[0]?.headers.get('idempotency-key')).toBe('payment-1-close')
  })
})

describe('what happened', () => {
  const event = (id: string, type: string, object: object) => ({ id, type, data: { object } })
  const span = { from: new Date(1_000_500), to: new Date(2_000_000) }

  test('is listed by events, each payment once and as it now is', async () => {
    const data = [
      event('evt_3', 'refund.updated', { object: 'refund', payment_intent: 'pi_1' }),
      event('evt_2', 'payment_intent.succeeded', { object: 'payment_intent', id: 'pi_1' }),
      event('evt_1', 'payment_intent.canceled', { object: 'payment_intent', id: 'pi_2' }),
    ]
    const foreign = json(sold({ id: 'pi_2', metadata: {} }))
    const { gateway, heard } = answering({
      'GET events': json({ data, has_more: true }),
      [found]: json(sold()),
      'GET payment_intents/pi_2': foreign,
    })
    const listed = await gateway.list?.({ ...span, after: 'evt_9' })
    expect(listed).toMatchObject({ is: 'listed', next: 'evt_1' })
    expect(listed?.is === 'listed' && listed.snapshots.map((one) => one.reference)).toEqual([
      'pi_1',
    ])
    const { searchParams } = new URL(heard[0]?.url ?? '')
    expect(searchParams.get('created[gte]')).toBe('1000')
    expect(searchParams.get('created[lte]')).toBe('2000')
    expect(searchParams.get('starting_after')).toBe('evt_9')
  })

  test('is unknown when one of its payments is', async () => {
    const data = [event('evt_1', 'charge.refunded', { object: 'charge', payment_intent: 'pi_1' })]
    const answers = { 'GET events': json({ data, has_more: false }), [found]: refused(429, '') }
    expect((await answering(answers).gateway.list?.(span))?.is).toBe('unknown')
  })
})

describe('coming back, and setting out', () => {
  const { gateway } = answering({})

  test.each([
    [{ payment_intent: 'pi_1', redirect_status: 'succeeded' }, { clientToken: 'pi_1' }],
    [{ redirect_status: 'pending', payment_intent: 'pi_1', t: 'x' }, { clientToken: 'pi_1' }],
    [{ payment_intent: 'pi_1', redirect_status: 'failed' }, {}],
    [{ redirect_status: 'succeeded' }, {}],
    [{}, {}],
  ])('with %j is read as %j', (query, expected) => {
    expect(gateway.parseReturn(query)).toEqual(expected)
  })

  test('the script is Stripe’s own, or the sandbox’s', () => {
    const real = stripe({ ...settings, baseUrl: 'https://api.stripe.com' }).launcher
    expect(real?.script).toBe('https://js.stripe.com/v3/')
    expect(real?.origins).toContain('https://hooks.stripe.com')
    expect(gateway.launcher?.script).toBe('https://stripe.test/sdk/stripe.js')
    expect(gateway.launcher?.origins).toEqual(['https://stripe.test'])
  })
})
