import { expect, test } from 'vitest'
import { later } from '../kernel/time.ts'
import { decideAnswer, maySet, type Setting, workFor } from './rules.ts'

const setting: Setting = { fromPercent: 50, least: 200, most: 3_000 }

test.each([
  ['nothing of any limit was used', [0, 0], 0],
  ['half of one was used', [0.5, 0.1], 0],
  ['a little more was used', [0.51], 256],
  ['three quarters were used', [0.1, 0.75], 1_600],
  ['all of it was used', [1], 3_000],
  ['more than all of it was used, because an admin has lowered it', [4], 3_000],
  ['there is no limit of a network', [], 0],
])('%s', (_, shares, work) => {
  expect(workFor(shares, setting)).toBe(work)
})

test('from 100 percent on nobody is asked, and from 0 whoever has used anything', () => {
  expect(workFor([1], { ...setting, fromPercent: 100 })).toBe(0)
  expect(workFor([0], { ...setting, fromPercent: 0 })).toBe(0)
  expect(workFor([0.1], { ...setting, fromPercent: 0 })).toBe(480)
})

const now = new Date('2026-12-01T09:00:00Z')
const answered = { id: '1', work: 400, endsAt: later(now, 1) }
test.each([
  ['none came along', 'none', false, 'none'],
  ['it is wrong', 'wrong', false, 'wrong'],
  ['it has ended', { ...answered, endsAt: now }, true, 'ended'],
  ['it was used', answered, true, 'used'],
  ['twice as much is needed now', { ...answered, work: 200 }, false, true],
  ['more than twice as much is needed now', { ...answered, work: 199 }, false, 'small'],
  ['its challenge says nothing of its work', { ...answered, work: 0 }, false, 'small'],
  ['it counts', answered, false, true],
] as const)('of an answer: %s', (_, given, isUsed, verdict) => {
  expect(decideAnswer(given, isUsed, { needed: 400, now })).toBe(verdict)
})

test('the work at first is at most the work at most', () => {
  expect(maySet({ ...setting, least: 3_000 })).toBe(true)
  expect(maySet({ ...setting, least: 3_001 })).toMatchObject({ type: 'proof-work-order' })
})
