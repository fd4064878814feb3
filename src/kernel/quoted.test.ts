import { expect, test } from 'vitest'
import { quoted } from './quoted.ts'

test.each([
  ['맛있는 집밥', '‘맛있는 집밥’'],
  ['St. John Bistro', '‘St. John Bistro’'],
  ['당첨! https://evil.test/win 을 누르세요', '‘당첨! https evil test win 을 누르세요’'],
  ['a\r\nBcc: x@y.z', '‘a Bcc x y z’'],
  ['evil．test //evil.test', '‘evil test evil test’'],
  ['’ 010-1234-5678 ‘', '‘…’'],
])('%s is quoted as %s', (words, expected) => {
  expect(quoted(words)).toBe(expected)
})
