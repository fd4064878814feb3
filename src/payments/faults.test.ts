import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenBuyer,
  givenHeld,
  type Held,
  ledgerOf,
  PRICE,
  pass,
  pay,
  press,
  standing,
  start,
  tick,
} from '../../test/paying.ts'
import { type TestServer, testServer } from '../../test/server.ts'
import { providers as played } from '../gateways/sandbox/server.ts'
import { sandboxAt } from '../gateways/sandbox-buyer.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { sql } from '../postgres/sql.ts'
import { lookUp, returnPayment } from './approve.ts'
import { compareBooks } from './compare.ts'
import {
  comesTo,
  gatewayCases,
  moneyOf,
  operationFor,
  plantFor,
  type Spoiled,
  waitingFaults,
} from './faults.fixture.ts'
import { readPayment } from './queries.ts'
import { reconcile } from './reconcile.ts'
import { decideReview } from './review.ts'
import { settle } from './settle.ts'
import { refundPayment } from './store-refund.ts'

/** Long enough for every regular reply of the sandbox, also on a busy machine. */
const timeoutMs = 1_500

/** Faults with an unknown outcome, for any call. */
const dark: readonly Spoiled[] = [
  { fault: 'reset-before' },
  { fault: 'reset-after' },
  { fault: 'status-500-after' },
  { fault: 'html-502-after' },
  { fault: 'truncated-after' },
  { fault: 'empty-after' },
  { fault: 'slow', delayMs: timeoutMs + 300 },
  { fault: 'drip', delayMs: timeoutMs * 3 },
  { fault: 'unauthorized' },
  { fault: 'too-many' },
  { fault: 'missing' },
]
const byCode = (
  fault: 'code' | 'code-after',
  codes: readonly (string | number)[],
): readonly Spoiled[] => codes.map((code) => ({ fault, code }))
const named = (faults: readonly Spoiled[]) =>
  faults.map((fault) => ({
    ...fault,
    name: [fault.fault, fault.code].join(' ').trim(),
  }))
/** Empty if the gateway has no such operation. */
const namedAt = (operation: string | undefined, faults: readonly Spoiled[]) =>
  operation ? named(faults) : []

test('every operation of every gateway is tested here, or never called by us', () => {
  const known = gatewayCases.map(({ gateway, asked, unasked, aside = [] }) => ({
    gateway,
    operations: [...Object.keys(asked), ...unasked, ...aside].sort(),
  }))
  const all = played.map(({ name, operations }) => ({
    gateway: name,
    operations: [...new Set(operations)].sort(),
  }))
  expect(known).toEqual(expect.arrayContaining(all))
})

/** Sequential in each world: a planted fault hits the next call. */
const alone = { concurrent: false }

// Each gateway has a world of its own, so that they run concurrently.
describe.concurrent.each(gatewayCases)('at $gateway', (gatewayCase) => {
  const { gateway } = gatewayCase
  let engine: TestEngine
  beforeAll(async () => {
    engine = await testEngine({ timeoutMs })
  })
  afterEach(async () => {
    expect(await waitingFaults(engine)).toEqual([])
    await tick(engine)
  })
  afterAll(async () => {
    await expectSound(engine)
    await engine.close()
  })

  const isAuto = gatewayCase.gateway === 'portone-v1'
  const prepare = operationFor(gatewayCase, 'prepare') ?? ''
  const approve = operationFor(gatewayCase, 'approve') ?? ''
  const lookup = operationFor(gatewayCase, 'lookup') ?? ''
  const cancelling = operationFor(gatewayCase, 'cancel') ?? ''

  const paid = {
    status: 'paid',
    line: 'sold',
    pinned: false,
    attempts: ['fulfilled'],
  }
  const expectPaidOnce = async (held: Held, attempts = ['fulfilled']) => {
    await comesTo(engine, held, { ...paid, attempts })
    expect(await moneyOf(engine, held)).toMatchObject({
      approvals: 1,
      refunds: 0,
      held: PRICE,
    })
  }

  const refusedOpening = byCode('code', [...gatewayCase.vagueApprove, ...gatewayCase.vagueCancel])
  test.each(namedAt(prepare, [...dark, ...refusedOpening]))(
    'prepare with "$name": a problem, and the same key retries',
    alone,
    async ({ name: _, ...fault }) => {
      const held = await givenHeld(engine)
      await sandboxAt(engine.sandboxUrl).plant({
        gateway,
        operation: prepare,
        ...fault,
      })
      const first = await start(engine, held, { gateway, key: 'k' }).catch((error) => error)
      expect(first).toBeInstanceOf(Problem)
      expect(first).toMatchObject({ type: 'gateway-unavailable' })
      const back = await press(await start(engine, held, { gateway, key: 'k' }), 'pay')
      await returnPayment(engine, back)
      await expectPaidOnce(held, ['expired', 'fulfilled'])
    },
  )

  test.each(namedAt(approve, [...dark, ...byCode('code-after', gatewayCase.vagueApprove)]))(
    'approve with "$name": paid once, at the latest after a look-up',
    alone,
    async ({ name: _, ...fault }) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      await plantFor(engine, gatewayCase, held, view, {
        operation: approve,
        ...fault,
      })
      await returnPayment(engine, await press(view, 'pay'))
      await expectPaidOnce(held)
    },
  )

  test.each(named([...dark, { fault: 'alter-after', alter: gatewayCase.tomorrow }]))(
    'look-up with "$name": paid once',
    alone,
    async ({ name: _, ...fault }) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      const lost = { operation: approve, fault: 'reset-after' } as const
      if (!isAuto) await plantFor(engine, gatewayCase, held, view, lost)
      await plantFor(engine, gatewayCase, held, view, {
        operation: lookup,
        ...fault,
      })
      await returnPayment(engine, await press(view, 'pay'))
      expect(['ready', 'paid']).toContain((await standing(engine, held)).status)
      await expectPaidOnce(held)
    },
  )

  const darkRefund = dark.filter(({ fault }) => isAuto || fault !== 'unauthorized')
  test.each(named([...darkRefund, ...byCode('code-after', gatewayCase.vagueCancel)]))(
    'refund with "$name": refunded once',
    alone,
    async ({ name: _, ...fault }) => {
      const held = await givenHeld(engine)
      const { id } = await pay(engine, held, { gateway })
      await plantFor(engine, gatewayCase, held, { id }, { operation: cancelling, ...fault })
      await cancel(engine, held)
      expect(await standing(engine, held)).toMatchObject({
        status: 'canceled',
        remaining: 1,
      })
      await comesTo(engine, held, {
        status: 'canceled',
        attempts: ['refunded'],
      })
      expect(await moneyOf(engine, held)).toMatchObject({
        refunds: 1,
        held: 0,
      })
    },
  )

  const A_DAY = 100_000
  const statusAfter: Record<string, string> = { fulfilled: 'paid' }

  test.each(named(byCode('code', gatewayCase.vagueApprove)))(
    'an approval temporarily refused with "$name" is paid once, or not at all',
    alone,
    async ({ name: _, ...fault }) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      await plantFor(engine, gatewayCase, held, view, {
        operation: approve,
        ...fault,
      })
      await returnPayment(engine, await press(view, 'pay'))
      const end = gatewayCase.refused.approve
      const status = statusAfter[end] ?? 'failed'
      await comesTo(engine, held, { status, attempts: [end] }, A_DAY)
      const approvals = status === 'paid' ? 1 : 0
      expect(await moneyOf(engine, held)).toMatchObject({
        approvals,
        held: approvals * PRICE,
      })
    },
  )

  test.each(named(byCode('code', gatewayCase.vagueCancel)))(
    'a refund temporarily refused with "$name" is made once, or goes to review',
    alone,
    async ({ name: _, ...fault }) => {
      const held = await givenHeld(engine)
      const { id } = await pay(engine, held, { gateway })
      await plantFor(engine, gatewayCase, held, { id }, { operation: cancelling, ...fault })
      await cancel(engine, held)
      await comesTo(
        engine,
        held,
        { status: 'canceled', attempts: [gatewayCase.refused.cancel] },
        A_DAY,
      )
      await expectGivenBack(held, id)
    },
  )

  const noRefund = gatewayCase.noRefund === undefined ? [] : byCode('code', [gatewayCase.noRefund])
  const dead: readonly Spoiled[] = isAuto ? [] : [{ fault: 'unauthorized' }]
  test.each(named([...dead, ...noRefund]))(
    'a refund finally refused with "$name" goes to review, and is made by a decision',
    alone,
    async ({ name: _, ...fault }) => {
      const held = await givenHeld(engine)
      const { id } = await pay(engine, held, { gateway })
      await plantFor(engine, gatewayCase, held, { id }, { operation: cancelling, ...fault })
      await cancel(engine, held)
      expect(await standing(engine, held)).toMatchObject({
        status: 'canceled',
        remaining: 1,
        attempts: ['needs-review'],
        reasons: [expect.stringMatching(/^rejected: /)],
      })
      await expectGivenBack(held, id)
    },
  )

  test.each(gatewayCase.mayTakeItsTime ? (['pending-success', 'pending-failure'] as const) : [])(
    'a pending refund ("%s") is made once, or goes to review',
    alone,
    async (fault) => {
      const held = await givenHeld(engine)
      const { id } = await pay(engine, held, { gateway })
      await plantFor(engine, gatewayCase, held, { id }, { operation: cancelling, fault })
      await cancel(engine, held)
      expect(await standing(engine, held)).toMatchObject({
        status: 'canceled',
        remaining: 1,
        attempts: ['refund-pending'],
      })
      const end = fault === 'pending-success' ? 'refunded' : 'needs-review'
      await comesTo(engine, held, { status: 'canceled', attempts: [end] }, A_DAY)
      await expectGivenBack(held, id)
    },
  )

  /** A payment in review is refunded by a decision; nothing was refunded before. */
  async function expectGivenBack(
    held: Held,
    paymentId: Id<'Payment'>,
    attempts = ['refunded'],
  ): Promise<void> {
    if ((await standing(engine, held)).attempts.includes('needs-review')) {
      expect(await moneyOf(engine, held)).toMatchObject({
        refunds: 0,
        held: PRICE,
      })
      await pass(engine, 100) // until no call of ours can still be running there
      const adminId = await givenBuyer(engine)
      const once = { scope: adminId, key: paymentId, fingerprint: 'refund' }
      await decideReview(engine, {
        adminId,
        paymentId,
        decision: 'refund',
        note: '확인함',
        once,
      })
    }
    await comesTo(engine, held, { status: 'canceled', attempts })
    expect(await moneyOf(engine, held)).toMatchObject({
      approvals: 1,
      refunds: 1,
      held: 0,
    })
  }

  test('a declined card captures nothing, and the next attempt pays', alone, async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    await plantFor(engine, gatewayCase, held, view, gatewayCase.decline)
    await returnPayment(engine, await press(view, 'pay'))
    expect(await standing(engine, held)).toMatchObject({
      status: 'ready',
      line: 'held',
      pinned: false,
      attempts: ['declined'],
    })
    expect(await moneyOf(engine, held)).toMatchObject({ approvals: 0 })
    await pay(engine, held, { gateway })
    await expectPaidOnce(held, ['declined', 'fulfilled'])
  })

  test.runIf(gatewayCase.tooLate)(
    'a session or authorization that expires between return and approval captures nothing',
    alone,
    async () => {
      const held = await givenHeld(engine)
      const back = await press(await start(engine, held, { gateway }), 'pay')
      await engine.database.run(sql`
        update orders set expires_at = expires_at + interval '30 days' where id = ${held.order.id}
      `)
      await engine.advance((gatewayCase.tooLate ?? 0) + 1)
      await returnPayment(engine, back)
      await comesTo(
        engine,
        held,
        { status: 'ready', attempts: [gatewayCase.lateIs ?? 'expired'] },
        A_DAY,
      )
      expect(await standing(engine, held)).toMatchObject({
        line: 'held',
        pinned: false,
      })
      expect(await moneyOf(engine, held)).toMatchObject({ approvals: 0 })
      await pay(engine, held, { gateway })
      await expectPaidOnce(held, [gatewayCase.lateIs ?? 'expired', 'fulfilled'])
    },
  )

  test.each(gatewayCase.lies)(
    '%s replying with %j goes to review, and pays nothing',
    alone,
    async (operation, alter, reason) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      await plantFor(engine, gatewayCase, held, view, {
        operation,
        fault: 'alter-after',
        alter,
      })
      await returnPayment(engine, await press(view, 'pay'))
      const waiting = {
        attempts: ['needs-review'],
        reasons: [reason],
        pinned: true,
      }
      expect(await standing(engine, held)).toMatchObject({
        status: 'ready',
        ...waiting,
      })
      await pass(engine, 660)
      expect(await standing(engine, held)).toMatchObject({
        status: 'ready',
        ...waiting,
      })
      await expect(pay(engine, held, { gateway })).rejects.toMatchObject({
        type: 'payment-in-progress',
      })
    },
  )

  test('two equal partial refunds without replies are each made once', alone, async () => {
    const held = await givenHeld(engine)
    const { id } = await pay(engine, held, { gateway })
    for (const part of [1, 2]) {
      await plantFor(
        engine,
        gatewayCase,
        held,
        { id },
        { operation: cancelling, fault: 'reset-after' },
      )
      await giveBack(held, id, 4_000)
      await comesTo(engine, held, {
        status: 'paid',
        attempts: ['partially-refunded'],
      })
      expect(await moneyOf(engine, held)).toMatchObject({
        refunds: part,
        held: PRICE - part * 4_000,
      })
    }
    await cancel(engine, held)
    await comesTo(engine, held, {
      status: 'canceled',
      attempts: ['refunded'],
    })
    expect(await moneyOf(engine, held)).toMatchObject({
      refunds: 3,
      held: 0,
    })
  })

  async function giveBack({ storeId }: Held, paymentId: Id<'Payment'>, amount: number) {
    const { ownerId } = await engine.database.one<{ ownerId: Id<'Account'> }>(
      sql`select owner_id as "ownerId" from stores where id = ${storeId}`,
    )
    const once = {
      scope: ownerId,
      key: engine.newId(),
      fingerprint: `${amount}`,
    }
    await refundPayment(engine, {
      by: { callerId: ownerId, everyStore: false },
      storeId,
      paymentId,
      amount,
      reason: '재료 소진',
      once,
    })
  }

  test.each(['console', 'chargeback'] as const)(
    'a foreign refund (%s) is found, and goes to review',
    alone,
    async (why) => {
      const held = await givenHeld(engine)
      const { id } = await pay(engine, held, { gateway })
      await takenBack(id, { why })
      await engine.advance(3_700)
      await tick(engine)
      const list = operationFor(gatewayCase, 'list')
      if (list)
        await sandboxAt(engine.sandboxUrl).plant({
          gateway,
          operation: list,
          fault: 'reset-before',
        })
      for (let time = 0; time < 3; time++) {
        await compareBooks(engine)
        await tick(engine)
        await engine.advance(86_400)
      }
      const found = {
        attempts: ['needs-review'],
        reasons: ['refunded-elsewhere'],
      }
      expect(await standing(engine, held)).toMatchObject({
        status: 'paid',
        ...found,
      })
    },
  )

  test('a refund with a wrong expected balance goes to review', alone, async () => {
    const held = await givenHeld(engine)
    const { id } = await pay(engine, held, { gateway })
    await takenBack(id, { amount: 4_000 })
    await cancel(engine, held)
    await comesTo(engine, held, {
      status: 'canceled',
      attempts: ['needs-review'],
    })
    expect((await standing(engine, held)).reasons).toEqual(['differs: refunded'])
    expect(await moneyOf(engine, held)).toMatchObject({
      refunds: 1,
      held: PRICE - 4_000,
    })
  })

  /** In the gateway's console, or by chargeback. */
  async function takenBack(id: Id<'Payment'>, how: { why?: string; amount?: number }) {
    const names = await engine.database.one<{ names: string[] }>(
      sql`select array[reference, approval_reference, id::text] as names from payments where id = ${id}`,
    )
    const { payments } = await ledgerOf(engine)
    const theirs = payments.find((one) =>
      names.names.some((name) => [one.id, one.orderId].includes(name)),
    )
    const answer = await fetch(`${engine.sandboxUrl}/console/${gateway}/${theirs?.id}/cancel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(how),
    })
    expect(answer.status).toBe(200)
  }

  test('found paid by five concurrent and later look-ups, it pays once', alone, async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    const lost = { operation: approve, fault: 'reset-after' } as const
    if (approve) await plantFor(engine, gatewayCase, held, view, lost)
    const nth = gateway === 'stripe' ? 2 : 1 // its approval looks first
    await plantFor(engine, gatewayCase, held, view, {
      operation: lookup,
      fault: 'reset-before',
      nth,
    })
    await returnPayment(engine, await press(view, 'pay'))
    const unsettled = await readPayment(engine.database, held.storeId, view.id)
    if (!unsettled?.reference) throw new Error('the payment is gone')
    const said = await engine.gateways.get(gateway)?.lookup({ reference: unsettled.reference })
    if (said?.is !== 'found') throw new Error('the money is gone')
    // in one tick, so that they share a transaction
    await Promise.all(Array.from({ length: 5 }, () => settle(engine, unsettled, said)))
    await lookUp(engine, unsettled)
    await expectPaidOnce(held)
    const told = await engine.database.rows<{ state: string }>(sql`
      select state from payment_events
       where payment_id = ${view.id} and state in ('fulfilled', 'late-approved', 'refunding')
    `)
    expect(told).toEqual([{ state: 'fulfilled' }])
  })

  test.skipIf(isAuto)(
    'while the outcome is unknown, the order can neither be canceled nor expire',
    alone,
    async () => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      await plantFor(engine, gatewayCase, held, view, {
        operation: approve,
        fault: 'reset-before',
      })
      for (let look = 0; look < 3; look++)
        await plantFor(engine, gatewayCase, held, view, {
          operation: lookup,
          fault: 'reset-before',
        })
      await returnPayment(engine, await press(view, 'pay'))
      await expect(cancel(engine, held)).rejects.toMatchObject({
        type: 'payment-in-progress',
      })
      await engine.database.run(sql`
      update orders set expires_at = now() - interval '1 second' where id = ${held.order.id}
    `)
      await tick(engine)
      expect(await standing(engine, held)).toMatchObject({
        status: 'ready',
        pinned: true,
      })
      await expectPaidOnce(held)
    },
  )

  test(
    'an outage longer than the session ends paid once, or without a capture',
    alone,
    async () => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      const down = { fault: 'reset-before' } as const
      if (approve)
        await plantFor(engine, gatewayCase, held, view, {
          operation: approve,
          ...down,
        })
      for (let look = 0; look < 6; look++)
        await plantFor(engine, gatewayCase, held, view, {
          operation: lookup,
          ...down,
        })
      await returnPayment(engine, await press(view, isAuto ? 'quit' : 'pay'))
      await pass(engine, 900)
      expect(await standing(engine, held)).toMatchObject({
        attempts: [isAuto ? 'ready' : 'approve-unknown'],
        pinned: !isAuto,
      })
      const status = statusAfter[gatewayCase.outage] ?? 'failed'
      await comesTo(engine, held, { status, attempts: [gatewayCase.outage] }, A_DAY)
      const approvals = status === 'paid' ? 1 : 0
      expect(await moneyOf(engine, held)).toMatchObject({
        approvals,
        held: approvals * PRICE,
      })
    },
  )

  test.each([
    ['ten minutes ahead of ours', 0, 600],
    ['ten minutes behind ours', 600, 0],
  ])('a gateway clock that is %s changes nothing', alone, async (_, ours, theirs) => {
    const { aheadMs } = await engine.database.one<{ aheadMs: number }>(sql`
      update clock set ahead = ahead + make_interval(secs => ${ours})
      returning (extract(epoch from ahead) * 1000)::double precision as "aheadMs"
    `)
    if (theirs) await sandboxAt(engine.sandboxUrl).moveClock(aheadMs + theirs * 1000)
    const held = await givenHeld(engine)
    expect(await pay(engine, held, { gateway })).toMatchObject({
      state: 'fulfilled',
    })
    await cancel(engine, held)
    await comesTo(engine, held, {
      status: 'canceled',
      attempts: ['refunded'],
    })
    expect(await moneyOf(engine, held)).toMatchObject({
      approvals: 1,
      refunds: 1,
      held: 0,
    })
    await engine.advance(600)
  })

  const close = operationFor(gatewayCase, 'close')
  test.each(namedAt(close, dark))(
    'close with "$name": nothing is captured, and retries end',
    alone,
    async ({ name: _, ...fault }) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      await plantFor(engine, gatewayCase, held, view, {
        operation: close ?? '',
        ...fault,
      })
      const back = await press(view, 'pay')
      await cancel(engine, held)
      await expectNothingTaken(held)
      await returnPayment(engine, back)
      await expectNothingTaken(held)
    },
  )

  test.skipIf(approve)('a payment of an expired order is refunded', alone, async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    await pass(engine, 620)
    const next = await givenHeld(engine, { storeId: held.storeId })
    await plantFor(engine, gatewayCase, held, view, {
      operation: cancelling,
      fault: 'reset-after',
    })
    await returnPayment(engine, await press(view, 'pay'))
    await comesTo(engine, held, { status: 'failed', attempts: ['refunded'] })
    expect(await moneyOf(engine, held)).toMatchObject({
      approvals: 1,
      refunds: 1,
      held: 0,
    })
    expect(await standing(engine, next)).toMatchObject({
      status: 'ready',
      line: 'held',
    })
  })

  test('look-ups of an ended attempt stop', alone, async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    if (!isAuto) await press(view, 'pay')
    await cancel(engine, held)
    await engine.advance(200) // nobody looked while a call of ours could still be running there
    await expectNothingTaken(held)
  })

  async function expectNothingTaken(held: Held): Promise<void> {
    await pass(engine, 400)
    for (const seconds of [2_000, 86_500, 3_600]) {
      await engine.advance(seconds)
      if (seconds !== 3_600) await tick(engine)
    }
    expect(await reconcile(engine)).toBe(0)
    expect(await standing(engine, held)).toMatchObject({
      status: 'canceled',
      attempts: ['expired'],
    })
    expect(await moneyOf(engine, held)).toMatchObject({ approvals: 0 })
  }

  const token = operationFor(gatewayCase, 'token')
  const darkToken = dark.filter(({ fault }) => fault !== 'missing')
  test.each(namedAt(token, darkToken))(
    'the token with "$name": paid once, and refunded once, or in review',
    alone,
    async ({ name: _, ...fault }) => {
      const { plant } = sandboxAt(engine.sandboxUrl)
      const held = await givenHeld(engine)
      await plant({ gateway, operation: token ?? '', ...fault })
      await start(engine, held, { gateway }).catch(() => undefined)
      const view = await start(engine, held, { gateway })
      await returnPayment(engine, await press(view, 'pay'))
      await comesTo(engine, held, {
        status: 'paid',
        attempts: ['expired', 'fulfilled'],
      })
      await plant({ gateway, operation: token ?? '', ...fault })
      await cancel(engine, held)
      const end = fault.fault === 'unauthorized' ? 'needs-review' : 'refunded'
      await comesTo(engine, held, {
        status: 'canceled',
        attempts: ['expired', end],
      })
      await expectGivenBack(held, view.id, ['expired', 'refunded'])
    },
  )
})

// The server on a real port, so that gateways reach it. Webhooks are hints: delivery faults must not
// change the end.
describe('webhook delivery', () => {
  let engine: TestEngine
  let app: TestServer
  beforeAll(async () => {
    const port = await freePort()
    engine = await testEngine({ publicUrl: `http://127.0.0.1:${port}` })
    app = await testServer(engine)
    await app.server.listen({ port, host: '127.0.0.1' })
  })
  afterEach(async () => {
    expect(await waitingFaults(engine)).toEqual([])
    await expectSound(engine)
  })
  afterAll(async () => {
    await app.server.close()
    await engine.close()
  })

  const telling = gatewayCases.filter(({ gateway }) => gateway !== 'kakaopay')
  const expectSettled = (held: Held, is: object) =>
    vi.waitFor(
      async () => {
        await tick(engine)
        expect(await standing(engine, held)).toMatchObject(is)
      },
      { timeout: 10_000, interval: 50 },
    )
  const heard = async (gateway: string) => {
    const { count } = await engine.database.one<{ count: number }>(
      sql`select count(*)::integer as count from webhook_events where gateway = ${gateway}`,
    )
    return count
  }
  const hours = { delayMs: 3 * 3_600_000 }

  describe.each(telling)('$gateway', (at) => {
    const { gateway } = at
    const approve = operationFor(at, 'approve')

    test.each([
      { fault: 'drop' },
      { fault: 'duplicate' },
      { fault: 'duplicate-fresh' },
      { fault: 'delay', ...hours },
    ] as const)('a delivery fault (%j) has the effect of one delivery', async (fault) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      await plantFor(engine, at, held, view, {
        operation: 'webhook',
        ...fault,
      })
      await returnPayment(engine, await press(view, 'pay'))
      await expectSettled(held, { status: 'paid', attempts: ['fulfilled'] })
      await cancel(engine, held)
      await expectSettled(held, {
        status: 'canceled',
        attempts: ['refunded'],
      })
      await engine.advance(4 * 3_600) // what was delayed tells now that it was paid
      await expectSettled(held, {
        status: 'canceled',
        attempts: ['refunded'],
      })
      expect(await moneyOf(engine, held)).toMatchObject({
        approvals: 1,
        refunds: 1,
        held: 0,
      })
    })

    test.skipIf(!approve)('a webhook before the reply is harmless', async () => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      const slow = {
        operation: approve ?? '',
        fault: 'slow',
        delayMs: 400,
      } as const
      await plantFor(engine, at, held, view, slow)
      const before = await heard(gateway)
      const returned = returnPayment(engine, await press(view, 'pay'))
      await vi.waitFor(async () => expect(await heard(gateway)).toBeGreaterThan(before), 15_000)
      await tick(engine)
      await returned
      await expectSettled(held, { status: 'paid', attempts: ['fulfilled'] })
      expect(await moneyOf(engine, held)).toMatchObject({
        approvals: 1,
        held: PRICE,
      })
    })
  })
})

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
