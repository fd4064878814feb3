import { expect, test } from 'vitest'
import type { FloorParty, FloorTable } from './floor-queries.ts'
import { instantAt, isLate, swapsFor, tableAt } from './floor-states.ts'

const table = { id: 'one' } as FloorTable
const clock = (time: string) => `2026-12-02T${time}:00.000Z`
const at = (time: string) => Date.parse(clock(time))
const party = (more: Partial<FloorParty> = {}) =>
  ({
    ...{ id: 'a', source: 'phone', state: 'expected', tableIds: ['one'] },
    ...{ startsAt: clock('19:00'), endsAt: clock('20:30') },
    ...more,
  }) as FloorParty

test.each([
  ['17:30', {}, 'free'],
  ['18:00', {}, 'soon'],
  ['19:00', {}, 'expected'],
  ['19:09', {}, 'expected'],
  ['19:10', {}, 'late'],
  ['19:10', { state: 'seated' }, 'seated'],
  ['18:50', { state: 'seated' }, 'seated'],
  ['20:30', { state: 'seated' }, 'over'],
  ['19:10', { state: 'finished' }, 'free'],
  ['19:10', { state: 'no-show' }, 'free'],
  ['19:10', { source: 'block' }, 'blocked'],
  ['19:10', { tableIds: ['other'] }, 'free'],
] as const)('at %s the table of a party with %j is %s', (time, more, state) => {
  const now = at(time)
  expect(tableAt(table, [party(more as never)], { at: now, now }).state).toBe(state)
})

test('in two hours a table is what was booked of it by then, not what it is now', () => {
  const seated = party({ state: 'seated' })
  expect(tableAt(table, [seated], { at: at('21:10'), now: at('19:10') }).state).toBe('free')
})

test('a block is never late', () => {
  expect(isLate(party({ source: 'block' }), at('20:00'))).toBe(false)
})

test('a party may swap with whom neither stay meets a third party, and is told where seats are too few', () => {
  const tables = [
    { id: 'one', seatsMost: 2 },
    { id: 'other', seatsMost: 4 },
  ] as FloorTable[]
  const mine = party({ party: 2 })
  const theirs = party({ id: 'b', party: 4, tableIds: ['other'], endsAt: clock('21:30') })
  const swapsOf = (...more: FloorParty[]) =>
    swapsFor(mine, tables, [mine, theirs, ...more]).map(({ other, isCrowded }) => [
      other.id,
      isCrowded,
    ])
  expect(swapsOf()).toEqual([['b', true]])
  const next = party({
    id: 'c',
    party: 2,
    startsAt: clock('21:00'),
    endsAt: clock('22:00'),
  })
  expect(swapsOf(next)).toEqual([])
  expect(swapsOf({ ...next, startsAt: clock('21:30') })).toEqual([['b', true]])
})

test('nobody swaps with who has left, holds a table online, or has the same table later', () => {
  const other = party({ id: 'b', tableIds: ['other'] })
  const tables = [table, { id: 'other' } as FloorTable]
  const withThem = (more: Partial<FloorParty>) =>
    swapsFor(party(), tables, [party(), { ...other, ...more }]).length
  expect(withThem({})).toBe(1)
  expect(withThem({ state: 'finished' })).toBe(0)
  expect(withThem({ isHeld: true })).toBe(0)
  expect(withThem({ tableIds: ['one'], startsAt: clock('21:00') })).toBe(0)
})

test.each([
  ['19:00', 'Asia/Seoul', '2026-12-02T10:00:00.000Z'],
  ['25:30', 'Asia/Seoul', '2026-12-02T16:30:00.000Z'],
  ['00:15', 'America/New_York', '2026-12-02T05:15:00.000Z'],
])('%s of a service in %s is %s', (time, timeZone, instant) => {
  expect(new Date(instantAt('2026-12-02', time, timeZone)).toISOString()).toBe(instant)
})

test('in the night that the clocks change, each time is the one that they show', () => {
  const at = (date: string, time: string) =>
    new Date(instantAt(date, time, 'America/New_York')).toISOString().slice(11, 16)
  expect(at('2026-03-08', '01:00')).toBe('06:00')
  expect(at('2026-03-08', '03:00')).toBe('07:00')
  expect(at('2026-03-07', '27:00')).toBe('07:00')
  expect(at('2026-11-01', '19:00')).toBe('00:00')
})
