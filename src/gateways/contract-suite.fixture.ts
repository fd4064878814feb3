import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Approval, CancelAsk, Gateway, Snapshot } from '../payments/gateway.ts'
import type { Fault } from './sandbox/faults.ts'
import { startSandbox } from './sandbox/server.ts'
import { anOrder, authenticated, buyerAt, sandboxAt, windowOf } from './sandbox-buyer.ts'

/** What differs between gateways in the common suite. */
export interface ContractRow {
  readonly gateway: Fault['gateway']
  /** A gateway at this address, with optional settings. */
  open(baseUrl: string, told?: { timeoutMs?: number }): Gateway
  /** A gateway with a wrong key. */
  openStranger(baseUrl: string): Gateway
  /** Names of the operations at the sandbox; undefined where the gateway has none. */
  readonly operations: {
    readonly prepare?: string
    readonly approve?: string
    readonly lookup: string
    readonly cancel: string
  }
  /** The outcome of a repeated approval with the same key: the first answer, or unknown. */
  readonly repeated: 'approved' | 'unknown'
  /** Merged into a lookup's reply: a status that does not exist yet. */
  readonly tomorrow: object
  /** The code of the bank's refusal of an approval. */
  readonly bankFailure?: Pick<Fault, 'code' | 'extras'>
  /** After this time an approval is refused. */
  readonly tooLateSeconds: number
  /** Codes of inconclusive refusals. */
  readonly vague: readonly Pick<Fault, 'code' | 'extras'>[]
  /** A well-formed reference of no payment. */
  readonly unknownReference: string
}

const won = (amount: number) => ({ amount, currency: 'KRW' }) as const

/** One suite for every gateway, over real HTTP, checked against the sandbox's ledger. */
export const gatewayContract = (row: ContractRow) =>
  describe(`the contract, by ${row.gateway}`, () => {
    const { operations } = row
    let server: Awaited<ReturnType<typeof startSandbox>>
    let sandbox: ReturnType<typeof sandboxAt>
    let gateway: Gateway

    beforeEach(async () => {
      server = await startSandbox({})
      sandbox = sandboxAt(server.url)
      gateway = row.open(server.url)
    })
    afterEach(() => server.close())

    const lookup = async (reference: string): Promise<Snapshot> => {
      const answer = await gateway.lookup({ reference })
      if (answer.is !== 'found') throw new Error(`lookup: ${answer.is}`)
      return answer.snapshot
    }
    /** Pays in the window, and approves where the gateway waits for the merchant. */
    const paid = async (told = {}): Promise<Snapshot> => {
      const ask = await authenticated(gateway, anOrder(told))
      if (gateway.approveMode === 'auto') return lookup(ask.reference)
      const said: Approval = await gateway.approve(ask)
      if (said.is !== 'approved') throw new Error(`approve: ${said.is}`)
      return said.snapshot
    }
    const opened = async (told = {}) => {
      const prepared = await gateway.prepare(anOrder(told))
      if (prepared.is !== 'prepared') throw new Error(prepared.reason)
      return { reference: prepared.reference, window: await windowOf(gateway, prepared) }
    }
    const refund = (payment: Snapshot, told: Partial<CancelAsk> = {}) =>
      gateway.cancel({
        reference: payment.reference,
        approvalReference: payment.approvalReference ?? null,
        amount: won(12_500),
        taxFree: 0,
        balance: 12_500,
        reason: 'asked by the buyer',
        operationKey: 'payment-1-refund-1',
        ...told,
      })
    const plant = (operation: string, fault: Omit<Fault, 'gateway' | 'operation'>) =>
      sandbox.plant({ gateway: row.gateway, operation, ...fault })
    const sums = async () => (await sandbox.ledger()).sums

    test('says what it is called', () => {
      expect(gateway.name).toBe(row.gateway)
      expect(gateway.currencies).toContain('KRW')
    })

    test('a buyer pays, the money is taken, and a lookup tells the same facts', async () => {
      const order = anOrder({ taxFree: 2_500 })
      const payment = await paid(order)
      expect(payment).toMatchObject({
        state: 'paid',
        final: true,
        orderNumber: order.orderNumber,
        buyer: order.buyer,
        amount: won(12_500),
        taxFree: 2_500,
        refunded: 0,
        refunds: [],
        approvalReference: expect.any(String),
        approvedAt: expect.any(Date),
      })
      expect(payment.differs ?? []).toEqual([])
      expect(Math.abs(Date.now() - Number(payment.approvedAt))).toBeLessThan(5_000)
      expect(await lookup(payment.reference)).toEqual(payment)
      expect(await sums()).toMatchObject({ approvals: 1, held: 12_500 })
    })

    test('before the buyer has paid, nothing is taken', async () => {
      const { reference } = await opened()
      const said = await gateway.lookup({ reference })
      if (said.is === 'found') expect(said.snapshot).toMatchObject({ state: 'open', final: false })
      else expect(said.is).toBe('not-found')
      expect(await sums()).toMatchObject({ approvals: 0 })
    })

    test.each([
      ['quit', 'quit'],
      ['fail', 'declined'],
    ] as const)(
      'a buyer who presses %s has not paid, brings no token back, and is told as %s',
      async (button, left) => {
        const { reference, window } = await opened()
        const { address, query } = await buyerAt(window).press(button)
        const returned = gateway.parseReturn(query)
        expect(returned).not.toHaveProperty('clientToken')
        const said = await gateway.lookup({ reference })
        const snapshot = said.is === 'found' ? said.snapshot : undefined
        if (snapshot) expect([left, 'open']).toContain(snapshot.state)
        else expect(said.is).toBe('not-found')
        // By the query, else by the address, else by the gateway.
        const page = { quit: 'quit', fail: 'declined' }[new URL(address).pathname.slice(7)]
        expect(returned.left ?? page ?? snapshot?.lastTry).toBe(left)
        expect(await sums()).toMatchObject({ approvals: 0 })
      },
    )

    test('money goes back in parts, tax-free part and all, until nothing is left', async () => {
      const payment = await paid({ taxFree: 2_500 })
      const part = { amount: won(5_000), taxFree: 1_000 }
      expect(await refund(payment, part)).toMatchObject({ is: 'canceled', balance: 7_500 })
      const { reference } = payment
      expect(await lookup(reference)).toMatchObject({ state: 'partly-refunded', refunded: 5_000 })

      const rest = { amount: won(7_500), taxFree: 1_500, balance: 7_500 }
      expect(await refund(payment, { ...rest, operationKey: 'payment-1-refund-2' })).toMatchObject({
        is: 'canceled',
        balance: 0,
      })
      const snapshot = await lookup(reference)
      expect(snapshot).toMatchObject({ state: 'refunded', final: true, refunded: 12_500 })
      expect(snapshot.refunds.map(({ amount }) => amount).sort()).toEqual([5_000, 7_500])
      expect(new Set(snapshot.refunds.map((one) => one.reference)).size).toBe(2)
      expect(await sums()).toMatchObject({ held: 0 })
    })

    test('two refunds of one amount are two, and have names of their own', async () => {
      const payment = await paid()
      await refund(payment, { amount: won(4_000), operationKey: 'payment-1-refund-1' })
      const again = { amount: won(4_000), balance: 8_500, operationKey: 'payment-1-refund-2' }
      expect(await refund(payment, again)).toMatchObject({ is: 'canceled', balance: 4_500 })
      const { refunds, refunded } = await lookup(payment.reference)
      expect(refunded).toBe(8_000)
      expect(new Set(refunds.map(({ reference }) => reference)).size).toBe(2)
    })

    test.each([
      ['of a balance that is not there', { amount: won(5_000), balance: 5_000 }],
      ['of more than was paid', { amount: won(12_501), balance: 12_500 }],
    ])('a refund %s moves nothing', async (_, wrong) => {
      const payment = await paid()
      expect(['rejected', 'unknown']).toContain((await refund(payment, wrong)).is)
      expect(await sums()).toMatchObject({ held: 12_500 })
    })

    test('a payment that nobody knows is not found', async () => {
      const said = await gateway.lookup({ reference: row.unknownReference })
      expect(said).toEqual({ is: 'not-found' })
    })

    test('a currency it does not take is rejected before anybody is asked', async () => {
      const foreign = (['USD', 'EUR', 'JPY'] as const).find(
        (currency) => !gateway.currencies.includes(currency),
      )
      if (!foreign) return
      const order = anOrder({ amount: { amount: 100, currency: foreign } })
      expect(await gateway.prepare(order)).toMatchObject({ is: 'rejected' })
      expect((await sandbox.ledger()).payments).toEqual([])
    })

    test('with a wrong key nothing is said to have failed that might yet be settled', async () => {
      const ask = await authenticated(gateway)
      const stranger = row.openStranger(server.url)
      if (operations.prepare)
        expect(['rejected', 'unknown']).toContain((await stranger.prepare(anOrder())).is)
      if (operations.approve) expect(await stranger.approve(ask)).toMatchObject({ is: 'unknown' })
      expect(await stranger.lookup(ask)).toMatchObject({ is: 'unknown' })
      if (operations.approve) expect((await gateway.approve(ask)).is).toBe('approved')
    })

    test('with nobody there, nothing is known', async () => {
      const ask = await authenticated(gateway)
      const lonely = row.open('http://127.0.0.1:1')
      if (operations.prepare) expect((await lonely.prepare(anOrder())).is).toBe('unknown')
      if (operations.approve) expect((await lonely.approve(ask)).is).toBe('unknown')
      expect((await lonely.lookup(ask)).is).toBe('unknown')
    })

    test('a refund whose answer is lost is found by lookup, and is not made twice', async () => {
      const payment = await paid()
      await plant(operations.cancel, { fault: 'reset-after' })
      const half = { amount: won(5_000) }
      expect(await refund(payment, half)).toMatchObject({ is: 'unknown' })
      const { reference } = payment
      expect(await lookup(reference)).toMatchObject({ refunded: 5_000, state: 'partly-refunded' })
      await refund(payment, half)
      expect(await sums()).toMatchObject({ refunded: 5_000 })
    })

    test('a refund that never arrived is found undone, and can be asked for again', async () => {
      const payment = await paid()
      await plant(operations.cancel, { fault: 'reset-before' })
      expect(await refund(payment)).toMatchObject({ is: 'unknown' })
      expect(await lookup(payment.reference)).toMatchObject({ refunded: 0, state: 'paid' })
      expect(await refund(payment)).toMatchObject({ is: 'canceled', balance: 0 })
    })

    test.each(['html-502-after', 'truncated-after', 'empty-after', 'reset-before'] as const)(
      'a lookup that breaks (%s) says that nothing is known',
      async (fault) => {
        const { reference } = await paid()
        await plant(operations.lookup, { fault })
        expect(await gateway.lookup({ reference })).toMatchObject({ is: 'unknown' })
      },
    )

    test('a word of tomorrow for how a payment stands is unknown, never failed', async () => {
      const { reference } = await paid()
      await plant(operations.lookup, { fault: 'alter-after', alter: row.tomorrow })
      expect(await gateway.lookup({ reference })).toMatchObject({ is: 'unknown' })
    })

    test('members of tomorrow are no trouble', async () => {
      const payment = await paid()
      await plant(operations.lookup, { fault: 'alter-after', alter: { tomorrow: { is: 1 } } })
      expect(await lookup(payment.reference)).toEqual(payment)
    })

    const { prepare, approve } = operations
    describe.runIf(prepare)('opening a session', () => {
      test('whose answer was lost is done anew, and only one is ever paid', async () => {
        await plant(prepare ?? '', { fault: 'reset-after' })
        const order = anOrder()
        expect((await gateway.prepare(order)).is).toBe('unknown')
        await paid({ ...order })
        expect(await sums()).toMatchObject({ approvals: 1 })
      })
    })

    describe.runIf(approve)('approving', () => {
      test.each([
        ['a token that was guessed', { clientToken: 'guessed' }],
        ['another amount', { amount: won(12_499) }],
      ])('with %s takes nothing', async (_, wrong) => {
        const ask = await authenticated(gateway)
        expect((await gateway.approve({ ...ask, ...wrong })).is).not.toBe('approved')
        expect(await sums()).toMatchObject({ approvals: 0 })
      })

      test('with the token of another payment takes nothing', async () => {
        const [mine, other] = [
          await authenticated(gateway, anOrder({ paymentId: 'payment-1' })),
          await authenticated(gateway, anOrder({ paymentId: 'payment-2' })),
        ]
        const forged = await gateway.approve({ ...mine, clientToken: other.clientToken })
        expect(forged.is).not.toBe('approved')
        expect(await sums()).toMatchObject({ approvals: 0 })
      })

      test('twice, one after the other, takes the money once', async () => {
        const ask = await authenticated(gateway)
        expect((await gateway.approve(ask)).is).toBe('approved')
        expect(await gateway.approve(ask)).toMatchObject({ is: row.repeated })
        expect(await lookup(ask.reference)).toMatchObject({ state: 'paid' })
        expect(await sums()).toMatchObject({ approvals: 1, approved: 12_500 })
      })

      test('five times at once takes the money once', async () => {
        const ask = await authenticated(gateway)
        const answers = await Promise.all(Array.from({ length: 5 }, () => gateway.approve(ask)))
        expect(answers.map(({ is }) => is)).toContain('approved')
        for (const { is } of answers) expect(['approved', 'unknown']).toContain(is)
        expect(await sums()).toMatchObject({ approvals: 1 })
      })

      test.each([
        { fault: 'reset-after' },
        { fault: 'slow', delayMs: 3_000 },
        { fault: 'drip', delayMs: 3_000 },
        { fault: 'status-500-after' },
        { fault: 'html-502-after' },
        { fault: 'truncated-after' },
        { fault: 'empty-after' },
        ...row.vague.map((vague) => ({ fault: 'code-after' as const, ...vague })),
      ] as const)('taken, but the answer is lost (%j): unknown, then found paid', async (fault) => {
        const ask = await authenticated(gateway)
        await plant(approve ?? '', fault)
        const isSlow = fault.fault === 'slow' || fault.fault === 'drip'
        const hurried = isSlow ? row.open(server.url, { timeoutMs: 500 }) : gateway
        expect(await hurried.approve(ask)).toMatchObject({ is: 'unknown' })
        expect(await lookup(ask.reference)).toMatchObject({ state: 'paid' })
        expect(await sums()).toMatchObject({ approvals: 1 })
      })

      test('not taken, and no answer: found open, and the same token still pays', async () => {
        const ask = await authenticated(gateway)
        await plant(approve ?? '', { fault: 'reset-before' })
        expect(await gateway.approve(ask)).toMatchObject({ is: 'unknown' })
        expect(await lookup(ask.reference)).toMatchObject({ state: 'open', final: false })
        expect((await gateway.approve(ask)).is).toBe('approved')
      })

      test('that fails at the bank takes nothing, and is found declined', async () => {
        const ask = await authenticated(gateway)
        await plant(approve ?? '', { fault: 'fail', ...row.bankFailure })
        expect((await gateway.approve(ask)).is).not.toBe('approved')
        expect(await lookup(ask.reference)).toMatchObject({ state: 'declined' })
        expect(await sums()).toMatchObject({ approvals: 0 })
      })

      test.each(['unauthorized', 'too-many'] as const)('met by "%s" is unknown', async (fault) => {
        const ask = await authenticated(gateway)
        await plant(approve ?? '', { fault })
        expect(await gateway.approve(ask)).toMatchObject({ is: 'unknown' })
        expect((await gateway.approve(ask)).is).toBe('approved')
      })

      test('a buyer who takes too long has not paid', async () => {
        const ask = await authenticated(gateway)
        await sandbox.moveClock(row.tooLateSeconds * 1000)
        expect(['expired', 'declined', 'unknown']).toContain((await gateway.approve(ask)).is)
        const said = await gateway.lookup(ask)
        if (said.is === 'found') expect(said.snapshot.state).not.toBe('paid')
        expect(await sums()).toMatchObject({ approvals: 0 })
      })
    })
  })
