import { expect, test } from 'vitest'
import { actsOf, timeLeft, winStep } from './lot-acts.ts'

const lot = {
  ...{ bids: 0, hidden: false, relistedAs: null, secondChance: null, win: null },
} as const
const win = { handedOverAt: null, receivedAt: null }
const next = { bidder: 2, amount: 20_000 }
const at = '2026-12-01T00:00:00.000Z'

const can = (facts: Parameters<typeof actsOf>[0]) =>
  Object.entries(actsOf(facts)).flatMap(([name, may]) => (may ? [name] : []))

test.each([
  ['scheduled', {}, ['change', 'withdraw']],
  ['live', {}, ['change', 'withdraw']],
  ['live', { bids: 1 }, []],
  ['closing', { bids: 1 }, []],
  ['withdrawn', {}, ['hide', 'relist']],
  ['unsold', { hidden: true }, ['show', 'relist']],
  ['unsold', { relistedAs: 'another' }, ['hide']],
  ['sold', { win: { ...win, stage: 'to-pay' } }, ['hide']],
  ['sold', { win: { ...win, stage: 'paid' } }, ['hide', 'handOver']],
  ['sold', { win: { ...win, stage: 'paid', handedOverAt: at } }, ['hide']],
  ['sold', { win: { ...win, stage: 'lapsed' }, secondChance: next }, ['hide', 'relist', 'offer']],
] as const)('a lot that is %s with %o can be: %o', (stage, facts, names) => {
  expect(can({ ...lot, stage, ...facts })).toEqual(names)
})

test('a win that is paid is handed over, then received', () => {
  expect(winStep({ ...win, stage: 'lapsed' })).toBe('lapsed')
  expect(winStep({ ...win, stage: 'paid' })).toBe('paid')
  expect(winStep({ ...win, stage: 'paid', handedOverAt: at })).toBe('handed-over')
  expect(winStep({ stage: 'paid', handedOverAt: null, receivedAt: at })).toBe('received')
})

test('the time left is in days, hours and begun minutes', () => {
  expect(timeLeft('2026-12-02T01:30:01.000Z', at)).toEqual({ days: 1, hours: 1, minutes: 31 })
  expect(timeLeft(at, at)).toBeUndefined()
})
