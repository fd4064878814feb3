import { expect, test } from 'vitest'
import { idleTabs } from './idle-tabs.ts'

test.each([
  ['a new restaurant has both', {}, []],
  ['with a floor plan: no weekly times', { hasTables: true }, ['times']],
  ['with weekly times: no floor and no hours', { hasTimes: true }, ['floor', 'hours', 'seating']],
  ['hours that are set already stay', { hasTimes: true, hasHours: true }, ['floor']],
  ['sold in both ways', { hasTimes: true, hasTables: true, hasHours: true }, []],
])('%s', (_title, ways, idle) => {
  expect(idleTabs({ hasTimes: false, hasTables: false, hasHours: false, ...ways })).toEqual(idle)
})
