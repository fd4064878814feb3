import { expect, test } from 'vitest'
import { conditionsOf } from './conditions.ts'

const nothing = { date: null, time: null, part: null, party: null, words: '' }
const evening = () => '저녁'

test('of words that say when and how many, each can be taken off alone', () => {
  const understood = {
    ...{ date: '2026-12-04', time: null, part: 'evening' as const, party: 4, words: '파스타' },
  }
  expect(conditionsOf({ q: '내일 저녁 4명 파스타' }, understood, evening)).toEqual([
    { name: 'date', without: { q: '저녁 파스타', party: 4 } },
    { name: 'part', without: { q: '파스타', date: '2026-12-04', party: 4 } },
    { name: 'party', without: { q: '저녁 파스타', date: '2026-12-04' } },
  ])
})

test('what was chosen can be taken off, too: an area as a whole', () => {
  const finding = { province: '서울', district: '중구', category: 'korean', priceMost: 30_000 }
  expect(conditionsOf(finding, nothing, evening)).toEqual([
    { name: 'area', without: { category: 'korean', priceMost: 30_000 } },
    { name: 'category', without: { province: '서울', district: '중구', priceMost: 30_000 } },
    { name: 'priceMost', without: { province: '서울', district: '중구', category: 'korean' } },
  ])
})

test('words alone are no condition', () => {
  expect(conditionsOf({ q: '파스타' }, { ...nothing, words: '파스타' }, evening)).toEqual([])
})
