import { expect, test } from 'vitest'
import { instantOf } from '../../kernel/time.ts'
import { quarterOf, runningDate } from './running-rules.ts'

const timeZone = 'Asia/Seoul'
const [before, today] = ['2026-12-02', '2026-12-03']
const late = [{ opens: '17:00', closes: '26:00' }]
const early = [{ opens: '00:00', closes: '04:00' }]
const lunch = [{ opens: '11:00', closes: '15:00' }]

test.each([
  ['its hours go past midnight', '00:30', { before: late }, before],
  ['also where today opens at midnight', '01:30', { before: late, today: early }, before],
  ['it has closed', '02:00', { before: late }, today],
  ['it has closed, and somebody sits', '02:00', { before: late, isAttended: true }, before],
  ['somebody sits, and today has opened', '11:00', { today: lunch, isAttended: true }, today],
  ['somebody sits, before today opens', '03:00', { today: lunch, isAttended: true }, before],
  ['it is afternoon', '12:00', { isAttended: true }, today],
])('%s at %s', (_, time, facts, date) => {
  const now = instantOf(today, time, timeZone)
  expect(runningDate({ timeZone, before: [], today: [], isAttended: false, ...facts }, now)).toBe(
    date,
  )
})

test('after midnight the hours of a service go on', () => {
  const now = instantOf(today, '00:40', timeZone)
  expect(quarterOf(before, timeZone, now)).toEqual({ date: before, time: '24:30' })
  expect(quarterOf(today, timeZone, now)).toEqual({ date: today, time: '00:30' })
})
