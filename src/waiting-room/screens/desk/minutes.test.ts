import { expect, test } from 'vitest'
import { minutesOf, refusalsOf, sumOf } from './minutes.ts'

const at = (minute: number) => `2026-12-24T10:0${minute}:00.000Z`
const figures = [
  { minute: at(0), name: 'joined', count: 7 },
  { minute: at(0), name: 'refused:still-waiting', count: 2 },
  { minute: at(2), name: 'entered', count: 3 },
  { minute: at(2), name: 'refused:still-waiting', count: 1 },
  { minute: at(2), name: 'refused:waiting-pass-needed', count: 9 },
  { minute: at(2), name: 'revoked', count: 1 },
  { minute: at(0), name: 'waiting', count: 7 },
  { minute: at(2), name: 'waiting', count: 4 },
]
const now = new Date('2026-12-24T10:03:20Z')

test('quiet minutes are there too, up to now', () => {
  const minutes = minutesOf(figures, now, 60)
  expect(
    minutes.map((minute) => [minute.at, minute.joined, minute.entered, minute.refused]),
  ).toEqual([
    [at(0), 7, 0, 2],
    [at(1), 0, 0, 0],
    [at(2), 0, 3, 10],
    [at(3), 0, 0, 0],
  ])
  expect(minutesOf(figures, now, 2).map((minute) => minute.at)).toEqual([at(2), at(3)])
  expect(minutesOf([], now, 60)).toEqual([])
})

test('the line is as long as it was until the next figure', () => {
  const lengths = (most: number) => minutesOf(figures, now, most).map(({ waiting }) => waiting)
  expect(lengths(60)).toEqual([7, 7, 4, 4])
  expect(lengths(3)).toEqual([7, 4, 4])
})

test('refusals are counted by problem', () => {
  expect(refusalsOf(figures)).toEqual([
    { problem: 'waiting-pass-needed', count: 9 },
    { problem: 'still-waiting', count: 3 },
  ])
  expect(sumOf(figures, 'joined')).toBe(7)
})
