import { expect, test } from 'vitest'
import { Problem, problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { type ClaimAsk, type ClaimFacts, claim } from './claim-rules.ts'
import { asOf, cancel, isAlive, type Order, pin } from './rules.ts'

const createdAt = new Date('2026-11-21T10:00:00Z')
const ready: Order = {
  storeId: 's',
  id: 'o',
  number: '20261121190000-ABCDEFGH',
  buyerId: 'b',
  title: '저녁',
  status: 'ready',
  failure: null,
  amount: 25_000,
  fee: 0,
  currency: 'KRW',
  createdAt,
  expiresAt: later(createdAt, 600),
  pinnedAt: null,
  paidAt: null,
  canceledAt: null,
  standing: false,
  asksBooker: false,
  lines: [],
}
const pinned: Order = { ...ready, pinnedAt: createdAt }
const paid: Order = { ...ready, status: 'paid', paidAt: createdAt }
const failed: Order = { ...ready, status: 'failed', failure: 'expired' }
const canceled: Order = { ...ready, status: 'canceled', canceledAt: createdAt }
const typeOf = (answer: Order | Problem) =>
  answer instanceof Problem ? answer.type : answer.status

test.each([
  [ready, 599, true],
  [ready, 600, false],
  [pinned, 6000, true],
  [paid, 0, false],
  [failed, 0, false],
])(
  'an order is alive until its very deadline, or while it is pinned (%#)',
  (order, seconds, alive) => {
    expect(isAlive(order, later(createdAt, seconds))).toBe(alive)
  },
)

test('a dead order has failed for every reader, whether or not a job has marked it', () => {
  expect(asOf(ready, later(createdAt, 600))).toMatchObject({ status: 'failed', failure: 'expired' })
})

// Rows are in order of precedence.
test.each([
  [{ ...paid, standing: true }, 0, 'standing-order'],
  [canceled, 0, 'order-over'],
  [failed, 0, 'order-over'],
  [ready, 600, 'order-over'],
  [pinned, 0, 'payment-in-progress'],
  [paid, 3600, 'already-begun'],
  [paid, 3599, 'canceled'],
  [ready, 599, 'canceled'],
])('cancelling (%#)', (order, seconds, expected) => {
  const places = [{ startsAt: null }, { startsAt: later(createdAt, 3600) }]
  expect(typeOf(cancel(order, places, later(createdAt, seconds)))).toBe(expected)
})

test.each([
  [paid, 0, 'order-over'],
  [canceled, 0, 'order-over'],
  [failed, 0, 'order-expired'],
  [ready, 600, 'order-expired'],
  [ready, 599, 'ready'],
  [pinned, 6000, 'ready'],
])('pinning (%#)', (order, seconds, expected) => {
  expect(typeOf(pin(order, later(createdAt, seconds)))).toBe(expected)
})

const store: ClaimFacts['store'] = {
  id: 's',
  timeZone: 'Asia/Seoul',
  currency: 'KRW',
  placesPerOrder: 4,
  readyOrdersPerBuyer: 3,
  closedAt: null,
}
/** What a buyer asks for: places by their names, one of each or as many as is said. */
const ask = (places: Record<string, number> | readonly string[], buyerId = 'b'): ClaimAsk => ({
  orderId: `new of ${buyerId}`,
  code: 'ABCDEFGH',
  buyerId,
  title: '저녁',
  holdSeconds: 600,
  lines: (Array.isArray(places)
    ? places.map((id): [string, number] => [id, 1])
    : Object.entries(places)
  ).map(([id, quantity]) => ({
    place: { id, key: id, capacity: 8, startsAt: null },
    quantity,
    unitPrice: 1_000,
  })),
})
const seeing = (seenPrice: number, asked: ClaimAsk): ClaimAsk => ({
  ...asked,
  lines: asked.lines.map((line) => ({ ...line, seenPrice })),
})
const holding = (id: string, places: Record<string, number>): Order => ({
  ...ready,
  id,
  lines: Object.entries(places).map(([placeId, quantity]) => ({
    placeId,
    quantity,
    unitPrice: 1_000,
    discount: 0,
    taxFree: false,
    isAside: false,
    givenBack: 0,
  })),
})
const factsWith = ({
  ready: count = 0,
  ...more
}: Partial<ClaimFacts> & { ready?: number } = {}) => ({
  store,
  available: new Map(['a', 'b', 'c', 'd', 'e'].map((id) => [id, 2])),
  held: [],
  readyOrders: new Map([['b', count]]),
  ...more,
})
const told = (outcome: ReturnType<typeof claim>[number] | undefined) =>
  outcome instanceof Problem
    ? [outcome.type, outcome.facts]
    : [outcome?.isNew ? 'new' : 'same', outcome?.order.id]

const one = holding('one', { a: 1 })
const two = holding('two', { a: 1, b: 2 })
const closed = { ...store, closedAt: createdAt }
const opening = { ...store, closedAt: later(createdAt, 1) }
const gone = new Map([
  ['a', 0],
  ['b', 1],
  ['c', 1],
])

// Rows are in order of precedence: each but the last has what the ones below it refuse as well.
test.each<[string, ClaimFacts, ClaimAsk, unknown[]]>([
  [
    'at a closed store',
    factsWith({ store: closed, held: [one], ready: 3, available: gone }),
    ask(['a', 'a', 'b', 'c', 'd']),
    ['store-closed', {}],
  ],
  [
    'that names a place twice',
    factsWith({ store: opening, held: [one], ready: 3, available: gone }),
    ask(['a', 'a', 'b', 'c', 'd']),
    ['place-named-twice', {}],
  ],
  [
    'of more places than one order may have',
    factsWith({ held: [one], ready: 3, available: gone }),
    ask({ a: 1, b: 2, c: 2 }),
    ['too-many-places', { most: 4 }],
  ],
  [
    'of the same place again',
    factsWith({ held: [one], ready: 3, available: gone }),
    ask(['a']),
    ['same', 'one'],
  ],
  [
    'of the same set again, in another order',
    factsWith({ held: [two], ready: 3, available: gone }),
    ask({ b: 2, a: 1 }),
    ['same', 'two'],
  ],
  [
    'of the same set, but another number',
    factsWith({ held: [two], ready: 3, available: gone }),
    ask({ a: 1, b: 1 }),
    ['already-yours', { orderId: 'two' }],
  ],
  [
    'of a part of what is held',
    factsWith({ held: [two], ready: 3, available: gone }),
    ask({ b: 2 }),
    ['already-yours', { orderId: 'two' }],
  ],
  [
    'of more than what is held',
    factsWith({ held: [one], ready: 3, available: gone }),
    ask(['a', 'b']),
    ['already-yours', { orderId: 'one' }],
  ],
  [
    'whose last place is held',
    factsWith({ held: [one], ready: 3, available: gone }),
    ask(['c', 'b', 'a']),
    ['already-yours', { orderId: 'one' }],
  ],
  [
    'beyond the buyer’s share of unpaid orders',
    factsWith({ ready: 3, available: gone }),
    ask(['a']),
    ['too-many-ready-orders', { most: 3, detail: expect.anything() }],
  ],
  [
    'whose first place is gone',
    factsWith({ ready: 2, available: gone }),
    ask(['a', 'b']),
    ['sold-out', { available: 0 }],
  ],
  [
    'whose last place has too few left',
    factsWith({ ready: 2, available: gone }),
    ask({ c: 1, b: 2 }),
    ['sold-out', { available: 1 }],
  ],
  [
    'of a place that nobody knows',
    factsWith({ ready: 2, available: gone }),
    ask(['z']),
    ['sold-out', { available: 0 }],
  ],
  [
    'at a price that is gone, of a place that is gone',
    factsWith({ ready: 2, available: gone }),
    seeing(900, ask(['a'])),
    ['sold-out', { available: 0 }],
  ],
  [
    'of a place of which more are taken than the store wants to sell',
    factsWith({ available: new Map([['a', -2]]) }),
    ask(['a']),
    ['sold-out', { available: 0 }],
  ],
  [
    'at a price that is gone',
    factsWith({ ready: 2 }),
    seeing(900, ask(['a'])),
    ['price-changed', { placeId: 'a', price: { amount: 1_000, currency: 'KRW' } }],
  ],
  ['at the price that was seen', factsWith(), seeing(1_000, ask(['a'])), ['new', 'new of b']],
  [
    'of what is held, at a price that is gone',
    factsWith({ held: [one] }),
    seeing(900, ask(['a'])),
    ['same', 'one'],
  ],
  ['of all that is left', factsWith({ ready: 2 }), ask({ a: 2, b: 2 }), ['new', 'new of b']],
  [
    'of what another holds',
    factsWith({ held: [{ ...one, buyerId: 'other' }] }),
    ask(['a']),
    ['new', 'new of b'],
  ],
])('a claim %s', (_, facts, asked, expected) => {
  expect(told(claim(facts, [asked], createdAt)[0])).toEqual(expected)
})

const noneLeft = problem('none-left', 'conflict', { ko: '없습니다.', en: 'None is left.' })
/** Takes the first of its places that is left. */
const choosing = (asked: ClaimAsk): ClaimAsk => ({
  ...asked,
  choose(left) {
    const line = asked.lines.find(({ place }) => (left.get(place.id) ?? 0) > 0)
    return line ? [line] : noneLeft()
  },
})

test('a claim that chooses takes what the claims before it have left', () => {
  const facts = factsWith({
    available: new Map([
      ['a', 1],
      ['b', 1],
    ]),
  })
  const asks = ['first', 'second', 'third'].map((buyer) => choosing(ask(['a', 'b'], buyer)))
  const outcomes = claim(facts, asks, createdAt)
  const takenBy = outcomes.map((outcome) =>
    outcome instanceof Problem ? outcome.type : outcome.order.lines.map(({ placeId }) => placeId),
  )
  expect(takenBy).toEqual([['a'], ['b'], 'none-left'])
})

test('a claim says itself what is gone, counts no coupon, and compares the total', () => {
  const gone = (placeIds: readonly string[]) => {
    const found = problem<{ placeIds: readonly string[] }>('gone', 'conflict', { ko: '', en: '' })
    return found({ placeIds })
  }
  const none = new Map([['b', 2]])
  const asked = { ...ask(['a', 'b', 'c']), gone }
  expect(told(claim(factsWith({ available: none }), [asked], createdAt)[0])).toEqual([
    'gone',
    { placeIds: ['a', 'c'] },
  ])
  const lines = ask(['a', 'b', 'c', 'd', 'e']).lines
  const coupon = lines.map((line, at) =>
    at === 4 ? { ...line, unitPrice: 0, isAside: true } : line,
  )
  const cart = { ...ask([]), lines: coupon }
  expect(told(claim(factsWith(), [{ ...cart, seenTotal: 4_000 }], createdAt)[0])).toEqual([
    'new',
    'new of b',
  ])
  expect(told(claim(factsWith(), [{ ...cart, seenTotal: 4_001 }], createdAt)[0])).toEqual([
    'price-changed',
    { price: { amount: 4_000, currency: 'KRW' } },
  ])
})

test('an order costs its lines less their discounts, and the fee; the same again has all of them the same', () => {
  const lines = ask({ a: 2, b: 1 }).lines.map((line, at) =>
    at === 0 ? { ...line, discount: 500, taxFree: true } : line,
  )
  const cart = { ...ask([]), lines, fee: 300 }
  const [outcome, same, ...others] = claim(
    factsWith({ ready: 0 }),
    [
      { ...cart, seenTotal: 2_800 },
      cart,
      { ...cart, fee: 0 },
      { ...cart, lines: ask({ a: 2, b: 1 }).lines },
      { ...cart, buyerId: 'other', seenTotal: 2_500 },
    ],
    createdAt,
  )
  expect(outcome).toMatchObject({ isNew: true, order: { amount: 2_800, fee: 300 } })
  expect(outcome).toHaveProperty('order.lines.0.discount', 500)
  expect(outcome).toHaveProperty('order.lines.0.taxFree', true)
  expect(told(same)).toEqual(['same', 'new of b'])
  expect(others.map((one) => told(one)[0])).toEqual(['already-yours', 'already-yours', 'sold-out'])
})

test('the same again with another total is not the same order', () => {
  const cheaper = ask({ a: 2 }).lines.map((line) => ({ ...line, unitPrice: 750 }))
  const [, total, right, price, replaced, wrong] = claim(
    factsWith(),
    [
      ask({ a: 2 }),
      { ...ask({ a: 2 }), seenTotal: 1_500 },
      { ...ask({ a: 2 }), seenTotal: 2_000 },
      { ...seeing(750, { ...ask([]), lines: cheaper }), replaces: true },
      { ...ask({ a: 2 }), lines: cheaper, seenTotal: 1_500, replaces: true },
      { ...ask({ a: 2 }), seenTotal: 1_500, replaces: true },
    ],
    createdAt,
  ).map(told)
  const changed = (amount: number) => ({ price: { amount, currency: 'KRW' } })
  expect(total).toEqual(['price-changed', changed(2_000)])
  expect(right?.[0]).toBe('same')
  expect(price?.[0]).toBe('already-yours')
  expect(replaced?.[0]).toBe('already-yours')
  expect(wrong).toEqual(['price-changed', changed(2_000)])
})

test('a batch is decided in order of arrival: all places of a claim or none', () => {
  const asks = [
    ask({ a: 2, b: 1 }, 'first'),
    ask(['c', 'a'], 'second'), // takes nothing of c
    ask({ a: 2, b: 1 }, 'first'),
    ask(['b'], 'first'),
    ask({ c: 2, b: 1 }, 'third'),
    ask(['d'], 'fourth'),
    ask(['b'], 'fourth'),
  ]
  expect(claim(factsWith(), asks, createdAt).map(told)).toEqual([
    ['new', 'new of first'],
    ['sold-out', { available: 0 }],
    ['same', 'new of first'],
    ['already-yours', { orderId: 'new of first' }],
    ['new', 'new of third'],
    ['new', 'new of fourth'],
    ['sold-out', { available: 0 }],
  ])
})

test('a new order costs the sum of its lines, and its number says when by the store’s clock', () => {
  const [outcome] = claim(factsWith(), [ask({ a: 2, b: 1 })], createdAt)
  expect(outcome).toMatchObject({
    isNew: true,
    order: {
      number: '20261121190000-ABCDEFGH',
      amount: 3_000,
      expiresAt: later(createdAt, 600),
      lines: [
        { placeId: 'a', quantity: 2, unitPrice: 1_000 },
        { placeId: 'b', quantity: 1, unitPrice: 1_000 },
      ],
    },
  })
})

test.each([
  ['America/New_York', '20261121050000'],
  ['Pacific/Kiritimati', '20261122000000'],
])('the clock of a store in %s', (timeZone, stamp) => {
  const [outcome] = claim(factsWith({ store: { ...store, timeZone } }), [ask(['a'])], createdAt)
  expect(outcome).toMatchObject({ order: { number: `${stamp}-ABCDEFGH` } })
})
