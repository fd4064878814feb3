import { expect, test } from 'vitest'
import { zoneName } from './zone-names.ts'

test.each([
  ['Asia/Seoul', '대한민국 시간, Seoul (GMT+9)', 'Seoul (GMT+9)'],
  ['Asia/Kolkata', '인도 시간, Kolkata (GMT+5:30)', 'Kolkata (GMT+5:30)'],
  [
    'America/Argentina/Buenos_Aires',
    '부에노스 아이레스 시간, Buenos Aires (GMT-3)',
    'Buenos Aires (GMT-3)',
  ],
])('%s is named by its city and offset', (zone, ko, en) => {
  expect([zoneName(zone, 'ko'), zoneName(zone, 'en')]).toEqual([ko, en])
})
