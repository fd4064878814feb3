import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CancelAsk, Gateway } from '../../payments/gateway.ts'
import { gatewayContract } from '../contract-suite.fixture.ts'
import type { Fault } from '../sandbox/faults.ts'
import { sandboxKeys } from '../sandbox/keys.ts'
import { startSandbox } from '../sandbox/server.ts'
import { anOrder, authenticated, buyerAt, sandboxAt, windowOf } from '../sandbox-buyer.ts'
import { stripe } from './gateway.ts'

const open = (baseUrl: string, told = {}) => stripe({ baseUrl, ...sandboxKeys.stripe, ...told })

gatewayContract({
  gateway: 'stripe',
  open,
  openStranger: (baseUrl) => open(baseUrl, { secretKey: 'sk_test_stranger' }),
  operations: { prepare: 'create', approve: 'capture', lookup: 'retrieve', cancel: 'refund' },
  repeated: 'approved',
  tomorrow: { status: 'paid_by_telepathy' },
  tooLateSeconds: 7 * 86_400,
  vague: [
    { code: 'lock_timeout' },
    { code: 'processing_error' },
    { code: 'payment_intent_unexpected_state' },
    { code: 'idempotency_error' },
    { code: 'a_code_of_tomorrow' },
  ],
  unknownReference: 'pi_000000000000000000000000',
})

describe('what only Stripe does', () => {
  const DAY = 86_400_000
  let server: Awaited<ReturnType<typeof startSandbox>>
  let sandbox: ReturnType<typeof sandboxAt>
  let gateway: Gateway

  beforeEach(async () => {
    server = await startSandbox({})
    sandbox = sandboxAt(server.url)
    gateway = open(server.url)
  })
  afterEach(() => server.close())

  const plant = (operation: string, fault: Omit<Fault, 'gateway' | 'operation'>) =>
    sandbox.plant({ gateway: 'stripe', operation, ...fault })
  const lookup = async (reference: string) => {
    const said = await gateway.lookup({ reference })
    if (said.is !== 'found') throw new Error(said.is)
    return said.snapshot
  }
  const paid = async (told = {}) => {
    const order = anOrder(told)
    const operationKey = `${order.paymentId}-approve`
    const ask = { ...(await authenticated(gateway, order)), operationKey }
    const said = await gateway.approve(ask)
    if (said.is !== 'approved') throw new Error(said.is)
    return said.snapshot
  }
  const refund = (reference: string, told: Partial<CancelAsk> = {}) =>
    gateway.cancel({
      reference,
      approvalReference: null,
      amount: { amount: 12_500, currency: 'KRW' },
      taxFree: 0,
      balance: 12_500,
      reason: 'asked by the buyer',
      operationKey: 'refund-1',
      ...told,
    })
  const atConsole = (id: string, body: object) =>
    fetch(`${server.url}/console/stripe/${id}/cancel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test.each(['USD', 'EUR', 'JPY'] as const)(
    '%s is taken in its own minor units',
    async (currency) => {
      const amount = { amount: 1_999, currency }
      const payment = await paid({ amount })
      expect(payment.amount).toEqual(amount)
      const answer = await refund(payment.reference, { amount, balance: 1_999 })
      expect(answer).toMatchObject({ is: 'canceled', balance: 0 })
    },
  )

  test.each([
    ['another order', { orderNumber: '20261124193000-OTHER' }],
    ['another buyer', { buyer: 'buyer-2' }],
    ['a token that was guessed', { clientToken: 'pi_guessed' }],
    ['another amount', { amount: { amount: 12_499, currency: 'KRW' } }],
  ] as const)('an approval with %s is declined for good', async (_, wrong) => {
    const ask = await authenticated(gateway)
    expect(await gateway.approve({ ...ask, ...wrong })).toMatchObject({ is: 'declined' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('a buyer who failed, and one who quit, can still pay by the same session', async () => {
    const order = anOrder()
    const prepared = await gateway.prepare(order)
    for (const [button, lastTry] of [
      ['fail', 'declined'],
      ['quit', 'quit'],
    ] as const) {
      const { address, query } = await buyerAt(await windowOf(gateway, prepared)).press(button)
      expect(address.startsWith(order.returnUrls.success)).toBe(true)
      expect(gateway.parseReturn(query)).toEqual({})
      const reference = prepared.is === 'prepared' ? prepared.reference : ''
      expect(await lookup(reference)).toMatchObject({ state: 'open', final: false, lastTry })
    }
    expect((await gateway.approve(await authenticated(gateway, order))).is).toBe('approved')
    expect((await sandbox.ledger()).payments).toHaveLength(1)
  })

  test('a session is opened once for one payment, and never for another order', async () => {
    const order = anOrder()
    const [one, other] = [await gateway.prepare(order), await gateway.prepare(order)]
    expect(one).toEqual(other)
    expect(await gateway.prepare(anOrder())).toMatchObject({ is: 'unknown' })
    expect((await sandbox.ledger()).payments).toHaveLength(1)
  })

  test('closed, a session takes nothing any more, and the hold is gone', async () => {
    const ask = await authenticated(gateway)
    await gateway.close?.({ reference: ask.reference, operationKey: 'payment-1-close' })
    expect(await lookup(ask.reference)).toMatchObject({ state: 'expired', final: true })
    expect(await gateway.approve(ask)).toEqual({ is: 'expired' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('closed too late, it stays paid', async () => {
    const { reference } = await paid()
    await gateway.close?.({ reference, operationKey: 'payment-1-close' })
    expect(await lookup(reference)).toMatchObject({ state: 'paid' })
  })

  test.each([
    ['card_declined', 'declined'],
    ['capture_charge_authorization_expired', 'expired'],
    ['amount_too_large', 'declined'],
    ['resource_missing', 'unknown'],
  ])('a capture refused with %s is %s, and takes nothing', async (code, expected) => {
    const ask = await authenticated(gateway)
    await plant('capture', { fault: 'code', code })
    expect((await gateway.approve(ask)).is).toBe(expected)
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('an error that Stripe keeps under the key is unknown each time, until it is forgotten', async () => {
    const ask = await authenticated(gateway)
    await plant('capture', { fault: 'code', code: 'internal' })
    expect(await gateway.approve(ask)).toMatchObject({ is: 'unknown' })
    expect(await gateway.approve(ask)).toMatchObject({ is: 'unknown' })
    expect(await lookup(ask.reference)).toMatchObject({ state: 'open', final: false })
    await sandbox.moveClock(DAY + 1_000)
    expect(await gateway.approve(ask)).toMatchObject({ is: 'approved' })
  })

  test('a hold that is let go before it is captured is expired', async () => {
    const ask = await authenticated(gateway)
    await sandbox.moveClock(7 * DAY)
    expect(await gateway.approve(ask)).toEqual({ is: 'expired' })
    expect(await lookup(ask.reference)).toMatchObject({ state: 'expired', final: true })
    expect(await refund(ask.reference)).toMatchObject({ is: 'canceled', balance: 0 })
  })

  test('a hold is given back by letting it go', async () => {
    const ask = await authenticated(gateway)
    const done = { is: 'canceled', refundReference: ask.reference, balance: 0 }
    await plant('cancel', { fault: 'reset-after' })
    expect(await refund(ask.reference)).toMatchObject({ is: 'unknown' })
    expect(await refund(ask.reference)).toEqual(done)
    expect(await lookup(ask.reference)).toMatchObject({ state: 'declined', refunded: 0 })
    expect((await gateway.approve(ask)).is).toBe('declined')
  })

  test.each([
    ['less taken', { amount_received: 12_000 }, { amount: { amount: 12_000, currency: 'KRW' } }],
    ['another currency', { currency: 'jpy' }, { amount: { amount: 12_500, currency: 'JPY' } }],
    ['real money', { livemode: true }, { differs: ['livemode'] }],
    ['another order', { metadata: { order_number: 'other' } }, { orderNumber: 'other' }],
    ['another tax-free part', { metadata: { tax_free: '7' } }, { taxFree: 7 }],
  ])('%s in a lookup is told as it is', async (_, alter, expected) => {
    const { reference } = await paid()
    await plant('retrieve', { fault: 'alter-after', alter })
    expect(await lookup(reference)).toMatchObject(expected)
  })

  test('a copy that lags behind does not find it, and then does', async () => {
    const { reference } = await paid()
    await plant('retrieve', { fault: 'missing' })
    expect(await gateway.lookup({ reference })).toEqual({ is: 'not-found' })
    expect(await lookup(reference)).toMatchObject({ state: 'paid' })
  })

  test.each(['unauthorized', 'too-many'] as const)(
    'a refund met by %s moves nothing',
    async (fault) => {
      const { reference } = await paid()
      await plant('refund', { fault })
      expect(['rejected', 'unknown']).toContain((await refund(reference)).is)
      expect(await refund(reference)).toMatchObject({ is: 'canceled' })
    },
  )

  test('a refund is not made twice, even once Stripe has forgotten its key', async () => {
    const { reference } = await paid()
    const half = { amount: { amount: 5_000, currency: 'KRW' } } as const
    await plant('refund', { fault: 'reset-after' })
    expect(await refund(reference, half)).toMatchObject({ is: 'unknown' })
    await sandbox.moveClock(2 * DAY)
    expect(await refund(reference, half)).toMatchObject({ is: 'canceled', balance: 7_500 })
    const { refunds } = await lookup(reference)
    expect(refunds).toMatchObject([{ amount: 5_000, operationKey: 'refund-1' }])
  })

  test.each([
    ['pending-success', 12_500, 'canceled'],
    ['pending-failure', 0, 'rejected'],
  ] as const)(
    'a slow refund (%s) is pending, and ends by itself',
    async (fault, refunded, then) => {
      const { reference } = await paid()
      await plant('refund', { fault })
      const first = await refund(reference)
      expect(first).toMatchObject({ is: 'pending' })
      expect(await refund(reference)).toEqual(first)
      expect(await lookup(reference)).toMatchObject({ state: 'paid', refunded: 0 })
      await sandbox.moveClock(600_000)
      expect((await lookup(reference)).refunded).toBe(refunded)
      expect((await refund(reference)).is).toBe(then)
    },
  )

  test('what people at Stripe gave back, and what a bank took, is seen', async () => {
    const { reference } = await paid()
    await atConsole(reference, { amount: 2_500 })
    expect(await lookup(reference)).toMatchObject({ state: 'partly-refunded', refunded: 2_500 })
    expect(await refund(reference)).toMatchObject({ is: 'unknown' })
    await atConsole(reference, { why: 'chargeback' })
    const snapshot = await lookup(reference)
    expect(snapshot).toMatchObject({ state: 'refunded', refunded: 12_500 })
    expect(snapshot.refunds.map((one) => one.reference.slice(0, 3))).toEqual(['re_', 'dp_'])
    const rest = { amount: { amount: 1, currency: 'KRW' }, balance: 0 } as const
    expect(await refund(reference, rest)).toMatchObject({ is: 'rejected' })
  })

  test('more refunds than come along at once are all counted', async () => {
    const { reference } = await paid()
    for (let at = 0; at < 12; at++) await atConsole(reference, { amount: 100 })
    const { refunds, refunded } = await lookup(reference)
    expect([refunds.length, refunded]).toEqual([12, 1_200])
  })

  test('what happened in a span of time is listed page by page, whoever did it', async () => {
    const first = await paid()
    const second = await paid({ paymentId: 'payment-2' })
    for (let at = 0; at < 30; at++) await atConsole(second.reference, { amount: 100 })
    const span = { from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 60_000) }
    const seen = new Set<string>()
    for (let after: string | undefined, more = true; more; ) {
      const page = await gateway.list?.({ ...span, ...(after && { after }) })
      if (page?.is !== 'listed') throw new Error(page?.is)
      for (const { reference } of page.snapshots) seen.add(reference)
      after = page.next
      more = after !== undefined
    }
    expect(seen).toEqual(new Set([first.reference, second.reference]))
    const before = { from: new Date(0), to: new Date(Date.now() - 60_000) }
    expect(await gateway.list?.(before)).toEqual({ is: 'listed', snapshots: [] })
  })

  test.each([
    [undefined, 'hint'],
    ['two-signatures', 'hint'],
    ['future', 'hint'],
    ['no-signature', 'rejected'],
    ['wrong-key', 'rejected'],
    ['altered-body', 'rejected'],
    ['stale', 'rejected'],
  ] as const)('what the sandbox tells us (%s) is a %s', async (fault, expected) => {
    const told: { headers: IncomingHttpHeaders; body: Buffer }[] = []
    const shop = createServer(async (request, response) => {
      told.push({ headers: request.headers, body: Buffer.concat(await request.toArray()) })
      response.end()
    })
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
    await fetch(`${server.url}/webhooks/target`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
    })
    if (fault) await plant('webhook', { fault })
    const prepared = await gateway.prepare(anOrder())
    await sandbox.moveClock(1_000)
    shop.close()
    const [{ headers, body } = { headers: {}, body: Buffer.of() }] = told
    const plain = Object.fromEntries(
      Object.entries(headers).map(([name, it]) => [name, String(it)]),
    )
    const read = await gateway.readWebhook?.({ headers: plain, body, now: new Date() })
    expect(read?.is).toBe(expected)
    if (read?.is !== 'hint') return
    expect(read).toMatchObject({ kind: 'payment_intent.created', trust: 'signed' })
    expect(read.reference).toBe(prepared.is === 'prepared' && prepared.reference)
  })
})
