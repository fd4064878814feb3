import { expect, test } from 'vitest'
import { dayStates } from './day-states.ts'

const told = [
  { date: '2026-12-05', state: 'free' as const },
  { date: '2026-12-06', state: 'closed' as const },
]

test.each([
  ['full times make a full date', [{ isFree: false }], false, 'full'],
  ['one free time makes a free one', [{ isFree: false }, { isFree: true }], false, 'free'],
  ['a date without times is closed', [], false, 'closed'],
  ['unless it is only too late for them', [], true, 'late'],
])('the times that are shown say more than what was told: %s', (_title, times, tooLate, state) => {
  const states = dayStates(told, { date: '2026-12-05', times, tooLate })
  expect([...states]).toEqual([
    ['2026-12-05', state],
    ['2026-12-06', 'closed'],
  ])
})

test('while no times are shown, what was told counts', () => {
  expect(dayStates(told, undefined).get('2026-12-06')).toBe('closed')
})
