import { expect, test } from 'vitest'
import { idleTabs } from './idle-tabs.ts'

test.each([
  ['a new restaurant has both', {}, []],
  ['with a floor plan: no weekly times', { hasTables: true }, ['times']],
  ['with weekly times: no hours', { hasTimes: true }, ['hours']],
  ['hours that are set already stay', { hasTimes: true, hasHours: true }, []],
  ['sold in both ways', { hasTimes: true, hasTables: true, hasHours: true }, []],
])('%s', (_title, ways, idle) => {
  expect(idleTabs({ hasTimes: false, hasTables: false, hasHours: false, ...ways })).toEqual(idle)
})
