import { expect, test } from 'vitest'
import { readWanted } from './when-rules.ts'

/** A Tuesday. */
const today = '2026-12-01'

test.each([
  ['초밥', { words: '초밥' }],
  ['오늘', { date: '2026-12-01', words: '' }],
  ['오늘 저녁', { date: '2026-12-01', part: 'evening', words: '' }],
  ['내일 저녁', { date: '2026-12-02', part: 'evening', words: '' }],
  ['내일저녁 두 명', { date: '2026-12-02', part: 'evening', party: 2, words: '' }],
  ['내일모레 점심 초밥', { date: '2026-12-03', part: 'lunch', words: '초밥' }],
  ['모레 7시', { date: '2026-12-03', time: '19:00', words: '' }],
  ['글피', { date: '2026-12-04', words: '' }],
  ['이번 주 토요일 7시', { date: '2026-12-05', time: '19:00', words: '' }],
  ['이번주 토 저녁 7시 반', { date: '2026-12-05', time: '19:30', part: 'evening', words: '' }],
  ['다음 주 월요일 12시', { date: '2026-12-07', time: '12:00', words: '' }],
  ['다음주 화요일', { date: '2026-12-08', words: '' }],
  ['화요일', { date: '2026-12-01', words: '' }],
  ['월요일', { date: '2026-12-07', words: '' }],
  ['주말 강남', { date: '2026-12-05', words: '강남' }],
  ['다음 주말', { date: '2026-12-12', words: '' }],
  ['12월 24일 저녁 4명', { date: '2026-12-24', part: 'evening', party: 4, words: '' }],
  ['1월 3일', { date: '2027-01-03', words: '' }],
  ['12/24 19:30', { date: '2026-12-24', time: '19:30', words: '' }],
  ['2월 30일', { words: '2월 30일' }],
  ['오전 10시', { time: '10:00', words: '' }],
  ['오후 1시 30분 3인', { time: '13:30', party: 3, words: '' }],
  ['아침 8시', { time: '08:00', part: 'morning', words: '' }],
  ['18시 마포', { time: '18:00', words: '마포' }],
  [
    '내일 저녁 2명 마포 한정식',
    { date: '2026-12-02', part: 'evening', party: 2, words: '마포 한정식' },
  ],
  ['셋이서 고기', { party: 3, words: '고기' }],
  ['강남 맛집', { words: '강남' }],
  // these are names
  ['오늘의식탁', { words: '오늘의식탁' }],
  ['내일식당', { words: '내일식당' }],
  ['일월', { words: '일월' }],
  ['밤나무집', { words: '밤나무집' }],
  ['tomorrow evening', { date: '2026-12-02', part: 'evening', words: '' }],
  ['sushi tonight for two', { date: '2026-12-01', part: 'evening', party: 2, words: 'sushi' }],
  ['Saturday 7pm', { date: '2026-12-05', time: '19:00', words: '' }],
  ['next saturday at 7:30 pm', { date: '2026-12-12', time: '19:30', words: '' }],
  ['on Thursday', { date: '2026-12-03', words: '' }],
  ['Dec 24th dinner, table for 4', { date: '2026-12-24', part: 'evening', party: 4, words: '' }],
  ['24 december lunch 6 people', { date: '2026-12-24', part: 'lunch', party: 6, words: '' }],
  ['the day after tomorrow', { date: '2026-12-03', words: '' }],
  ['this weekend in Seoul', { date: '2026-12-05', words: 'seoul' }],
  ['Sunny Garden', { words: 'sunny garden' }],
  ['at 8', { time: '20:00', words: '' }],
  ['', { words: '' }],
])('%s', (typed, wanted) => {
  expect(readWanted(typed, today)).toEqual(wanted)
})

test('text of a Mac, whose syllables are taken apart, is read the same', () => {
  expect(readWanted('내일 저녁'.normalize('NFD'), today)).toMatchObject({ part: 'evening' })
})

test('on a Sunday this week’s Saturday is the next one', () => {
  expect(readWanted('이번 주 토요일', '2026-12-06')).toMatchObject({ date: '2026-12-12' })
  expect(readWanted('다음 주 일요일', '2026-12-06')).toMatchObject({ date: '2026-12-13' })
})
