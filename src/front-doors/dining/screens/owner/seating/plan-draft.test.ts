import { expect, test } from 'vitest'
import * as draft from './plan-draft.ts'

const fours = draft.presetPlan('fours', '홀')
const [first, second] = fours.tables
const [one, other] = [first?.id ?? '', second?.id ?? '']

test('a preset is a plan of tables that do not lie on each other', () => {
  expect(fours.tables.map(({ name, seatsMost }) => [name, seatsMost])).toEqual(
    ['1', '2', '3', '4', '5', '6'].map((name) => [name, 4]),
  )
  expect(new Set(fours.tables.map(({ x, y }) => `${x} ${y}`)).size).toBe(6)
  expect(draft.faultsOf(fours).size).toBe(0)
})

test('a new table takes the first number that is free', () => {
  const fewer = draft.withoutTable(fours, one)
  const names = draft.withTable(fewer, fours.areas[0]?.id ?? '', 2).tables.map(({ name }) => name)
  expect(new Set(names).size).toBe(6)
})

test('a table stays on the grid', () => {
  if (!first) throw new Error('no table')
  expect(draft.movedTo(fours, first, -5, 500).tables[0]).toMatchObject({ x: 0, y: 196 })
})

test('a join is switched on and off, whichever table is named first, and goes with a table', () => {
  const joined = draft.withJoinToggled(fours, one, other)
  expect(draft.isJoined(joined, other, one)).toBe(true)
  expect(draft.isJoined(joined, one, one)).toBe(false)
  expect(draft.withJoinToggled(joined, other, one).joins).toEqual([])
  expect(draft.withoutTable(joined, one).joins).toEqual([])
  const two = draft.withArea(joined, '테라스')
  expect(draft.withChange(two, one, { areaId: two.areas[1]?.id ?? '' }).joins).toEqual([])
  expect(draft.withJoinToggled(fours, one, one)).toBe(fours)
})

test('an area goes with its tables and their joins', () => {
  const two = draft.withArea(draft.withJoinToggled(fours, one, other), '테라스')
  const [hall, terrace] = two.areas.map(({ id }) => id)
  const moved = draft.withTable(two, terrace ?? '', 2)
  const left = draft.withoutArea(moved, hall ?? '')
  expect(left.areas.map(({ name }) => name)).toEqual(['테라스'])
  expect([left.tables.length, left.joins.length]).toEqual([1, 0])
  expect(draft.withoutArea(two, terrace ?? '').tables).toEqual(fours.tables)
})

test('saving says what it changes', () => {
  const none = { added: 0, changed: 0, removed: 0, joins: 0, areas: 0 }
  expect(draft.changesOf(fours, fours)).toEqual(none)
  expect(draft.isChanged(draft.changesOf(fours, fours))).toBe(false)
  const joined = draft.withJoinToggled(fours, one, other)
  expect(draft.changesOf(fours, joined)).toEqual({ ...none, joins: 1 })
  const changed = draft.withChange(draft.withoutTable(fours, one), other, { name: '창가' })
  expect(draft.changesOf(fours, changed)).toEqual({ ...none, changed: 1, removed: 1 })
  expect(draft.changesOf(fours, draft.withArea(fours, '바'))).toEqual({ ...none, areas: 1 })
})

test('a table without a name, one named twice and reversed seats are found before saving', () => {
  const faults = (part: object) => [...draft.faultsOf(draft.withChange(fours, one, part)).values()]
  expect(faults({ name: ' ' })).toEqual(['name'])
  expect(faults({ name: '2' })).toEqual(['twice', 'twice'])
  expect(faults({ seatsLeast: 5 })).toEqual(['seats'])
})
