import { expect, test } from 'vitest'
import { openIn, openKind, type ReturnState } from './state-rules.ts'

const one = (kind: 'return' | 'exchange', state: ReturnState) => ({ kind, state })

// An exchange is never called a return.
test.each([
  [[one('return', 'requested')], 'return'],
  [[one('exchange', 'approved'), one('return', 'done')], 'exchange'],
  [[one('exchange', 'collected'), one('return', 'requested')], 'both'],
] as const)('%o is under way as %s', (returns, kind) => {
  expect(openKind(openIn(returns))).toBe(kind)
})
