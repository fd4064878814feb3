import { describe, expect, test } from 'vitest'
import { later } from '../kernel/time.ts'
import type { Approval, Cancellation, Lookup, Snapshot } from './gateway.ts'
import * as refunds from './refund-rules.ts'
import * as rules from './rules.ts'
import * as verdicts from './verdict-rules.ts'

const at = new Date('2026-11-24T10:30:00Z')
const callSeconds = 15
const kakaoPay = { approveMode: 'server', callSeconds } as const
const expected = { orderNumber: '20261124193000-0123ABCD', buyer: 'order-1' }

/** Approving since `at`, in a session of 15 minutes. */
const payment: rules.Payment = {
  storeId: 'store-1',
  id: 'payment-1',
  orderId: 'order-1',
  attempt: 1,
  gateway: 'kakaopay',
  walletPart: null,
  state: 'approving',
  version: 1,
  amount: 12_500,
  taxFree: 0,
  currency: 'KRW',
  device: 'desktop',
  reference: 'T1',
  redirect: null,
  launch: null,
  receiptUrl: null,
  deposit: null,
  clientToken: 'token',
  approvalReference: null,
  approved: null,
  refunded: 0,
  method: null,
  reason: null,
  createdAt: at,
  changedAt: at,
  sessionExpiresAt: later(at, 900),
  checkAt: null,
  checks: 0,
}

const snapshot: Snapshot = {
  state: 'paid',
  final: true,
  reference: 'T1',
  ...expected,
  amount: { amount: 12_500, currency: 'KRW' },
  taxFree: 0,
  refunded: 0,
  refunds: [],
}

const found = (told: Partial<Snapshot>): Lookup => ({
  is: 'found',
  snapshot: { ...snapshot, ...told },
})
const unknown = { is: 'unknown', reason: 'timeout' } as const
const notFound = { is: 'not-found' } as const
const wrongAmount = { amount: { amount: 12_400, currency: 'KRW' } } as const

describe('edges', () => {
  const states = Object.keys(rules.edges) as rules.PaymentState[]

  test('every edge leads to an existing state', () => {
    const named = Object.values(rules.edges).flat()
    expect(named.filter((name) => !states.includes(name))).toEqual([])
  })

  test('every state is reachable from the first', () => {
    const reached = new Set<rules.PaymentState>(['preparing'])
    for (const state of reached) for (const next of rules.edges[state]) reached.add(next)
    expect(states.filter((state) => !reached.has(state))).toEqual([])
  })

  test('a captured or refunded payment becomes unpaid only through review', () => {
    const kept = new Set<rules.PaymentState>(['fulfilled', 'late-approved', 'refunding'])
    for (const state of kept)
      if (state !== 'needs-review') for (const next of rules.edges[state]) kept.add(next)
    for (const state of ['ready', 'approving', 'declined', 'expired'] as const)
      expect(kept).not.toContain(state)
  })

  // Staying is allowed, then the edges; terminal states have none.
  test.each([
    ['refunded', 'refunded', true],
    ['preparing', 'ready', true],
    ['ready', 'approving', true],
    ['authenticated', 'approving', true],
    ['approving', 'authenticated', true],
    ['approve-unknown', 'fulfilled', true],
    ['declined', 'fulfilled', false],
    ['declined', 'late-approved', true],
    ['fulfilled', 'declined', false],
    ['refunded', 'refunding', false],
    ['needs-review', 'fulfilled', true],
    ['needs-review', 'approving', false],
    ['partially-refunded', 'refunding', true],
    ['partially-refunded', 'fulfilled', false],
  ] as const)('%s → %s: %s', (from, to, may) => {
    expect(rules.mayMove(from, to)).toBe(may)
  })

  test.each([
    ['may still take money', rules.isUnsettled, ['authenticated', 'approving', 'approve-unknown']],
    [
      'one of an order at most',
      rules.isLive,
      ['preparing', 'ready', 'authenticated', 'approving', 'approve-unknown', 'fulfilled'],
    ],
    ['its money goes back', rules.isRefunding, ['refunding', 'refund-pending', 'refund-unknown']],
    ['over', rules.isOver, ['fulfilled', 'partially-refunded', 'refunded', 'needs-review']],
  ] as const)('%s', (_, is, expected) => {
    const holds = states.filter((state) => is({ ...payment, state }))
    expect(holds.toSorted()).toEqual([...expected].toSorted())
  })
})

describe('judging a reply about a capture', () => {
  // Rows are in order of precedence; the second column: seconds since the payment changed.
  const rows: [string, number, Partial<rules.Payment>, Approval | Lookup, object][] = [
    ['unknown is not declined', 900, {}, unknown, { is: 'wait', reason: 'timeout' }],
    ['declined', 0, {}, { is: 'declined', reason: 'limit' }, { is: 'declined', reason: 'limit' }],
    ['expired there', 0, {}, { is: 'expired' }, { is: 'expired', reason: 'session' }],
    ['not there yet', 14, {}, notFound, { is: 'wait', reason: 'not-found' }],
    ['not there, session open', 899, {}, notFound, { is: 'wait', reason: 'not-found' }],
    ['not there, session over', 900, {}, notFound, { is: 'expired', reason: 'not-found' }],
    [
      'not there, session over, a call may run',
      900,
      { changedAt: later(at, 890) },
      notFound,
      { is: 'wait' },
    ],
    ['money that differs', 0, {}, found(wrongAmount), { is: 'review', reason: 'differs: amount' }],
    [
      'no money, and it differs',
      0,
      {},
      found({ ...wrongAmount, state: 'declined' }),
      { is: 'review' },
    ],
    [
      'no money, and it differs in a window that has closed',
      0,
      { state: 'declined' },
      found({ ...wrongAmount, state: 'declined' }),
      { is: 'declined' },
    ],
    [
      'no money, of another payment',
      0,
      { state: 'declined' },
      found({ reference: 'T2', state: 'declined' }),
      { is: 'review', reason: 'differs: reference' },
    ],
    ['paid', 0, {}, found({}), { is: 'paid', snapshot }],
    ['paid, whatever we thought', 9999, { state: 'expired' }, found({}), { is: 'paid' }],
    ['an approval', 0, {}, { is: 'approved', snapshot } as never, { is: 'paid', snapshot }],
    ['given back elsewhere', 0, {}, found({ state: 'refunded' }), { is: 'refunded' }],
    ['partly given back', 0, {}, found({ state: 'partly-refunded' }), { is: 'refunded' }],
    ['quit', 0, {}, found({ state: 'declined' }), { is: 'declined', reason: 'declined' }],
    ['expired there', 0, {}, found({ state: 'expired' }), { is: 'expired', reason: 'expired' }],
    ['open, a call may run', 14, {}, found({ state: 'open' }), { is: 'wait', reason: 'open' }],
    ['open, the call died', 15, {}, found({ state: 'open' }), { is: 'approve-again' }],
    [
      'in the window',
      899,
      { state: 'ready' },
      found({ state: 'open' }),
      { is: 'wait', reason: 'open' },
    ],
    [
      'in a window that is over',
      900,
      { state: 'ready' },
      found({ state: 'open' }),
      { is: 'expired', reason: 'session' },
    ],
  ]
  test.each(rows)('%s, after %i s', (_, seconds, told, reply, verdict) => {
    const now = later(at, seconds)
    expect(verdicts.judge({ ...payment, ...told }, reply, expected, kakaoPay, now)).toMatchObject(
      verdict,
    )
  })

  test.each([
    ['reference', { reference: 'T2' }],
    ['orderNumber', { orderNumber: 'another' }],
    ['buyer', { buyer: 'another' }],
    ['amount', wrongAmount],
    ['currency', { amount: { amount: 12_500, currency: 'USD' } }],
    ['taxFree', { taxFree: 1 }],
    ['reference, taxFree', { reference: 'T2', taxFree: 1 }],
  ] as const)('a different %s is named', (names, told) => {
    const differs = verdicts.mismatches(payment, expected, { ...snapshot, ...told })
    expect(differs.join(', ')).toBe(names)
  })
})

describe('judging a reply about a refund', () => {
  const taken = { ...payment, state: 'refunding', approved: 12_500, refunded: 2_500 } as const
  const refund: refunds.Refund = {
    id: 'refund-2',
    amount: 4_000,
    taxFree: 0,
    balance: 10_000,
    reason: 'order-canceled',
    state: 'asked',
    reference: null,
    createdAt: at,
  }
  const before = { reference: 'A1', amount: 2_500 }
  const ours = { reference: 'A2', amount: 4_000 }
  const twin = { reference: 'A1', amount: 4_000 }
  const keyed = { ...ours, operationKey: 'refund-2-cancel' }
  const anothers = { ...ours, operationKey: 'refund-1-cancel' }

  const rows: [string, number, Partial<refunds.Refund>, Cancellation | Lookup, object][] = [
    [
      'done',
      0,
      {},
      { is: 'canceled', refundReference: 'A2', balance: 6_000 },
      { is: 'done', reference: 'A2' },
    ],
    [
      'done, yet another balance',
      0,
      {},
      { is: 'canceled', refundReference: 'A2', balance: 2_000 },
      { is: 'review', reason: 'differs: balance' },
    ],
    [
      'under way there',
      0,
      {},
      { is: 'pending', refundReference: 'A2' },
      { is: 'pending', reference: 'A2' },
    ],
    ['refused for good', 0, {}, { is: 'rejected', reason: 'key' }, { is: 'review', reason: 'key' }],
    ['unknown is not declined', 9999, {}, unknown, { is: 'wait', reason: 'timeout' }],
    ['not there', 9999, {}, notFound, { is: 'wait', reason: 'not-found' }],
    [
      'found done',
      0,
      {},
      found({ refunded: 6_500, refunds: [before, ours] }),
      { is: 'done', reference: 'A2' },
    ],
    [
      'one that we know is not this one',
      0,
      {},
      found({ refunded: 6_500, refunds: [twin] }),
      { is: 'review', reason: 'differs: refunded' },
    ],
    [
      'found done, told apart from its twin by its key',
      0,
      {},
      found({ refunded: 6_500, refunds: [before, { reference: 'A3', amount: 4_000 }, keyed] }),
      { is: 'done', reference: 'A2' },
    ],
    [
      'a refund with another key is not ours, although it is new and as much',
      0,
      {},
      found({ refunded: 6_500, refunds: [before, anothers] }),
      { is: 'review', reason: 'differs: refunded' },
    ],
    [
      'somebody gave more back',
      0,
      {},
      found({ refunded: 12_500, refunds: [before, { ...ours, amount: 10_000 }] }),
      { is: 'review', reason: 'differs: refunded' },
    ],
    [
      'not done, a call may run',
      14,
      {},
      found({ refunded: 2_500, refunds: [before] }),
      { is: 'wait', reason: 'running' },
    ],
    [
      'not done, the call died',
      15,
      {},
      found({ refunded: 2_500, refunds: [before] }),
      { is: 'again' },
    ],
    [
      'not done, and under way there',
      9999,
      { state: 'pending' },
      found({ refunded: 2_500, refunds: [before] }),
      { is: 'wait', reason: 'running' },
    ],
    [
      'was under way there by this name, and is done',
      9999,
      { state: 'pending', reference: 'A2' },
      found({ refunded: 6_500, refunds: [before, ours] }),
      { is: 'done', reference: 'A2' },
    ],
  ]
  test.each(rows)('%s, after %i s', (_, seconds, told, reply, verdict) => {
    const known = new Set([before.reference, ...(told.reference ? [told.reference] : [])])
    const now = later(at, seconds)
    expect(
      refunds.judgeRefund(taken, { ...refund, ...told }, known, reply, callSeconds, now),
    ).toMatchObject(verdict)
  })
})

describe('when', () => {
  test.each([
    [0, 20],
    [1, 60],
    [2, 120],
    [3, 300],
    [4, 900],
    [5, 3600],
    [6, 3600],
    [40, 3600],
  ])('after %i look-ups, the next is in %i s', (checks, seconds) => {
    expect(rules.nextCheck(checks, at)).toEqual(later(at, seconds))
  })

  // A session with less than a minute left is not reused.
  test.each([
    ['ready', 839, true],
    ['ready', 840, false],
    ['authenticated', 0, false],
  ] as const)('%s, %i s into its session: open is %s', (state, seconds, open) => {
    expect(rules.isOpen({ ...payment, state }, later(at, seconds))).toBe(open)
  })
})
