import { expect, test } from 'vitest'
import { nextFree } from './next-free.ts'

const read = async (date: string) => ({
  times: date === '2026-12-05' ? [{ isFree: false }, { isFree: true }] : [{ isFree: false }],
})

test.each([
  ['closed and full days are left out', '2026-12-03', '2026-12-31', '2026-12-05'],
  ['none until the last date', '2026-12-03', '2026-12-04', undefined],
  ['none in the next days', '2026-12-06', '2027-12-04', undefined],
])('%s', async (_title, date, lastDate, found) => {
  expect(await nextFree({ date, lastDate }, read)).toBe(found)
})
