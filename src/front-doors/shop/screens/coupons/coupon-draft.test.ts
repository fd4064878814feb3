import { expect, test } from 'vitest'
import { couponOf, firstCoupon, wrongCoupon } from './coupon-draft.ts'

const whole = {
  ...{ ...firstCoupon, name: ' 첫 구매 ', value: '1,000' },
  validFrom: { date: '2026-12-01', time: '00:00' },
  validUntil: { date: '2026-12-31', time: '00:00' },
}

test('a whole draft is sent, and what is left empty is left out', () => {
  expect(couponOf(whole, 'KRW')).toEqual({
    ...{ name: '첫 구매', kind: 'amount', value: 1_000, usesMost: 100, perPerson: 1 },
    ...{ validFrom: whole.validFrom, validUntil: whole.validUntil },
  })
  const percent = { ...whole, kind: 'percent', value: '10', cap: '5,000', each: '' } as const
  expect(couponOf(percent, 'KRW')).toMatchObject({ value: 10, most: 5_000, perPerson: null })
})

test.each([
  ['name', { name: ' ' }],
  ['code', { code: 'a b' }],
  ['value', { value: '0' }],
  ['value', { kind: 'percent', value: '101' }],
  ['least', { least: '-1' }],
  ['uses', { uses: '0' }],
  ['each', { each: '101' }],
  ['products', { productIds: [] }],
] as const)('%s is wrong with %j', (field, more) => {
  expect([...wrongCoupon({ ...whole, ...more }, 'KRW')]).toEqual([field])
  expect(couponOf({ ...whole, ...more }, 'KRW')).toBeUndefined()
})
