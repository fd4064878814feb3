import { expect, test } from 'vitest'
import { timeAt } from '../../../../../bookings/screens/dates/day-times.ts'
import { freeOf, isLate, nowOn, shownOf, spanOf, within } from './day-grid.ts'
import type { Appointment } from './schedule-queries.ts'

const date = '2026-12-02'
const at = (time: string, minutes: number, more: Partial<Appointment> = {}) => {
  const startsAt = new Date(`2026-12-02T${time}:00+09:00`)
  return {
    ...{ date, time, personId: 'minji', state: 'expected', source: 'online', isHeld: false },
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + minutes * 60_000).toISOString(),
    ...more,
  } as Appointment
}
const minji = { id: 'minji', name: '민지', hours: [{ from: '10:00', until: '13:00' }] }

test('the day is shown in whole hours, with appointments outside of working hours', () => {
  const appointments = [at('14:15', 60)]
  const shown = shownOf({ date, people: [minji], appointments })
  expect([timeAt(shown.from), timeAt(shown.until)]).toEqual(['10:00', '16:00'])
  expect(spanOf(at('10:30', 45), date)).toEqual({ from: 630, until: 675 })
})

test('free are the half hours of working hours that no appointment touches; who did not come takes none', () => {
  const free = (appointments: Appointment[]) => freeOf(minji, { date, appointments }).map(timeAt)
  expect(free([at('10:30', 45)])).toEqual(['10:00', '11:30', '12:00', '12:30'])
  expect(free([at('10:30', 45, { state: 'no-show' })])).toHaveLength(6)
  expect(free([at('10:30', 45, { personId: 'sua' })])).toHaveLength(6)
})

test('a guest is late ten minutes after the start, unless they are there or it is a block', () => {
  const now = Date.parse('2026-12-02T10:10:00+09:00')
  expect(isLate(at('10:00', 60), now)).toBe(true)
  expect(isLate(at('10:01', 60), now)).toBe(false)
  expect(isLate(at('10:00', 60, { state: 'arrived' }), now)).toBe(false)
  expect(isLate(at('10:00', 60, { source: 'block' }), now)).toBe(false)
})

test('the present minute is marked on its own day, within what is shown', () => {
  const schedule = { date, today: '2026-12-02', timeZone: 'Asia/Seoul' }
  const at = (now: string, date = schedule.date, until = 1200) =>
    nowOn({ ...schedule, date, now }, { from: 600, until })
  expect(at('2026-12-02T14:05:30+09:00')).toBe(845)
  expect(at('2026-12-02T09:59:00+09:00')).toBeUndefined()
  expect(at('2026-12-02T20:00:00+09:00')).toBeUndefined()
  expect(at('2026-12-02T14:05:00+09:00', '2026-12-03')).toBeUndefined()
  expect(at('2026-12-03T00:30:00+09:00', date, 1560)).toBe(1470)
})

test('who is there from the day before, or comes after midnight by the date after, has that part of the day', () => {
  const before = at('23:00', 120, { date: '2026-12-01' })
  const after = at('01:00', 60, { date: '2026-12-03' })
  expect(spanOf(before, date)).toEqual({ from: -60, until: 60 })
  expect(spanOf(after, date)).toEqual({ from: 1500, until: 1560 })
  const shown = shownOf({ date, people: [], appointments: [before, after] })
  expect(shown).toEqual({ from: 0, until: 1560 })
  expect(within(spanOf(before, date), shown)).toEqual({ from: 0, until: 60 })
})
