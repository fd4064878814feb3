import { expect, test } from 'vitest'
import { serviceStart } from './served-rules.ts'

const startsAt = new Date('2026-12-02T15:30:00Z') // 00:30 of the 3rd in Seoul

test.each([
  ['arrival/2026-12-02/24:30', '2026-12-02', '24:30'],
  ['arrival/2026-12-02/24:30/block', '2026-12-02', '24:30'],
  ['appointment/p1/2026-12-02/24:30/cut', '2026-12-02', '24:30'],
  ['arrival/2026-12-03/00:30', '2026-12-03', '00:30'],
  ['table-time/t1/2026-12-03', '2026-12-03', '00:30'],
  ['seat/24:30', '2026-12-03', '00:30'],
])('%s is of the service of %s, at %s', (key, date, time) => {
  expect(serviceStart({ key, startsAt }, 'Asia/Seoul')).toEqual({ date, time })
})
