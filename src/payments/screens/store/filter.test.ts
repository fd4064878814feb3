import { expect, test } from 'vitest'
import { datesOf, readFilter } from './filter.ts'

test.each([
  [{}, {}],
  [
    { from: '2026-11-01', to: '2026-11-24', state: 'paid', gateway: 'toss' },
    { from: '2026-11-01', to: '2026-11-24', state: 'paid', gateway: 'toss' },
  ],
  [{ orderNumber: '20261124193000-ABCD1234' }, { orderNumber: '20261124193000-ABCD1234' }],
  [{ orderNumber: 20261124193000 }, { orderNumber: '20261124193000' }],
  [{ amount: 12500 }, { amount: 12500 }],
  [{ amount: '12500' }, { amount: 12500 }],
])('an address of %j asks for %j', (search, filter) => {
  expect(readFilter(search)).toEqual(filter)
})

test.each([
  { from: '2026-02-30' },
  { to: 'yesterday' },
  { from: 20261101 },
  { state: 'lost' },
  { amount: 0 },
  { amount: 1.5 },
  { amount: 1e13 },
  { gateway: '' },
  { gateway: { a: 1 } },
  { orderNumber: 'x'.repeat(41) },
])('what cannot be asked for is passed over: %j', (search) => {
  expect(readFilter(search)).toEqual({})
})

test.each([
  ['all', {}],
  ['today', { from: '2026-03-02', to: '2026-03-02' }],
  ['week', { from: '2026-02-24', to: '2026-03-02' }],
  ['month', { from: '2026-03-01', to: '2026-03-02' }],
] as const)('%s on the second of March', (preset, dates) => {
  expect(datesOf(preset, '2026-03-02')).toEqual(dates)
})
