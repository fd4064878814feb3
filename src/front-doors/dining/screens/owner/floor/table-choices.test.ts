import { expect, test } from 'vitest'
import type { TableGroup } from '../../../group-rules.ts'
import { planOf } from '../../../party.fixture.ts'
import type { FloorAnswer, FloorParty } from './floor-queries.ts'
import { stayOf, tableChoices, tableOptions, usualMinutes } from './table-choices.ts'

// 1 and 2 seat two, 3 seats four, 4 seats from five to eight; 1, 2 and 3 stand in a row
const { areas, tables, joins } = planOf({
  areas: {
    홀: [
      [1, 2],
      [1, 2],
      [1, 4],
      [5, 8],
    ],
  },
  joins: [
    [0, 1],
    [1, 2],
  ],
})
const clock = (time: string) => `2026-12-02T${time}:00.000Z`
const now = Date.parse(clock('18:00'))
const idsOf = (names: string) =>
  tables.flatMap(({ id, name }) => (names.includes(name) ? [id] : []))
const party = (names: string, more: Partial<FloorParty> = {}) =>
  ({
    ...{ id: names, source: 'phone', state: 'expected', tableIds: idsOf(names), party: 2 },
    ...{ startsAt: clock('19:00'), endsAt: clock('20:30') },
    ...more,
  }) as FloorParty

const named = (groups: readonly TableGroup[]) =>
  groups.map((group) => group.tables.map(({ name }) => name).join('+'))
function choices(mine: FloorParty, ...others: FloorParty[]) {
  const plan = { areas, tables, joins, parties: [mine, ...others] } as unknown as FloorAnswer
  const { fitting, joined, crowded } = tableChoices(plan, stayOf(mine), now)
  return [named(fitting), named(joined), named(crowded)]
}

test('tables that fit come first, the closest before others, then joins, then those that are too small', () => {
  expect(choices(party('1'))).toEqual([['2', '3', '4'], [], []])
  expect(choices(party('1', { party: 3 }))).toEqual([['3', '4'], ['1+2'], ['2']])
  expect(choices(party('3', { party: 6 }))).toEqual([['4'], ['2+3'], ['2', '1']])
  expect(choices(party('4', { party: 8 }))).toEqual([[], ['1+2+3'], ['3', '2', '1']])
})

test('what others have in that time is not offered, nor a join with it', () => {
  expect(choices(party('1', { party: 3 }), party('2'))).toEqual([['3', '4'], [], []])
  const later = party('2', { startsAt: clock('20:30'), endsAt: clock('22:00') })
  expect(choices(party('1'), later)[0]).toEqual(['2', '3', '4'])
})

test('who still sits keeps a table until leaving, of which tomorrow knows nothing', () => {
  const sits = party('2', { state: 'seated', startsAt: clock('16:00'), endsAt: clock('17:30') })
  const from = { startsAt: clock('18:00') }
  expect(choices(party('1', from), sits)[0]).toEqual(['3', '4'])
  expect(choices(party('1'), sits)[0]).toEqual(['2', '3', '4'])
})

test('a block may be at any table, alone', () => {
  expect(choices(party('1', { source: 'block' }))).toEqual([['2', '3', '4'], [], []])
})

test('every table is said to fit, to be too small or to be taken then; the own one is free', () => {
  const mine = party('1', { party: 3 })
  const plan = { areas, tables, joins, parties: [mine, party('3')] } as unknown as FloorAnswer
  const { fitting, crowded, taken } = tableOptions(plan, stayOf(mine), now)
  expect([fitting, crowded, taken].map((some) => some.map(({ name }) => name))).toEqual([
    ['4'],
    ['1', '2'],
    ['3'],
  ])
  const block = tableOptions(plan, { ...stayOf(mine), size: undefined }, now)
  expect(block.fitting.map(({ name }) => name)).toEqual(['1', '2', '4'])
})

test('a party stays as long as those of its size, a larger one as long as the largest', () => {
  expect([1, 2, 9].map((size) => usualMinutes({ stays: [90, 120] }, size))).toEqual([90, 120, 120])
})
