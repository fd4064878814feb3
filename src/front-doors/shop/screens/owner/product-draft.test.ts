import { expect, test } from 'vitest'
import {
  allAlike,
  bodyOf,
  combinationsOf,
  countOf,
  emptyDraft,
  emptyRow,
  keyOf,
  keywordsOf,
  optionsOf,
} from './product-draft.ts'

const shirt = {
  ...emptyDraft(),
  title: ' 셔츠 ',
  keywords: '옷, 옷 ,',
  options: [
    { name: '색상', values: '파랑, 하양, 파랑' },
    { name: ' 크기', values: 'M' },
    { name: '', values: '' },
  ],
}

test('options become every combination, empty and repeated ones left out', () => {
  expect(combinationsOf(optionsOf(shirt))).toEqual([
    ['파랑', 'M'],
    ['하양', 'M'],
  ])
  expect(combinationsOf([])).toEqual([[]])
})

test('a draft becomes a request once every combination has a price or is left out', () => {
  expect(bodyOf(shirt, 'KRW')).toBeUndefined()
  const rows = {
    [keyOf(['파랑', 'M'])]: { ...emptyRow, price: '12,000', stocked: '3', sku: ' A ' },
    [keyOf(['하양', 'M'])]: { ...emptyRow, isOut: true },
  }
  expect(bodyOf({ ...shirt, rows }, 'KRW')).toMatchObject({
    ...{ title: '셔츠', facts: [], categoryId: null, keywords: ['옷'] },
    variants: [{ values: ['파랑', 'M'], price: 12_000, stocked: 3, sku: 'A', lowAt: null }],
  })
})

test.each([
  ['', null],
  ['1,000', 1000],
  ['-1', undefined],
  ['9999999', undefined],
])('%j is the count %s', (typed, count) => expect(countOf(typed)).toBe(count))

test('a price typed once is that of all that are sold; what is stocked only of new ones', () => {
  const rows = { [keyOf(['하양', 'M'])]: { ...emptyRow, variantId: '1', isOut: true } }
  const same = allAlike({ ...shirt, rows }, { price: '9,000', stocked: '5', lowAt: '' })
  expect(same).toEqual({
    [keyOf(['파랑', 'M'])]: { ...emptyRow, price: '9,000', stocked: '5' },
    ...rows,
  })
})

test('keywords are ten words of twenty characters at most', () => {
  expect(keywordsOf('')).toEqual([])
  expect(keywordsOf('가방, 숄더백')).toEqual(['가방', '숄더백'])
  expect(keywordsOf('가'.repeat(21))).toBeUndefined()
})
