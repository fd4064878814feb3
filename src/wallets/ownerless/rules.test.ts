import { expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import type { Wallet } from '../rules.ts'
import * as wallets from '../rules.ts'
import * as spends from '../spends/rules.ts'
import * as rules from './rules.ts'

const wallet = (has: Partial<Wallet> = {}): Wallet => ({
  id: 'w',
  currency: 'KRW',
  charged: 0,
  granted: 0,
  held: 0,
  owed: 0,
  unclaimed: 0,
  wayBack: 'gateway',
  entries: 0,
  ...has,
})
const cause = { operationKey: 'k', storeId: 's', orderId: 'o', paymentId: 'p', gateway: 'g' }
const outcomeOf = (answer: unknown) => (answer instanceof Problem ? answer.type : 'done')

type Row = readonly [left: number, refundable: number, is: rules.PaidCharge['is']]

test.each<[string, number, Row[], number[], number, number]>([
  [
    'the latest alone',
    500,
    [
      [500, 500, 'free'],
      [900, 900, 'free'],
    ],
    [500, 0],
    0,
    0,
  ],
  [
    'the latest first',
    700,
    [
      [500, 500, 'free'],
      [900, 900, 'free'],
    ],
    [500, 200],
    0,
    0,
  ],
  ['at most what is left of the charge', 700, [[300, 900, 'free']], [300], 0, 400],
  ['at most what the gateway holds', 700, [[900, 300, 'free']], [300], 0, 400],
  [
    'a free charge before a busy one',
    700,
    [
      [900, 900, 'busy'],
      [500, 500, 'free'],
    ],
    [0, 500],
    200,
    0,
  ],
  ['deferred to a busy charge', 700, [[900, 900, 'busy']], [0], 700, 0],
  ['a closed charge takes nothing', 700, [[900, 900, 'closed']], [0], 0, 700],
  ['no charge', 700, [], [], 0, 700],
])(
  'an owed balance is allocated to charges: %s',
  (_what, owed, rows, expected, deferred, unclaimed) => {
    const charges = rows.map(([left, refundable, is], at) => ({
      orderId: `o${at}`,
      paymentId: `p${at}`,
      left,
      refundable,
      is,
    }))
    const plan = rules.allocate(owed, charges)
    const given = charges.map(
      (charge) => plan.parts.find((part) => part.charge === charge)?.amount ?? 0,
    )
    expect([given, plan.deferred, plan.unclaimed]).toEqual([expected, deferred, unclaimed])
  },
)

test.each([
  ['gateway', { charged: 0, granted: 0, owed: 700, unclaimed: 0 }],
  ['by-hand', { charged: 0, granted: 0, owed: 0, unclaimed: 700 }],
] as const)(
  'a refund to an ownerless wallet (%s): grants return to the platform',
  (wayBack, expected) => {
    const before = wallet({ wayBack: null, charged: 700, granted: 300 })
    const taken = spends.take(before, 'spend', cause, 1_000) as spends.Moved
    const left = { ...taken.wallet, wayBack }
    const back = spends.refund(left, taken.spend, cause, 1_000) as spends.Moved
    expect(back.wallet).toMatchObject(expected)
    expect(back.transfer.entries).toContainEqual(
      expect.objectContaining({ book: 'promotion', amount: 300 }),
    )
  },
)

test('an owed balance leaves as a refund of a charge, and is unclaimed if the gateway refuses it', () => {
  const owing = wallet({ owed: 700 })
  expect(outcomeOf(wallets.uncharge(owing, cause, 701, 900))).toBe('charge-spent')
  const passed = wallets.uncharge(owing, cause, 700, 900) as wallets.Posted
  expect(passed.wallet).toMatchObject({ owed: 0, charged: 0 })
  const refused = wallets.recharge(passed.wallet, cause, 700)
  expect(refused.wallet).toMatchObject({ unclaimed: 700, charged: 0 })
  expect(outcomeOf(rules.payOut(refused.wallet, cause, 701))).toBe('unclaimed-too-little')
  const paid = rules.payOut(refused.wallet, cause, 700) as wallets.Posted
  expect(paid.wallet).toMatchObject({ unclaimed: 0 })
})

test('a refund the gateway made by itself debits unclaimed and owed; the rest is the platform’s loss', () => {
  const lost = wallets.writeOff(wallet({ unclaimed: 300, owed: 200 }), cause, 700)
  expect(lost.wallet).toMatchObject({ unclaimed: 0, owed: 0 })
  expect(lost.transfer.entries).toContainEqual(
    expect.objectContaining({ book: 'promotion', amount: -200 }),
  )
})
