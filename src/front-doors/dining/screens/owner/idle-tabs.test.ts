import { expect, test } from 'vitest'
import { idleTabs, neededSteps } from './idle-tabs.ts'

test.each([
  ['a new restaurant has both', {}, []],
  ['with a floor plan: no weekly times', { hasTables: true }, ['times']],
  ['with weekly times: no floor and no hours', { hasTimes: true }, ['floor', 'hours', 'seating']],
  ['hours that are set already stay', { hasTimes: true, hasHours: true }, ['floor']],
  ['sold in both ways', { hasTimes: true, hasTables: true, hasHours: true }, []],
])('%s', (_title, ways, idle) => {
  expect(idleTabs({ hasTimes: false, hasTables: false, hasHours: false, ...ways })).toEqual(idle)
})

test('parties need tables, then hours; weekly times need nothing more', () => {
  const none = { hasTimes: false, hasTables: false, hasHours: false }
  expect(neededSteps(none).map(({ tab, isDone }) => [tab, isDone])).toEqual([
    ['tables', false],
    ['hours', false],
  ])
  expect(neededSteps({ ...none, hasTables: true }).map(({ isDone }) => isDone)).toEqual([
    true,
    false,
  ])
  expect(neededSteps({ ...none, hasTimes: true })).toEqual([])
})
