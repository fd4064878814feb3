import { expect, test } from 'vitest'
import { choicesOf } from './choices.ts'
import { rowsOf } from './comparison.ts'
import type { Review } from './review-queries.ts'

const won = (amount: number) => ({ amount, currency: 'KRW' as const })

const believed = (told: Partial<Review['believed']> = {}): Review['believed'] => ({
  orderStatus: 'ready',
  price: won(12_500),
  taken: null,
  refunded: won(0),
  refunding: null,
  ...told,
})
const says = (told: Partial<NonNullable<Review['gatewaySays']>> = {}) => ({
  at: '2026-11-24T10:00:00.000Z',
  state: 'paid',
  amount: won(12_500),
  refunded: won(0),
  orderNumber: 'N',
  reason: null,
  ...told,
})
const against = (facts: Partial<Parameters<typeof choicesOf>[0]>) =>
  Object.fromEntries(
    choicesOf({ reference: 'T1', believed: believed(), gatewaySays: says(), ...facts }).map(
      ({ decision, barred, doubt }) => [decision, barred ?? doubt ?? 'fits'],
    ),
  )

test.each([
  [
    'another name was told, and the money is there',
    {},
    { 'look-again': 'fits', accept: 'fits', refund: 'fits', close: 'moneyHeld' },
  ],
  [
    'another amount was taken',
    { gatewaySays: says({ amount: won(12_400) }) },
    { accept: 'amountDiffers', refund: 'fits', close: 'moneyHeld' },
  ],
  [
    'another attempt has paid the order',
    { believed: believed({ orderStatus: 'paid' }) },
    { accept: 'orderOver', refund: 'fits' },
  ],
  [
    'nobody was asked yet',
    { gatewaySays: null },
    { 'look-again': 'fits', accept: 'unasked', refund: 'unasked', close: 'unasked' },
  ],
  [
    'the gateway does not know it',
    { gatewaySays: says({ state: 'not-found', amount: null, refunded: null }) },
    { accept: 'unclear', refund: 'unclear', close: 'fits' },
  ],
  [
    'the window may still be open there',
    { gatewaySays: says({ state: 'open' }) },
    { accept: 'notPaidThere', refund: 'nothingHeld', close: 'mayStillTake' },
  ],
  [
    'a part went back at the gateway itself, of an order that stands',
    {
      believed: believed({ orderStatus: 'paid', taken: won(12_500) }),
      gatewaySays: says({ state: 'partly-refunded', refunded: won(500) }),
    },
    { 'look-again': 'nothingToAsk', accept: 'fits', refund: 'orderGoesOn', close: 'moneyHeld' },
  ],
  [
    'a refund of a canceled order was refused',
    {
      believed: believed({ orderStatus: 'canceled', taken: won(12_500), refunding: won(12_500) }),
    },
    { 'look-again': 'fits', accept: 'orderNotPaid', refund: 'fits', close: 'moneyHeld' },
  ],
  [
    'all went back there',
    {
      believed: believed({ orderStatus: 'canceled', taken: won(12_500) }),
      gatewaySays: says({ state: 'refunded', refunded: won(12_500) }),
    },
    { refund: 'nothingHeld', close: 'fits' },
  ],
  [
    'it was never begun there',
    { reference: null, gatewaySays: null },
    { 'look-again': 'nothingToAsk' },
  ],
] as const)('when %s', (_, facts, expected) => {
  expect(against(facts)).toMatchObject(expected)
})

test('what fits comes first, what is ruled out last', () => {
  const order = choicesOf({
    reference: 'T1',
    believed: believed({ orderStatus: 'canceled', taken: won(12_500) }),
    gatewaySays: says({ state: 'refunded', refunded: won(12_500) }),
  }).map(({ decision }) => decision)
  expect(order).toEqual(['close', 'refund', 'look-again', 'accept'])
})

test('the rows that differ are marked, and only where both sides say something', () => {
  const marked = (facts: Partial<Parameters<typeof rowsOf>[0]>) =>
    rowsOf({ believed: believed(), gatewaySays: says(), orderNumber: 'N', ...facts })
      .filter(({ differs }) => differs)
      .map(({ name }) => name)
  expect(marked({})).toEqual(['taken'])
  expect(marked({ gatewaySays: null })).toEqual([])
  expect(marked({ gatewaySays: says({ state: 'unknown', amount: null, refunded: null }) })).toEqual(
    [],
  )
  expect(marked({ gatewaySays: says({ amount: won(12_400), orderNumber: 'M' }) })).toEqual([
    'taken',
    'amount',
    'orderNumber',
  ])
  expect(
    marked({
      believed: believed({ taken: won(12_500) }),
      gatewaySays: says({ refunded: won(500) }),
    }),
  ).toEqual(['refunded'])
})
