import { expect, test } from 'vitest'
import { shownStage } from './shown-stage.ts'

const now = '2026-11-24T10:00:00Z'
const payment = (status: 'waiting' | 'checking' | 'not-paid' | 'paid') => ({
  status,
  redirectUrl: status === 'waiting' ? 'https://window.example' : null,
  sessionExpiresAt: null,
  deposit: null,
})
const quiet = { isChoosing: false, isUnheard: false }

// Rows are in order of precedence.
test.each([
  ['ready', payment('waiting'), { isChoosing: false, isUnheard: true }, 'checking'],
  ['ready', payment('not-paid'), { isChoosing: false, isUnheard: true }, 'checking'],
  ['paid', payment('paid'), { isChoosing: false, isUnheard: true }, 'paid'],
  ['ready', payment('waiting'), { isChoosing: true, isUnheard: false }, 'form'],
  ['ready', payment('not-paid'), quiet, 'notPaid'],
  ['failed', payment('not-paid'), quiet, 'expired'],
  ['ready', payment('waiting'), quiet, 'paying'],
  ['ready', payment('checking'), quiet, 'checking'],
  ['ready', null, quiet, 'form'],
] as const)('a %s booking with payment %o, seen with %o, is shown as %s', (...row) => {
  const [status, latest, seen, expected] = row
  expect(shownStage({ status, payment: latest, now }, seen)).toBe(expected)
})
