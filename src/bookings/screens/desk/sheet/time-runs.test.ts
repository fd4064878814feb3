import { expect, test } from 'vitest'
import { timeRuns } from './time-runs.ts'

test('times are in the order of the service, those before, between and after its hours apart', () => {
  const times = ['11:00', '11:15', '17:00', '24:30']
  const offTimes = ['10:45', '15:00', '15:15', '25:00']
  expect(timeRuns(times, offTimes)).toEqual([
    { times: ['10:45'], isOff: true },
    { times: ['11:00', '11:15'], isOff: false },
    { times: ['15:00', '15:15'], isOff: true },
    { times: ['17:00', '24:30'], isOff: false },
    { times: ['25:00'], isOff: true },
  ])
})

test('a time is there once, and where all hours are shown there is one run', () => {
  expect(timeRuns(['11:00', '11:00'], ['11:00'])).toEqual([{ times: ['11:00'], isOff: false }])
  expect(timeRuns([], [])).toEqual([])
})
