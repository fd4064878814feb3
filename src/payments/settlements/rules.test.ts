import { expect, test } from 'vitest'
import { compareSettled, daysToRead } from './rules.ts'

const now = new Date('2027-03-10T02:00:00+09:00')

test('the first reading goes back a month, later ones a week behind the last', () => {
  const until = new Date('2027-03-10T00:00:00+09:00')
  expect(daysToRead(null, now)).toEqual({ from: '2027-02-07', to: '2027-03-09', until })
  const read = new Date('2027-03-09T00:00:00+09:00')
  expect(daysToRead(read, now)).toEqual({ from: '2027-03-02', to: '2027-03-09', until })
})

test.each([
  ['all of it is paid out but the fee', [10_000, 0, 10_000, 9_670, 0], [330, 9_670, 0]],
  ['a refund is settled too', [10_000, 4_000, 6_000, 5_802, 0], [198, 5_802, 0]],
  ['what is not listed yet waits', [30_000, 0, 10_000, 9_670, 20_000], [330, 9_670, 0]],
  ['the gateway paid out less', [10_000, 0, 8_000, 7_736, 0], [264, 9_736, -2_000]],
  ['the gateway missed a refund', [10_000, 4_000, 10_000, 9_670, 0], [330, 5_670, 4_000]],
])('%s', (_, [taken, refunded, settled, payout, waiting], [fees, expected, difference]) => {
  const sums = { taken, refunded, settled, payout, waiting } as Parameters<typeof compareSettled>[0]
  expect(compareSettled(sums)).toEqual({ fees, payout, waiting, expected, difference })
})
