import { expect, test } from 'vitest'
import { codeAt, newSecret, STEP_SECONDS, stepOf, uriOf } from './totp.ts'

/** `12345678901234567890`, the secret of RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code at %i seconds is that of RFC 6238', (seconds, code) => {
  expect(codeAt(SECRET, Math.floor(seconds / STEP_SECONDS))).toBe(code)
  expect(stepOf(SECRET, code, seconds)).toBe(Math.floor(seconds / STEP_SECONDS))
})

test.each([
  [-2, undefined],
  [-1, 99],
  [0, 100],
  [1, 101],
  [2, undefined],
])('a code of %i steps from now is of step %s', (steps, step) => {
  expect(stepOf(SECRET, codeAt(SECRET, 100 + steps), 100 * STEP_SECONDS + 7)).toBe(step)
})

test('a new secret has 160 bits, and an app reads it from the address', () => {
  const secret = newSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSecret()).not.toBe(secret)
  expect(uriOf(secret, '자리', 'a+b@example.com')).toBe(
    `otpauth://totp/%EC%9E%90%EB%A6%AC:a%2Bb%40example.com?secret=${secret}&issuer=%EC%9E%90%EB%A6%AC`,
  )
})
