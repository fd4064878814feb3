import { expect, test } from 'vitest'
import { eventOf } from './rules.ts'

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
    'a right password, before its code',
    'sign-in',
    401,
    'code-needed',
    { kind: 'code-asked', refusal: '' },
  ],
  [
    'a new password by a link, before its code',
    'password-reset',
    401,
    'code-needed',
    { kind: 'password-reset', refusal: '' },
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
  [
    'an endpoint of another role',
    undefined,
    403,
    'not-allowed',
    { kind: 'access-refused', refusal: 'not-allowed' },
  ],
  [
    'a request of another site, of whatever endpoint',
    'sign-in',
    403,
    'origin-refused',
    { kind: 'access-refused', refusal: 'origin-refused' },
  ],
  ['an unreadable body', 'sign-in', 400, 'malformed', undefined],
  ['a fault of the server', 'sign-in', 503, 'unavailable', undefined],
  ['an endpoint that declares nothing', undefined, 200, '', undefined],
] as const)('%s is in the log what it is', (_, noted, status, refusal, event) => {
  expect(eventOf(noted, { status, refusal })).toEqual(event)
})
