import { expect, test } from 'vitest'
import type { Terms } from './checkout-queries.ts'
import { draftOfTerms, rangesOf, rangesText, termsOf } from './terms-draft.ts'

test.each([
  ['63000-63644', [{ from: '63000', to: '63644' }]],
  [
    '54000, 40200~40240',
    [
      { from: '54000', to: '54000' },
      { from: '40200', to: '40240' },
    ],
  ],
  ['', undefined],
  ['6300', undefined],
  ['63000-', undefined],
])('%j is the ranges %j', (typed, ranges) => {
  expect(rangesOf(typed)).toEqual(ranges)
  if (ranges) expect(rangesOf(rangesText(ranges))).toEqual(ranges)
})

test('terms are typed and sent as they are', () => {
  const terms: Terms = {
    ...{ kind: 'free-from', fee: 3_000, freeFrom: 50_000 },
    areas: [{ name: '제주', surcharge: 3_000, ranges: [{ from: '63000', to: '63644' }] }],
  }
  const draft = draftOfTerms(terms, 'KRW')
  expect(termsOf(draft, 'KRW')).toEqual(terms)
  expect(termsOf({ ...draft, fee: '' }, 'KRW')).toBeUndefined()
  expect(termsOf({ ...draft, kind: 'free', fee: '' }, 'KRW')).toMatchObject({ fee: 0, freeFrom: 0 })
})
