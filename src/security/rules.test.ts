import { expect, test } from 'vitest'
import { eventOf, shortAddress } from './rules.ts'

test.each([
  ['203.0.113.9', '203.0.113.0/24'],
  ['::ffff:203.0.113.9', '203.0.113.0/24'],
  ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::/48'],
  ['2001:db8::7348', '2001:db8:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
  ['::1', '0:0:0::/48'],
  ['unknown', ''],
  ['', ''],
])('of the address %s is kept %s', (address, short) => {
  expect(shortAddress(address)).toBe(short)
})

test.each([
  ['a sign-in', 'sign-in', 200, '', { kind: 'sign-in', refusal: '' }],
  [
    'a wrong password',
    'sign-in',
    401,
    'credentials-wrong',
    { kind: 'sign-in', refusal: 'credentials-wrong' },
  ],
  [
    'a limit, at any endpoint',
    undefined,
    429,
    'too-many-requests',
    { kind: 'limit-reached', refusal: 'too-many-requests' },
  ],
  [
    'a limit of signing in',
    'sign-in',
    429,
    'too-many-requests',
    { kind: 'limit-reached', refusal: 'too-many-requests' },
  ],
  ['an unreadable body', 'sign-in', 400, 'malformed', undefined],
  ['a fault of the server', 'sign-in', 503, 'unavailable', undefined],
  ['an endpoint that declares nothing', undefined, 200, '', undefined],
] as const)('%s is in the log what it is', (_, noted, status, refusal, event) => {
  expect(eventOf(noted, { status, refusal })).toEqual(event)
})
