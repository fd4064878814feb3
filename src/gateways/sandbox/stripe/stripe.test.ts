import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buyerAt, sandboxAt } from '../../sandbox-buyer.ts'
import { sandboxKeys } from '../keys.ts'
import { startSandbox } from '../server.ts'

// Stripe's own package as it comes, over Node's sockets: a client that no one here wrote.
const keys = sandboxKeys.stripe
const DAY = 86_400_000
let server: Awaited<ReturnType<typeof startSandbox>>
let sandbox: ReturnType<typeof sandboxAt>
let stripe: Stripe

const clientAt = (url: string, key: string = keys.secretKey) =>
  new Stripe(key, { ...addressOf(url), maxNetworkRetries: 0, timeout: 5_000 })
const addressOf = (url: string) => {
  const { hostname: host, port } = new URL(url)
  return { host, port, protocol: 'http' as const }
}

beforeEach(async () => {
  server = await startSandbox({})
  sandbox = sandboxAt(server.url)
  stripe = clientAt(server.url)
})
afterEach(() => server.close())

const asked = (told: Partial<Stripe.PaymentIntentCreateParams> = {}) => ({
  amount: 12_500,
  currency: 'krw',
  capture_method: 'manual' as const,
  metadata: { order_number: 'order-1' },
  ...told,
})
const create = (told = {}, options: Stripe.RequestOptions = {}) =>
  stripe.paymentIntents.create(asked(told), options)
const returnUrl = 'https://shop.test/back?t=1'
const confirm = async (id: string) => {
  const intent = await stripe.paymentIntents.confirm(id, {
    payment_method_data: { type: 'card' },
    return_url: returnUrl,
  })
  return intent.next_action?.redirect_to_url?.url ?? ''
}
const held = async (told = {}) => {
  const { id } = await create(told)
  await buyerAt(await confirm(id)).press('pay')
  return id
}
const sold = async (told = {}) => stripe.paymentIntents.capture(await held(told))

/** What the package throws, as far as a merchant goes by it. */
async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error(`not refused: ${error}`)
  return [error.statusCode, error.type, error.code]
}

describe('a payment intent, by the official package', () => {
  test('goes from asked to held to captured, and each step says so', async () => {
    const intent = await create({ description: '초코파이', metadata: { order_number: 'order-1' } })
    expect(intent).toMatchObject({
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount: 12_500,
      amount_capturable: 0,
      amount_received: 0,
      currency: 'krw',
      livemode: false,
      client_secret: expect.stringMatching(/^pi_\w+_secret_\w+$/),
      latest_charge: null,
      metadata: { order_number: 'order-1' },
    })
    const window = await confirm(intent.id)
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl } },
    })
    const { address, query } = await buyerAt(window).press('pay')
    expect(address).toMatch(/^https:\/\/shop.test\/back\?t=1&payment_intent=pi_/)
    expect(query).toMatchObject({ payment_intent: intent.id, redirect_status: 'succeeded' })
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 12_500,
    })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)

    const options = { expand: ['latest_charge.refunds'] }
    const captured = await stripe.paymentIntents.capture(intent.id, options)
    expect(captured).toMatchObject({
      status: 'succeeded',
      amount_received: 12_500,
      latest_charge: { captured: true, amount_captured: 12_500, refunds: { data: [] } },
    })
    expect((await sandbox.ledger()).sums).toMatchObject({ approvals: 1, held: 12_500 })
  })

  test('without manual capture is taken when the buyer pays', async () => {
    const id = await held({ capture_method: 'automatic' })
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' })
    expect((await sandbox.ledger()).sums.held).toBe(12_500)
  })

  test('captured in part lets the rest go', async () => {
    const id = await held()
    const captured = await stripe.paymentIntents.capture(id, { amount_to_capture: 10_000 })
    expect(captured).toMatchObject({ amount: 12_500, amount_received: 10_000 })
    expect(await refusal(stripe.refunds.create({ payment_intent: id, amount: 10_001 }))).toEqual([
      400,
      'StripeInvalidRequestError',
      undefined,
    ])
    expect((await sandbox.ledger()).sums.held).toBe(10_000)
  })

  test.each([
    ['fail', 'card_declined'],
    ['quit', 'payment_intent_authentication_failure'],
  ] as const)(
    'whose buyer presses %s waits for another card, and can be paid',
    async (button, code) => {
      const { id } = await create()
      const { address, query } = await buyerAt(await confirm(id)).press(button)
      expect(address).toContain('https://shop.test/back?t=1&payment_intent=')
      expect(query.redirect_status).toBe('failed')
      const failed = await stripe.paymentIntents.retrieve(id)
      expect(failed).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code },
      })
      await buyerAt(await confirm(id)).press('pay')
      expect((await stripe.paymentIntents.capture(id)).status).toBe('succeeded')
    },
  )

  test('is confirmed at once by Stripe’s own test cards, or declined', async () => {
    const confirmed = await create({ confirm: true, payment_method: 'pm_card_visa' })
    expect(confirmed.status).toBe('requires_capture')
    const declined = create({
      confirm: true,
      payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
      metadata: { order_number: 'order-2' },
    })
    await expect(declined).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      payment_intent: { status: 'requires_payment_method' },
    })
    const challenged = await create({
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
      return_url: returnUrl,
    })
    expect(challenged.status).toBe('requires_action')
  })

  test('is canceled while it waits, and lets a hold go', async () => {
    const id = await held()
    const canceled = await stripe.paymentIntents.cancel(id, {
      cancellation_reason: 'abandoned',
      expand: ['latest_charge'],
    })
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
      amount_capturable: 0,
      latest_charge: { captured: false, refunded: true },
    })
    const state = [400, 'StripeInvalidRequestError', 'payment_intent_unexpected_state']
    expect(await refusal(stripe.paymentIntents.capture(id))).toEqual(state)
    expect(await refusal(stripe.paymentIntents.cancel(id))).toEqual(state)
    expect(await refusal(confirm(id))).toEqual(state)
  })

  test('that nobody captures for a week is let go', async () => {
    const id = await held()
    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(id, {
      expand: ['latest_charge'],
    })
    const card = (charge as Stripe.Charge).payment_method_details?.card
    const before = (card?.capture_before ?? 0) * 1000 - Date.now()
    expect(Math.abs(before - 7 * DAY)).toBeLessThan(5_000)
    await sandbox.moveClock(7 * DAY - 60_000)
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture')
    await sandbox.moveClock(7 * DAY)
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
    })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('is changed in what is written on it, listed by time, and searched for', async () => {
    const first = await create({ metadata: { order_number: 'order-1', gone: 'soon' } })
    const second = await create({ metadata: { order_number: 'order-2' } })
    const metadata = { note: 'new', gone: '' }
    const { metadata: written } = await stripe.paymentIntents.update(first.id, { metadata })
    expect(written).toEqual({ order_number: 'order-1', note: 'new' })

    const page = await stripe.paymentIntents.list({ limit: 1, created: { gte: first.created } })
    expect(page.data.map(({ id }) => id)).toEqual([second.id])
    const all = await stripe.paymentIntents.list({ limit: 1 }).autoPagingToArray({ limit: 10 })
    expect(all.map(({ id }) => id)).toEqual([second.id, first.id])
    const tomorrow = { gt: Math.floor(Date.now() / 1000) + 86_400 }
    expect((await stripe.paymentIntents.list({ created: tomorrow })).data).toEqual([])
    const query = "metadata['order_number']:'order-2' AND status:'requires_payment_method'"
    const { data } = await stripe.paymentIntents.search({ query })
    expect(data.map(({ id }) => id)).toEqual([second.id])
  })

  test('is taken in every currency we know, in minor units', async () => {
    for (const currency of ['krw', 'usd', 'eur', 'jpy'])
      expect(await sold({ currency, amount: 999 })).toMatchObject({
        amount_received: 999,
        currency,
      })
  })
})

describe('refused, with the codes and statuses of the real one', () => {
  const invalid = 'StripeInvalidRequestError'

  test.each([
    ['no amount', { amount: undefined }, 'parameter_missing'],
    ['nothing to pay', { amount: 0 }, 'parameter_invalid_integer'],
    ['half a won', { amount: 1.5 }, 'parameter_invalid_integer'],
    ['too much', { amount: 100_000_000 }, 'amount_too_large'],
    ['a currency of nowhere', { currency: 'xxx' }, undefined],
    ['a parameter that is none', { amuont: 1 }, 'parameter_unknown'],
    ['a capture method of tomorrow', { capture_method: 'sometime' }, undefined],
  ])('an intent with %s', async (_, wrong, code) => {
    const ask = create({ ...wrong, metadata: {} })
    expect(await refusal(ask)).toEqual([400, invalid, code])
  })

  test('a wrong key, a publishable one, and an address that is none', async () => {
    const list = (key: string) => clientAt(server.url, key).paymentIntents.list()
    expect((await refusal(list('sk_test_wrong'))).slice(0, 2)).toEqual([
      401,
      'StripeAuthenticationError',
    ])
    expect(await refusal(list(keys.publishableKey))).toEqual([
      403,
      'StripePermissionError',
      'secret_key_required',
    ])
    expect((await refusal(stripe.customers.list())).slice(0, 2)).toEqual([404, invalid])
  })

  test('what is not there, or not yet', async () => {
    const missing = [404, invalid, 'resource_missing']
    expect(await refusal(stripe.paymentIntents.retrieve('pi_no'))).toEqual(missing)
    expect(await refusal(stripe.charges.retrieve('ch_no'))).toEqual(missing)
    expect(await refusal(stripe.refunds.retrieve('re_no'))).toEqual(missing)
    expect(await refusal(stripe.events.retrieve('evt_no'))).toEqual(missing)
    expect(await refusal(stripe.refunds.create({ payment_intent: 'pi_no' }))).toEqual(missing)
    const { id } = await create()
    const state = [400, invalid, 'payment_intent_unexpected_state']
    expect(await refusal(stripe.paymentIntents.capture(id))).toEqual(state)
    expect(await refusal(stripe.paymentIntents.confirm(id))).toEqual(state)
    const early = await refusal(stripe.refunds.create({ payment_intent: id }))
    expect(early).toEqual([400, invalid, undefined])
    const { length } = (await stripe.charges.list()).data
    expect(length).toBe(0)
  })

  test('a capture of more than is held, and a second one', async () => {
    const id = await held()
    const much = stripe.paymentIntents.capture(id, { amount_to_capture: 12_501 })
    expect(await refusal(much)).toEqual([400, invalid, 'amount_too_large'])
    await stripe.paymentIntents.capture(id)
    const again = stripe.paymentIntents.capture(id)
    expect(await refusal(again)).toEqual([400, invalid, 'payment_intent_unexpected_state'])
  })

  test('two captures at once: one is taken, the other meets a lock', async () => {
    const codes: string[] = []
    // On a busy machine the second may come when the first is over.
    while (!codes.includes('lock_timeout') && codes.length < 10) {
      const id = await held()
      const both = await Promise.allSettled([1, 2].map(() => stripe.paymentIntents.capture(id)))
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult
      codes.push(lost.reason.code)
      if (lost.reason.code === 'lock_timeout') expect(lost.reason.statusCode).toBe(429)
      expect((await sandbox.ledger()).sums.approvals).toBe(codes.length)
    }
    expect(codes).toContain('lock_timeout')
  })
})

test('the secret key may come by HTTP Basic, as curl -u sends it', async () => {
  const ask = (text: string) =>
    fetch(`${server.url}/v1/payment_intents`, { headers: { authorization: `Basic ${btoa(text)}` } })
  expect((await ask(`${sandboxKeys.stripe.secretKey}:`)).status).toBe(200)
  for (const wrong of [`${sandboxKeys.stripe.secretKey}:password`, 'sk_test_other:', ''])
    expect((await ask(wrong)).status).toBe(401)
})

describe('an idempotency key', () => {
  test('that comes again says that its answer is a replay', async () => {
    const post = () =>
      fetch(`${server.url}/v1/payment_intents`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${sandboxKeys.stripe.secretKey}`,
          'content-type': 'application/x-www-form-urlencoded',
          'idempotency-key': 'key-1',
        },
        body: 'amount=12500&currency=krw',
      })
    const [first, again] = [await post(), await post()]
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.headers.get('request-id')).toMatch(/^req_/)
    expect(await again.json()).toEqual(await first.json())
  })

  const once = { idempotencyKey: 'key-1' }

  test('brings the first answer again, and refuses other parameters or another address', async () => {
    const first = await create({}, once)
    expect(await create({}, once)).toEqual(first)
    const other = [400, 'StripeIdempotencyError', undefined]
    expect(await refusal(create({ amount: 1 }, once))).toEqual(other)
    expect(await refusal(stripe.paymentIntents.cancel(first.id, {}, once))).toEqual(other)
    expect((await sandbox.ledger()).payments).toHaveLength(1)
    const long = { idempotencyKey: 'k'.repeat(256) }
    expect((await refusal(create({}, long)))[0]).toBe(400)
  })

  test('in use is 409, and the work is done once', async () => {
    const { id } = await sold()
    const refund = () => stripe.refunds.create({ payment_intent: id, amount: 4_000 }, once)
    const both = await Promise.allSettled([refund(), refund()])
    const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(lost.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    expect((await refund()).amount).toBe(4_000)
    expect((await sandbox.ledger()).sums.refunded).toBe(4_000)
  })

  test('keeps an error of Stripe’s own, too, and forgets it after a day', async () => {
    const id = await held()
    const fault = {
      gateway: 'stripe',
      operation: 'capture',
      fault: 'code',
      code: 'internal',
    } as const
    await sandbox.plant(fault)
    const capture = () => stripe.paymentIntents.capture(id, {}, once)
    expect((await refusal(capture()))[0]).toBe(500)
    expect((await refusal(capture()))[0]).toBe(500)
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
    await sandbox.moveClock(DAY + 1_000)
    expect((await capture()).status).toBe('succeeded')
  })

  test('does not keep what was refused before any work was begun', async () => {
    expect((await refusal(create({ amount: 0 }, once)))[2]).toBe('parameter_invalid_integer')
    expect((await create({}, once)).status).toBe('requires_payment_method')
  })

  test('of the package itself guards its own second try after a reset', async () => {
    const { id } = await sold()
    await sandbox.plant({ gateway: 'stripe', operation: 'refund', fault: 'reset-after' })
    expect((await stripe.refunds.create({ payment_intent: id, amount: 500 })).amount).toBe(500)
    expect((await sandbox.ledger()).sums.refunded).toBe(500)
  })
})

describe('money on its way back', () => {
  test('in parts, by intent and by charge, until nothing is left', async () => {
    const { id, latest_charge: charge } = await sold()
    const reason = 'requested_by_customer' as const
    const first = await stripe.refunds.create({ payment_intent: id, amount: 5_000, reason })
    expect(first).toMatchObject({ object: 'refund', status: 'succeeded', reason, charge })
    const second = await stripe.refunds.create({ charge: String(charge), expand: ['charge'] })
    expect(second.charge).toMatchObject({ refunded: true, amount_refunded: 12_500 })
    expect(await refusal(stripe.refunds.create({ payment_intent: id }))).toEqual([
      400,
      'StripeInvalidRequestError',
      'charge_already_refunded',
    ])
    const { data } = await stripe.refunds.list({ payment_intent: id })
    expect(data.map(({ amount }) => amount)).toEqual([7_500, 5_000])
    const metadata = { note: 'x' }
    expect(await stripe.refunds.update(first.id, { metadata })).toMatchObject({ metadata })
    expect((await stripe.refunds.retrieve(first.id)).metadata).toEqual(metadata)
    expect((await refusal(stripe.refunds.cancel(first.id)))[0]).toBe(400)
    expect(await stripe.charges.retrieve(String(charge))).toMatchObject({ payment_intent: id })
    expect((await sandbox.ledger()).sums.held).toBe(0)
  })

  test.each([
    ['pending-success', 'succeeded', 12_500],
    ['pending-failure', 'failed', 0],
  ] as const)('slowly (%s) is pending, then %s', async (fault, status, refunded) => {
    const { id } = await sold()
    await sandbox.plant({ gateway: 'stripe', operation: 'refund', fault })
    const { id: refundId, status: first } = await stripe.refunds.create({ payment_intent: id })
    expect(first).toBe('pending')
    const meanwhile = await refusal(stripe.refunds.create({ payment_intent: id, amount: 1 }))
    expect(meanwhile[2]).toBe('charge_already_refunded')
    await sandbox.moveClock(600_000)
    expect((await stripe.refunds.retrieve(refundId)).status).toBe(status)
    expect((await sandbox.ledger()).sums.refunded).toBe(refunded)
  })

  const atConsole = (id: string, body: object) =>
    fetch(`${server.url}/console/stripe/${id}/cancel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('by people at Stripe, and by the buyer’s bank', async () => {
    const { id } = await sold()
    await atConsole(id, { amount: 2_500 })
    const expand = ['latest_charge.refunds']
    const given = await stripe.paymentIntents.retrieve(id, { expand })
    expect(given.latest_charge).toMatchObject({ amount_refunded: 2_500, disputed: false })

    await atConsole(id, { why: 'chargeback' })
    const disputed = await stripe.paymentIntents.retrieve(id, { expand })
    expect(disputed.latest_charge).toMatchObject({ amount_refunded: 2_500, disputed: true })
    const { data } = await stripe.disputes.list({ payment_intent: id })
    expect(data).toMatchObject([{ amount: 10_000, status: 'needs_response', payment_intent: id }])
    expect(await stripe.disputes.retrieve(data[0]?.id ?? '')).toEqual(data[0])
    const late = await refusal(stripe.refunds.create({ payment_intent: id, amount: 1 }))
    expect(late[2]).toBe('charge_disputed')
    expect((await sandbox.ledger()).sums.held).toBe(0)
  })
})

describe('what it tells', () => {
  interface Told {
    headers: IncomingHttpHeaders
    body: string
  }
  let told: Told[]
  let status: number
  let close: () => void

  beforeEach(async () => {
    told = []
    status = 200
    ahead = 0
    const shop = createServer(async (request, response) => {
      let body = ''
      for await (const part of request) body += part
      told.push({ headers: request.headers, body })
      response.writeHead(status).end()
    })
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    close = () => shop.close()
    const { port } = shop.address() as AddressInfo
    await fetch(`${server.url}/webhooks/target`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `http://127.0.0.1:${port}` }),
    })
  })
  afterEach(() => close())

  let ahead = 0
  /** Moving the clock lets everything due be delivered before it answers. */
  const pass = (minutes: number) => {
    ahead += minutes * 60_000
    return sandbox.moveClock(ahead)
  }
  const at = () => Date.now() + ahead
  const read = ({ body, headers }: Told) =>
    stripe.webhooks.constructEvent(
      body,
      headers['stripe-signature'] ?? '',
      keys.webhookSecret,
      300,
      undefined,
      at(),
    )

  test('every step as an event that the official verifier takes, and that can be asked for', async () => {
    const { id } = await sold()
    await stripe.refunds.create({ payment_intent: id })
    await pass(1)
    const events = told.map(read)
    expect(events.map(({ type }) => type).sort()).toEqual([
      'charge.refunded',
      'payment_intent.amount_capturable_updated',
      'payment_intent.created',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
      'refund.created',
    ])
    const listed = await stripe.events.list({ types: ['payment_intent.succeeded'] })
    expect(listed.data).toMatchObject([{ object: 'event', livemode: false }])
    const taken = events.find(({ type }) => type === 'payment_intent.succeeded')
    expect(await stripe.events.retrieve(listed.data[0]?.id ?? '')).toEqual(taken)
    expect((await stripe.events.list({ type: 'payment_intent.canceled' })).data).toEqual([])
  })

  test('again and again for three days, each time signed anew', async () => {
    status = 500
    await create()
    await pass(0)
    for (const minutes of [5, 15, 60, 180, 360, 720, 1440, 1440]) {
      const before = told.length
      await pass(minutes - 1)
      expect(told).toHaveLength(before)
      await pass(1)
      expect(told).toHaveLength(before + 1)
      const latest = told.at(-1)
      expect(latest && read(latest).type).toBe('payment_intent.created')
    }
    await pass(100_000)
    expect(told).toHaveLength(9)
    expect(new Set(told.map(({ body }) => body)).size).toBe(1)
    expect(new Set(told.map(({ headers }) => headers['stripe-signature'])).size).toBe(9)
  })

  const applyFault = (fault: string, rest = {}) =>
    sandbox.plant({ gateway: 'stripe', operation: 'webhook', fault, ...rest } as never)

  test.each(['no-signature', 'wrong-key', 'altered-body', 'stale'])(
    'forged (%s) is refused by the official verifier',
    async (fault) => {
      await applyFault(fault)
      await create()
      await pass(0)
      expect(told).toHaveLength(1)
      expect(() => told.map(read)).toThrow(Stripe.errors.StripeSignatureVerificationError)
    },
  )

  test.each(['future', 'two-signatures'])('%s is taken by the official verifier', async (fault) => {
    await applyFault(fault)
    await create()
    await pass(0)
    expect(told.map(read)).toHaveLength(1)
  })

  test.each([
    ['duplicate', 1],
    ['duplicate-fresh', 5],
  ])('five times over (%s) bears so many ids: %i', async (fault, ids) => {
    await applyFault(fault)
    await create()
    await pass(0)
    expect(told).toHaveLength(5)
    expect(new Set(told.map((one) => read(one).id)).size).toBe(ids)
  })

  test('never, or hours late', async () => {
    await applyFault('drop')
    await create()
    await pass(6_000)
    expect(told).toHaveLength(0)
    await applyFault('delay', { delayMs: 3_600_000 })
    await create()
    await pass(59)
    expect(told).toHaveLength(0)
    await pass(1)
    expect(told).toHaveLength(1)
  })

  test('a hold that ends, a slow refund, and a dispute, too', async () => {
    const lost = await held()
    const { id } = await sold({ metadata: { order_number: 'order-2' } })
    await sandbox.plant({ gateway: 'stripe', operation: 'refund', fault: 'pending-failure' })
    await stripe.refunds.create({ payment_intent: id, amount: 500 })
    await fetch(`${server.url}/console/stripe/${id}/cancel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ why: 'chargeback' }),
    })
    await pass(7 * 1440)
    await pass(0)
    const types = told
      .map((one) => JSON.parse(one.body))
      .map(({ type, data }) => [type, data.object.id])
    expect(types).toContainEqual(['payment_intent.canceled', lost])
    const names = types.map(([type]) => type)
    expect(names).toContain('refund.failed')
    expect(names).toContain('charge.dispute.created')
  })
})

describe('its script', () => {
  const open = async (body: object) => {
    const opened = await fetch(`${server.url}/sdk/stripe/windows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://shop.test' },
      body: JSON.stringify(body),
    })
    return { opened, said: (await opened.json()) as { url?: string; error?: { code?: string } } }
  }
  const launch = (clientSecret: string | null, told = {}) => ({
    publishableKey: keys.publishableKey,
    clientSecret,
    confirmParams: { return_url: returnUrl },
    ...told,
  })

  test('comes from the sandbox, and may ask it from any page', async () => {
    const script = await fetch(`${server.url}/sdk/stripe.js`)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(await script.text()).toContain('globalThis.Stripe')
    const asked = await fetch(`${server.url}/sdk/stripe/windows`, { method: 'OPTIONS' })
    expect(asked.headers.get('access-control-allow-origin')).toBe('*')
    const { opened } = await open(launch((await create()).client_secret))
    expect(opened.status).toBe(201)
    expect(opened.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('in a frame is told how it went, by a message to the shop’s page alone', async () => {
    const { id, client_secret: secret } = await create()
    const { said } = await open(launch(secret, { display: 'frame' }))
    const window = said.url ?? ''
    const policy = (await fetch(window)).headers.get('content-security-policy')
    expect(policy).toContain('frame-ancestors https://shop.test')
    await buyerAt(window).press('pay')
    const page = await (await fetch(window)).text()
    expect(page).toContain('data-origin="https://shop.test"')
    expect(page).toContain(id)
    expect(page).not.toContain(secret ?? '')
  })

  test('cannot confirm with a wrong secret, a wrong key, or what is over', async () => {
    const { id, client_secret: secret } = await create()
    expect((await open(launch(`${id}_secret_guessed`))).opened.status).toBe(404)
    expect((await open(launch(secret, { publishableKey: 'pk_test_other' }))).opened.status).toBe(
      401,
    )
    const bad = launch(secret, { confirmParams: { return_url: 'javascript:alert(1)' } })
    expect((await open(bad)).said.error?.code).toBe('url_invalid')
    await stripe.paymentIntents.cancel(id)
    expect((await open(launch(secret))).said.error?.code).toBe('payment_intent_unexpected_state')
  })

  test('a window left open for a quarter of an hour is over, and can be opened again', async () => {
    const { id, client_secret: secret } = await create()
    const { said } = await open(launch(secret))
    await sandbox.moveClock(900_000)
    const window = said.url ?? ''
    expect((await buyerAt(window).press('pay')).address).toBe(window)
    const again = await open(launch(secret))
    await buyerAt(again.said.url ?? '').press('pay')
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture')
  })
})
