import { expect, test } from 'vitest'
import { hashPassword, isRightPassword } from './passwords.ts'

test('a password is stored as an Argon2id hash with OWASP’s parameters, salted', async () => {
  const [one, two] = await Promise.all([hashPassword('sandbox-only'), hashPassword('sandbox-only')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(two)
  expect(await isRightPassword(one, 'sandbox-only')).toBe(true)
  expect(await isRightPassword(one, 'sandbox-onlY')).toBe(false)
})

test('without a stored hash no password is right', async () => {
  expect(await isRightPassword(null, '')).toBe(false)
  expect(await isRightPassword('plain', 'plain')).toBe(false)
})
