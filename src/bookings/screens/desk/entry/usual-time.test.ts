import { expect, test } from 'vitest'
import { chosenTime, nameOf, usualTime } from './usual-time.ts'

const time = (hour: number, remaining: number) => ({
  ...{ hour, remaining },
  startsAt: `2027-03-01T${String(hour).padStart(2, '0')}:00:00Z`,
})
const at = (clock: string) => Date.parse(`2027-03-01T${clock}:00Z`)

test('who calls comes at the next time with room, who walks in is at the one that has just begun', () => {
  const times = [time(12, 1), time(13, 1), time(14, 0), time(18, 0), time(19, 2), time(20, 2)]
  expect(usualTime(times, 'phone', at('13:40'))?.hour).toBe(19)
  expect(usualTime(times, 'walk-in', at('13:40'))?.hour).toBe(13)
})

test('who walks in long after the last time has begun is early for the next', () => {
  const times = [time(13, 1), time(18, 1)]
  expect(usualTime(times, 'walk-in', at('17:10'))?.hour).toBe(18)
})

test('where only what has begun has room, that; where nothing has, nothing', () => {
  expect(usualTime([time(12, 1), time(18, 0)], 'phone', at('17:10'))?.hour).toBe(12)
  expect(usualTime([time(18, 0)], 'phone', at('17:10'))).toBeUndefined()
})

test('what was chosen stays chosen as the list changes, until it is full or gone', () => {
  const item = (id: string, remaining = 1) => ({
    door: 'dining',
    item: { tableTimeId: id },
    remaining,
  })
  const chosen = nameOf(item('b'))
  expect(chosenTime([item('a'), item('b')], chosen)).toEqual(item('b'))
  expect(chosenTime([item('0'), item('a'), item('b', 3)], chosen)).toEqual(item('b', 3))
  expect(chosenTime([item('a'), item('b', 0)], chosen)).toBeUndefined()
  expect(chosenTime([item('a')], chosen)).toBeUndefined()
})

test('two times that begin together have names of their own, whatever the order of what names them', () => {
  const names = [
    { door: 'dining', item: { id: 'a', date: '2027-03-01' } },
    { door: 'dining', item: { id: 'b', date: '2027-03-01' } },
    { door: 'timetables', item: { id: 'a', date: '2027-03-01' } },
  ].map(nameOf)
  expect(new Set(names).size).toBe(3)
  expect(nameOf({ door: 'dining', item: { date: '2027-03-01', id: 'a' } })).toBe(names[0])
})
