import { createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { hmacOf } from './hmac.ts'

test.each([5, 54])('an HMAC of %i bytes is the one of Node, message after message', (length) => {
  const key = randomBytes(32)
  const hmac = hmacOf(key, length)
  for (let message = 0; message < 50; message += 1) {
    const bytes = randomBytes(length + 16)
    const theirs = createHmac('sha256', key).update(bytes.subarray(0, length)).digest('hex')
    expect(hmac(bytes).toString('hex')).toBe(theirs)
  }
})
