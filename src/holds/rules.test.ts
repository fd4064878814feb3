import { expect, test } from 'vitest'
import { holdsRefused, networkCost, seatMinutes } from './rules.ts'

test.each([
  ['a table for ten minutes', 1, 600, 10],
  ['four seats for five minutes', 4, 300, 20],
  ['an order of goods for half an hour', 1, 1800, 30],
])('%s', (_, seats, seconds, cost) => {
  expect(seatMinutes({ network: '203.0.113.9', seats, seconds })).toBe(cost)
})

test('a network pays more for each further hold of one account', () => {
  expect([0, 10, 20].map((held) => networkCost(10, held))).toEqual([10, 50, 90])
})

test.each([
  ['holds-new-account', 'holds-reached', '결제하지 않고 취소한'],
  ['holds-account', 'holds-reached', '결제하지 않고 취소한'],
  ['holds-network', 'holds-reached', '같은 인터넷을 쓰는'],
  ['holds-network-store', 'holds-reached-here', '같은 인터넷을 쓰는'],
  ['holds-wide-network-store', 'holds-reached-here', '같은 인터넷을 쓰는'],
])('the refusal of %s is %s, and says when, what helps and what counts', (limit, type, counts) => {
  const retryAt = new Date('2026-12-01T12:00:00Z')
  const detail = { ko: '', en: '' }
  const refused = holdsRefused({ limit, retryAt, retryAfterSeconds: 3840, detail })
  expect(refused.type).toBe(type)
  expect(refused.facts).toMatchObject({ limit, retryAfterSeconds: 3840 })
  const said = (refused.facts as { detail: typeof detail }).detail
  expect(said.ko).toMatch(/^64분 뒤에 다시 예약하거나 맡아 둔 예약을 먼저 결제해 주세요\. /)
  expect(said.ko).toContain(counts)
  expect(said.en).toMatch(/^Book again in 64 minutes, or pay for what you hold first\. /)
})
