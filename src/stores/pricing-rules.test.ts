import { expect, test } from 'vitest'
import { pricingOfLines, pricingText } from './pricing-rules.ts'
import { pricingOf } from './rules.ts'

const door = {
  name: 'dining',
  kinds: [],
  pricePer: ['table', 'person'],
  closesForGood: false,
} as const

test.each([
  [
    { means: null, per: null },
    { means: null, per: 'table' },
  ],
  [
    { means: 'part', per: null },
    { means: 'part', per: 'table' },
  ],
  [
    { means: 'whole', per: 'person' },
    { means: 'whole', per: 'person' },
  ],
  [
    { means: null, per: 'booking' },
    { type: 'price-per-unknown', facts: { per: ['table', 'person'] } },
  ],
] as const)('prices said as %o are %o', (said, expected) => {
  expect(pricingOf(door, said)).toMatchObject(expected)
})

test.each([
  [{ means: 'part', per: 'table' }, '테이블당 예약금 (이용 금액에서 차감)'],
  [{ means: 'whole', per: 'person' }, '1인당 이용 요금 전액 (현장 추가 결제 없음)'],
  [
    { means: 'whole', per: 'person', fullPrice: { ko: '티켓', en: 'Tickets' } },
    '1인당 티켓 금액 전액 (현장 추가 결제 없음)',
  ],
  [{ means: null, per: 'booking' }, '예약 1건당 가격'],
  [{ means: null, per: null }, undefined],
] as const)('prices that are %o are said as "%s"', (pricing, expected) => {
  expect(pricingText(pricing)?.ko).toBe(expected)
})

test.each([
  [{ means: 'part', per: 'person' }, 'Prices are a deposit per person, which comes off the bill.'],
  [
    { means: 'whole', per: 'table' },
    'Prices are the full price per table; there is nothing more to pay there.',
  ],
  [{ means: null, per: 'booking' }, 'Prices are per booking.'],
] as const)('in English prices that are %o are one sentence', (pricing, expected) => {
  expect(pricingText(pricing)?.en).toBe(expected)
})

test('where the store has not said, lines that can only be deposits are', () => {
  const unsaid = { means: null, per: null } as const
  const [deposit, other] = [{ unitPrice: 5_000, isDeposit: true }, { unitPrice: 9_000 }]
  const aside = { unitPrice: 0 }
  expect(pricingOfLines(unsaid, [deposit, aside]).means).toBe('part')
  expect(pricingOfLines(unsaid, [deposit, other]).means).toBeNull()
  expect(pricingOfLines(unsaid, [aside]).means).toBeNull()
  expect(pricingOfLines({ ...unsaid, means: 'whole' }, [deposit]).means).toBe('whole')
})
