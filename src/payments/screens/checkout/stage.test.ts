import { expect, test } from 'vitest'
import { stageOf } from './stage.ts'

const now = new Date('2026-11-24T10:00:00Z')
const waiting = {
  status: 'waiting',
  redirectUrl: 'https://window.example',
  sessionExpiresAt: '2026-11-24T10:15:00Z',
  deposit: null,
} as const
const settled = { redirectUrl: null, sessionExpiresAt: null, deposit: null }
const deposit = { bank: '은행', account: '1', holder: '자리', until: '2026-11-24T10:15:00Z' }

// Rows are in order of precedence.
test.each([
  ['paid', { status: 'paid', ...settled }, 'paid'],
  ['canceled', { status: 'refunding', ...settled }, 'canceled'],
  ['ready', { status: 'checking', ...settled }, 'checking'],
  ['failed', { status: 'checking', ...settled }, 'checking'],
  ['failed', { status: 'refunded', ...settled }, 'expired'],
  ['failed', null, 'expired'],
  ['ready', { ...waiting, deposit }, 'deposit'],
  ['ready', { ...waiting, deposit, sessionExpiresAt: '2026-11-24T10:00:00Z' }, 'form'],
  [
    'ready',
    { ...waiting, deposit, redirectUrl: null, sessionExpiresAt: '2026-11-24T10:00:00Z' },
    'checking',
  ],
  ['ready', waiting, 'paying'],
  ['ready', { ...waiting, sessionExpiresAt: '2026-11-24T10:00:00Z' }, 'form'],
  ['ready', { status: 'not-paid', ...settled }, 'form'],
  ['ready', null, 'form'],
] as const)('a %s order with payment %o is at the stage %s', (status, payment, expected) => {
  expect(stageOf({ status, payment }, now)).toBe(expected)
})
