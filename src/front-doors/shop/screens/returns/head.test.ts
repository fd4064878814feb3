import { expect, test } from 'vitest'
import { headOf } from './head.ts'

const at = { paidAt: '2026-12-02T00:00:00Z', now: '2026-12-03T00:00:00Z' }
const mug = { placeId: 'mug', quantity: 2, packed: 2 }
const parcel = (state: 'packed' | 'shipped' | 'delivered' | 'confirmed') => ({
  ...{ state, lines: [{ placeId: 'mug', quantity: 2 }] },
})
const back = (
  kind: 'return' | 'exchange',
  state: 'requested' | 'collected' | 'done' | 'refused' | 'withdrawn',
  quantity = 2,
) => ({ kind, state, lines: [{ placeId: 'mug', quantity, what: { ko: '', en: '' } }] })

// The page is headed by what happens now, not by what was paid once.
test.each([
  ['nothing is packed', 'to-pack', [], [], 'paid'],
  ['a part is packed', 'to-pack', [parcel('packed')], [], 'paid'],
  ['a part is on its way', 'to-pack', [parcel('shipped')], [], 'partly'],
  ['all is packed', 'packed', [parcel('packed')], [], 'packed'],
  ['on its way', 'shipped', [parcel('shipped')], [], 'shipped'],
  ['arrived', 'delivered', [parcel('delivered')], [], 'delivered'],
  ['confirmed', 'confirmed', [parcel('confirmed')], [], 'confirmed'],
  [
    'a return is asked for',
    ...(['delivered', [parcel('delivered')], [back('return', 'requested')]] as const),
    'return-requested',
  ],
  [
    'the latest of two counts',
    ...([
      'delivered',
      [parcel('delivered')],
      [back('return', 'requested', 1), back('exchange', 'collected', 1)],
    ] as const),
    'exchange-collected',
  ],
  [
    'it was refused',
    ...(['confirmed', [parcel('confirmed')], [back('return', 'refused')]] as const),
    'confirmed',
  ],
  [
    'one of two came back',
    ...(['delivered', [parcel('delivered')], [back('return', 'done', 1)]] as const),
    'delivered',
  ],
  [
    'all was exchanged',
    ...(['delivered', [parcel('delivered')], [back('exchange', 'done')]] as const),
    'exchanged',
  ],
  [
    'all came back',
    ...(['canceled', [parcel('delivered')], [back('return', 'done')]] as const),
    'returned',
  ],
  ['all was canceled', 'canceled', [], [], 'canceled'],
] as const)('%s', (_, stage, parcels, returns, head) => {
  expect(headOf(at, { stage, isExchange: false, lines: [mug], parcels, returns })).toBe(head)
})

test('what is sent in exchange is no order that was just paid', () => {
  const order = { stage: 'to-pack', isExchange: true, lines: [], parcels: [], returns: [] } as const
  expect(headOf(at, order)).toBe('exchange')
})

test('before more is known, only what was paid just now is headed so', () => {
  expect(headOf(at, undefined)).toBe('unknown')
  expect(headOf({ ...at, now: '2026-12-02T00:05:00Z' }, undefined)).toBe('paid')
})
