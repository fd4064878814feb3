import { expect, test } from 'vitest'
import { instantOf } from '../../kernel/time.ts'
import { instantAt, isOnDate, quarterOf, runningDate } from './running-rules.ts'

const timeZone = 'Asia/Seoul'
const [before, today] = ['2026-12-02', '2026-12-03']
const late = [{ opens: '17:00', closes: '26:00' }]
const early = [{ opens: '00:00', closes: '04:00' }]
const lunch = [{ opens: '11:00', closes: '15:00' }]
const seatedAt = instantOf(before, '23:00', timeZone)
const there = { date: before, seatedAt, finishedAt: null, endedEarlyOf: null }
const recent = [there]

test.each([
  ['its hours go past midnight', '00:30', { before: late }, before],
  ['also where today opens at midnight', '01:30', { before: late, today: early }, before],
  ['it has closed', '02:00', { before: late }, today],
  ['it has closed, and somebody is there', '02:00', { before: late, recent }, before],
  ['who was there has left', '02:00', { recent: [{ ...there, finishedAt: seatedAt }] }, today],
  ['who should be there has not come', '02:00', { recent: [{ ...there, seatedAt: null }] }, today],
  ['somebody is there, and today has opened', '11:00', { today: lunch, recent }, today],
  ['somebody is there, before today opens', '03:00', { today: lunch, recent }, before],
  ['it is afternoon', '12:00', { recent }, today],
])('%s at %s', (_, time, facts, date) => {
  const now = instantOf(today, time, timeZone)
  expect(runningDate({ timeZone, before: [], today: [], recent: [], ...facts }, now)).toBe(date)
})

test('after midnight the hours of a service go on', () => {
  const now = instantOf(today, '00:40', timeZone)
  expect(quarterOf(before, timeZone, now)).toEqual({ date: before, time: '24:30' })
  expect(quarterOf(today, timeZone, now)).toEqual({ date: today, time: '00:30' })
  expect(instantAt({ date: before, time: '24:30' }, timeZone)).toEqual(
    instantOf(today, '00:30', timeZone),
  )
})

test.each([
  ['of its own date', { date: today, time: '09:00' }, late, true],
  ['still there from the day before', { date: before, time: '23:00' }, late, true],
  ['of the next date, before it closes', { date: '2026-12-04', time: '01:00' }, late, true],
  ['of the next date, after it has closed', { date: '2026-12-04', time: '02:00' }, late, false],
])('%s', (_, start, hours, isShown) => {
  expect(isOnDate({ ...there, ...start }, { date: today, hours })).toBe(isShown)
})

test('who has left is shown with the own date only', () => {
  const gone = { ...there, time: '23:00', finishedAt: seatedAt }
  expect(isOnDate(gone, { date: before, hours: late })).toBe(true)
  expect(isOnDate(gone, { date: today, hours: late })).toBe(false)
})
