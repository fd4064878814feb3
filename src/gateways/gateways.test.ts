import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CancelAsk, Gateway } from '../payments/gateway.ts'
import { kakaoPay } from './kakaopay/gateway.ts'
import { sandboxKeys } from './sandbox/keys.ts'
import { startSandbox } from './sandbox/server.ts'
import { anOrder, authenticated, buyerAt, sandboxAt } from './sandbox-buyer.ts'

// One suite for every gateway, over real HTTP against the sandbox, whose ledger is the truth.
const gateways = [
  {
    name: 'kakaopay',
    open: (baseUrl: string, told = {}) => kakaoPay({ baseUrl, ...sandboxKeys.kakaoPay, ...told }),
    wrongKey: { secretKey: 'X'.repeat(40) },
  },
] as const

const won = (amount: number) => ({ amount, currency: 'KRW' }) as const

describe.each(gateways)('$name', ({ name, open, wrongKey }) => {
  let server: Awaited<ReturnType<typeof startSandbox>>
  let sandbox: ReturnType<typeof sandboxAt>
  let gateway: Gateway

  beforeEach(async () => {
    server = await startSandbox({})
    sandbox = sandboxAt(server.url)
    gateway = open(server.url)
  })
  afterEach(() => server.close())

  const paid = async (told = {}) => {
    const ask = await authenticated(gateway, anOrder(told))
    expect((await gateway.approve(ask)).is).toBe('approved')
    return ask
  }
  const lookup = async (reference: string) => {
    const answer = await gateway.lookup({ reference })
    if (answer.is !== 'found') throw new Error(`lookup: ${answer.is}`)
    return answer.snapshot
  }
  const refund = (reference: string, told: Partial<CancelAsk> = {}) =>
    gateway.cancel({
      reference,
      amount: won(12_500),
      taxFree: 0,
      balance: 12_500,
      reason: 'asked by the buyer',
      operationKey: 'payment-1:refund:1',
      ...told,
    })

  test('says what it is called, and who takes the money', () => {
    expect(gateway).toMatchObject({ name, approveMode: 'server' })
  })

  test('a buyer pays, the money is taken, and a lookup tells the same facts', async () => {
    const order = anOrder({ taxFree: 2_500 })
    const approval = await gateway.approve(await authenticated(gateway, order))

    if (approval.is !== 'approved') throw new Error(approval.is)
    expect(approval.snapshot).toMatchObject({
      state: 'paid',
      final: true,
      orderNumber: order.orderNumber,
      buyer: 'buyer-1',
      amount: won(12_500),
      taxFree: 2_500,
      refunded: 0,
      refunds: [],
      approvedAt: expect.any(Date),
    })
    expect(Math.abs(Date.now() - Number(approval.snapshot.approvedAt))).toBeLessThan(5_000)
    expect(await lookup(approval.snapshot.reference)).toEqual(approval.snapshot)
    expect((await sandbox.ledger()).sums).toMatchObject({ approvals: 1, held: 12_500 })
  })

  test('before the buyer has paid, nothing is taken and the payment stays open', async () => {
    const order = anOrder()
    const prepared = await gateway.prepare(order)
    if (prepared.is !== 'prepared') throw new Error(prepared.is)
    const { reference } = prepared
    expect(await lookup(reference)).toMatchObject({ state: 'open', final: false })

    const early = { ...order, reference, clientToken: 'guessed', operationKey: 'one' }
    expect(await gateway.approve(early)).toMatchObject({ is: 'declined' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test.each([
    ['quit', 'https://shop.test/pay/1/quit?token=abc'],
    ['fail', 'https://shop.test/pay/1/fail?token=abc'],
  ] as const)('a buyer who presses %s comes back there, and has not paid', async (button, back) => {
    const prepared = await gateway.prepare(anOrder())
    if (prepared.is !== 'prepared') throw new Error(prepared.is)
    const { address, query } = await buyerAt(prepared.redirect.mobile).press(button)
    expect(address).toBe(back)
    expect(gateway.parseReturn(query)).toEqual({})
    expect(await lookup(prepared.reference)).toMatchObject({ state: 'declined', final: true })
  })

  test.each([
    ['a token that was guessed', { clientToken: 'guessed' }],
    ['another order', { orderNumber: '20261124193000-OTHER' }],
    ['another buyer', { buyer: 'buyer-2' }],
    ['another amount', { amount: won(12_499) }],
  ])('an approval with %s takes nothing', async (_, wrong) => {
    const ask = await authenticated(gateway)
    expect(await gateway.approve({ ...ask, ...wrong })).toMatchObject({ is: 'declined' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('the token of one payment does not pay for another', async () => {
    const [mine, other] = [await authenticated(gateway), await authenticated(gateway)]
    const forged = await gateway.approve({ ...mine, clientToken: other.clientToken })
    expect(forged).toMatchObject({ is: 'declined' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('approved twice, one after the other, the money is taken once', async () => {
    const ask = await paid()
    expect(await gateway.approve(ask)).toMatchObject({ is: 'unknown' })
    expect(await lookup(ask.reference)).toMatchObject({ state: 'paid' })
    expect((await sandbox.ledger()).sums).toMatchObject({ approvals: 1, approved: 12_500 })
  })

  test('approved five times at once, the money is taken once', async () => {
    const ask = await authenticated(gateway)
    const answers = await Promise.all(Array.from({ length: 5 }, () => gateway.approve(ask)))
    expect(answers.map(({ is }) => is).sort()).toEqual(['approved', ...Array(4).fill('unknown')])
    expect((await sandbox.ledger()).sums.approvals).toBe(1)
  })

  test('a buyer who takes too long has not paid', async () => {
    const ask = await authenticated(gateway)
    await sandbox.moveClock(gateway.sessionSeconds * 1000)
    expect(await gateway.approve(ask)).toEqual({ is: 'expired' })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('money goes back in parts, tax-free part and all, until nothing is left', async () => {
    const { reference } = await paid({ taxFree: 2_500 })
    const part = { amount: won(5_000), taxFree: 1_000 }
    expect(await refund(reference, part)).toMatchObject({ is: 'canceled', balance: 7_500 })
    expect(await lookup(reference)).toMatchObject({ state: 'partly-refunded', refunded: 5_000 })

    const rest = { amount: won(7_500), taxFree: 1_500, balance: 7_500 }
    expect(await refund(reference, rest)).toMatchObject({ is: 'canceled', balance: 0 })
    const snapshot = await lookup(reference)
    expect(snapshot).toMatchObject({ state: 'refunded', final: true, refunded: 12_500 })
    expect(snapshot.refunds.map(({ amount }) => amount)).toEqual([5_000, 7_500])
    expect(new Set(snapshot.refunds.map((one) => one.reference)).size).toBe(2)
    expect((await sandbox.ledger()).sums.held).toBe(0)
  })

  test.each([
    ['of a balance that is not there', { amount: won(5_000), balance: 5_000 }],
    ['of more than was paid', { amount: won(12_501), balance: 12_500 }],
    ['of more tax-free than was paid', { amount: won(5_000), taxFree: 5_000 }],
  ])('a refund %s moves nothing', async (_, wrong) => {
    const { reference } = await paid()
    expect(['rejected', 'unknown']).toContain((await refund(reference, wrong)).is)
    expect((await sandbox.ledger()).sums.held).toBe(12_500)
  })

  test('a payment that nobody knows is not found', async () => {
    expect(await gateway.lookup({ reference: 'T0000000000000000000' })).toEqual({ is: 'not-found' })
  })

  test('a currency it does not take is rejected before anybody is asked', async () => {
    const order = anOrder({ amount: { amount: 100, currency: 'USD' } })
    expect(await gateway.prepare(order)).toMatchObject({ is: 'rejected' })
    expect((await sandbox.ledger()).payments).toEqual([])
  })

  test('with a wrong key nothing is said to have failed that might yet be settled', async () => {
    const ask = await authenticated(gateway)
    const stranger = open(server.url, wrongKey)
    const rejected = { is: 'rejected', configuration: true }
    expect(await stranger.prepare(anOrder())).toMatchObject(rejected)
    expect(await stranger.approve(ask)).toMatchObject({ is: 'unknown' })
    expect(await stranger.lookup(ask)).toMatchObject({ is: 'unknown' })
    expect((await gateway.approve(ask)).is).toBe('approved')
  })

  test('with nobody there, nothing is known', async () => {
    const ask = await authenticated(gateway)
    const lonely = open('http://127.0.0.1:1')
    expect((await lonely.prepare(anOrder())).is).toBe('unknown')
    expect((await lonely.approve(ask)).is).toBe('unknown')
    expect((await lonely.lookup(ask)).is).toBe('unknown')
  })

  const planted = { gateway: name, operation: 'approve' } as const

  test.each([
    { fault: 'reset-after' },
    { fault: 'slow', delayMs: 3_000 },
    { fault: 'status-500-after' },
    { fault: 'html-502-after' },
    { fault: 'truncated-after' },
    { fault: 'empty-after' },
    { fault: 'code-after', code: -780, extras: { method_result_code: 'BANK_FIRM_UNKNOWN' } },
    { fault: 'code-after', code: -9999 },
  ] as const)('taken, but the answer is lost ($fault): unknown, then found paid', async (fault) => {
    const ask = await authenticated(gateway)
    await sandbox.plant({ ...planted, ...fault })
    const hurried = fault.fault === 'slow' ? open(server.url, { timeoutMs: 500 }) : gateway
    expect(await hurried.approve(ask)).toMatchObject({ is: 'unknown' })
    expect(await lookup(ask.reference)).toMatchObject({ state: 'paid' })
    expect((await sandbox.ledger()).sums.approvals).toBe(1)
  })

  test('not taken, and no answer: unknown, found open, and the same token still pays', async () => {
    const ask = await authenticated(gateway)
    await sandbox.plant({ ...planted, fault: 'reset-before' })
    expect(await gateway.approve(ask)).toMatchObject({ is: 'unknown' })
    expect(await lookup(ask.reference)).toMatchObject({ state: 'open', final: false })
    expect((await gateway.approve(ask)).is).toBe('approved')
  })

  test('an approval that fails at the bank is unknown, then found declined', async () => {
    const ask = await authenticated(gateway)
    await sandbox.plant({ ...planted, fault: 'fail' })
    expect(await gateway.approve(ask)).toMatchObject({ is: 'unknown' })
    expect(await lookup(ask.reference)).toMatchObject({ state: 'declined', final: true })
    expect((await sandbox.ledger()).sums.approvals).toBe(0)
  })

  test('a session whose opening was lost is opened anew, and only one is ever paid', async () => {
    await sandbox.plant({ ...planted, operation: 'ready', fault: 'reset-after' })
    const order = anOrder()
    expect((await gateway.prepare(order)).is).toBe('unknown')
    expect((await gateway.approve(await authenticated(gateway, order))).is).toBe('approved')
    const { payments, sums } = await sandbox.ledger()
    expect(payments.map(({ status }) => status)).toEqual(['SUCCESS_PAYMENT', 'READY'])
    expect(sums.approvals).toBe(1)
  })

  test('a refund whose answer is lost is found by lookup, and is not made twice', async () => {
    const { reference } = await paid()
    await sandbox.plant({ ...planted, operation: 'cancel', fault: 'reset-after' })
    const half = { amount: won(5_000) }
    expect(await refund(reference, half)).toMatchObject({ is: 'unknown' })
    expect(await lookup(reference)).toMatchObject({ refunded: 5_000, state: 'partly-refunded' })
    expect((await refund(reference, half)).is).not.toBe('canceled')
    expect((await sandbox.ledger()).sums.refunded).toBe(5_000)
  })

  test('a lookup that breaks says that nothing is known', async () => {
    const ask = await paid()
    await sandbox.plant({ ...planted, operation: 'order', fault: 'html-502-after' })
    expect(await gateway.lookup(ask)).toMatchObject({ is: 'unknown' })
  })
})
