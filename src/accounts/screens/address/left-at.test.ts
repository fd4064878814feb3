import { expect, test } from 'vitest'
import { leftAt } from './left-at.ts'

const HERE = 'https://jari.example'
const now = Date.parse('2026-12-03T10:00:00Z')
const stored = (more: object = {}) =>
  JSON.stringify({ accountId: 'one', path: '/shops/1?at=14:00', until: now + 1, ...more })
const read = (text: string | null, accountId = 'one') =>
  leftAt(text, { accountId, origin: HERE, now })

test('whoever verifies an address goes back to where they were', () => {
  expect(read(stored())).toBe('/shops/1?at=14:00')
})

test.each([
  ['another account', stored(), 'other'],
  ['what was left long ago', stored({ until: now }), 'one'],
  ['another site', stored({ path: '//evil.example' }), 'one'],
  ['a script', stored({ path: 'javascript:alert(1)' }), 'one'],
  ['what is no JSON', '{', 'one'],
  ['what is no object', 'null', 'one'],
  ['nothing', null, 'one'],
])('%s leads nowhere', (_title, text, accountId) => {
  expect(read(text, accountId)).toBeUndefined()
})
