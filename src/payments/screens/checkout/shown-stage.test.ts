import { expect, test } from 'vitest'
import { shownStage } from './shown-stage.ts'

const now = new Date('2026-11-24T10:00:00Z')
const payment = (status: 'waiting' | 'checking' | 'not-paid' | 'paid') => ({
  status,
  redirectUrl: status === 'waiting' ? 'https://window.example' : null,
  sessionExpiresAt: null,
  deposit: null,
})
const quiet = { isChoosing: false, isUnheard: false, isBlocked: false }
const unheard = { ...quiet, isUnheard: true }
const choosing = { ...quiet, isChoosing: true }
const blocked = { ...quiet, isBlocked: true }

// Rows are in order of precedence.
test.each([
  ['ready', payment('waiting'), unheard, 'checking'],
  ['ready', payment('not-paid'), unheard, 'checking'],
  ['paid', payment('paid'), unheard, 'paid'],
  ['ready', payment('waiting'), choosing, 'form'],
  ['ready', payment('waiting'), { ...choosing, isBlocked: true }, 'form'],
  ['ready', payment('waiting'), blocked, 'blocked'],
  ['ready', payment('not-paid'), blocked, 'notPaid'],
  ['ready', payment('not-paid'), quiet, 'notPaid'],
  ['failed', payment('not-paid'), quiet, 'expired'],
  ['ready', payment('waiting'), quiet, 'paying'],
  ['ready', payment('checking'), quiet, 'checking'],
  ['ready', null, quiet, 'form'],
] as const)('a %s booking with payment %o, seen with %o, is shown as %s', (...row) => {
  const [status, latest, seen, expected] = row
  expect(shownStage({ status, payment: latest }, seen, now)).toBe(expected)
})
