import { expect, test } from 'vitest'
import { areaOf } from './area-rules.ts'
import { groupsOf, hoursOfSpans, openUntil, outside, overlap } from './hours-rules.ts'
import { nothingSaid, profileOf } from './rules.ts'

test.each([
  ['서울특별시 마포구 연남로 1', { province: '서울', district: '마포구' }],
  ['서울 마포구 연남로 1', { province: '서울', district: '마포구' }],
  ['경기도 성남시 분당구 판교로 1', { province: '경기', district: '성남시' }],
  ['세종특별자치시 한누리대로 1', { province: '세종', district: null }],
  ['강원특별자치도 양양군 바다길 3', { province: '강원', district: '양양군' }],
  ['1600 Pennsylvania Avenue', undefined],
  ['', undefined],
])('%s is in an area', (address, area) => expect(areaOf(address)).toEqual(area))

const at = (weekday: number, opens: string, closes: string) => ({ weekday, opens, closes })

test('a store is open until its closing time, also after midnight', () => {
  const hours = [at(2, '11:00', '15:00'), at(2, '17:00', '02:00'), at(7, '18:00', '01:00')]
  expect(openUntil(hours, { weekday: 2, time: '10:59' })).toBeUndefined()
  expect(openUntil(hours, { weekday: 2, time: '11:00' })).toBe('15:00')
  expect(openUntil(hours, { weekday: 2, time: '15:00' })).toBeUndefined()
  expect(openUntil(hours, { weekday: 2, time: '23:59' })).toBe('02:00')
  expect(openUntil(hours, { weekday: 3, time: '01:59' })).toBe('02:00')
  expect(openUntil(hours, { weekday: 3, time: '02:00' })).toBeUndefined()
  expect(openUntil(hours, { weekday: 1, time: '00:30' })).toBe('01:00')
})

test('times at which a store is closed are named, unless it says no hours', () => {
  const lunch = { weekday: 2, time: '12:00' }
  const late = { weekday: 2, time: '23:00' }
  expect(outside([at(2, '11:00', '22:00')], [lunch, late])).toEqual([late])
  expect(outside([], [late])).toEqual([])
})

test('a store is open while anything goes on in it, for at most a day at once', () => {
  const span = (weekday: number, begins: number, ends: number) => ({ weekday, begins, ends })
  expect(
    hoursOfSpans([
      span(2, 1080, 1560),
      span(1, 660, 900),
      span(1, 600, 720),
      span(1, 900, 960),
      span(1, 1020, 1080),
    ]),
  ).toEqual([at(1, '10:00', '16:00'), at(1, '17:00', '18:00'), at(2, '18:00', '02:00')])
  expect(hoursOfSpans([span(6, 0, 900), span(6, 600, 1800)])).toEqual([at(6, '00:00', '00:00')])
})

test('two times of a weekday may not overlap', () => {
  expect(overlap([at(1, '11:00', '15:00'), at(1, '15:00', '22:00')])).toBe(false)
  expect(overlap([at(1, '11:00', '15:00'), at(1, '14:30', '22:00')])).toBe(true)
  expect(overlap([at(1, '18:00', '02:00'), at(1, '23:00', '23:30')])).toBe(true)
  expect(overlap([at(1, '11:00', '15:00'), at(2, '11:00', '15:00')])).toBe(false)
})

test('weekdays with the same hours are said together', () => {
  const hours = [1, 2, 3, 4, 5].map((day) => at(day, '11:00', '22:00'))
  expect(groupsOf([...hours, at(6, '12:00', '22:00')])).toMatchObject([
    { first: 1, last: 5 },
    { first: 6, last: 6 },
    { first: 7, last: 7, times: [] },
  ])
})

const door = {
  ...{ name: 'dining', kinds: [], pricePer: [], closesForGood: false },
  categories: { sushi: { ko: '초밥', en: 'Sushi' } },
} as const

test.each([
  [{ category: 'pizza', latitude: 1 }, 'category-unknown'],
  [{ category: 'constructor' }, 'category-unknown'],
  [{ latitude: 37.5, priceLeast: 3, priceMost: 2 }, 'coordinates-half'],
  [
    { priceLeast: 3, priceMost: 2, hours: [at(1, '10:00', '12:00'), at(1, '11:00', '12:00')] },
    'price-range-reversed',
  ],
  [{ hours: [at(1, '10:00', '12:00'), at(1, '11:00', '12:00')] }, 'hours-overlap'],
])('%j is refused: %s', (asked, type) => {
  expect(profileOf(door, { ...nothingSaid, ...asked })).toMatchObject({ type })
})

test('a profile is kept with its area, each tag once and one price as both ends of the range', () => {
  const kept = profileOf(door, {
    ...{ ...nothingSaid, category: 'sushi', address: '서울특별시 중구 세종대로 1' },
    ...{ tags: ['룸', '룸', '주차'], priceLeast: 30_000 },
  })
  expect(kept).toMatchObject({
    ...{ tags: ['룸', '주차'], priceLeast: 30_000, priceMost: 30_000 },
    area: { province: '서울', district: '중구' },
  })
})
