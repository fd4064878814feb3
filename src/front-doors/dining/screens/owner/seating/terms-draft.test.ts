import { expect, test } from 'vitest'
import type { SeatingTerms } from './seating-queries.ts'
import { draftOf, leavesAt, termsFaults, termsOf } from './terms-draft.ts'

const terms: SeatingTerms = {
  ...{ stepMinutes: 30, horizonDays: 10, leadMinutes: null, partyMost: 8, wasteMost: 3 },
  ...{ pace: 10_000, deposit: { amount: 5_000, per: 'person' }, currency: 'KRW' },
  stays: [
    { partyMost: 2, minutes: 90 },
    { partyMost: 4, minutes: 120 },
  ],
}
const draft = draftOf(terms)

test('what is typed is what was saved; an open pace is an empty field', () => {
  const { currency, ...saved } = terms
  expect(draft.pace).toBe('')
  expect(termsOf(draft, currency)).toEqual(saved)
  expect(termsOf({ ...draft, pace: '12' }, currency)?.pace).toBe(12)
})

test('a wrong pace, a wrong deposit and stays out of order are not sent', () => {
  const stays = [
    { partyMost: 4, minutes: 90 },
    { partyMost: 4, minutes: 120 },
  ]
  expect(termsOf({ ...draft, pace: '0' }, 'KRW')).toBeUndefined()
  expect(termsOf({ ...draft, amount: '많이' }, 'KRW')).toBeUndefined()
  expect(termsFaults({ ...draft, stays })).toEqual({ pace: false, stay: 1 })
})

test('the preview says until when a party stays; the largest stay is for all larger ones', () => {
  expect(leavesAt(terms.stays, 2, '19:00')).toBe('20:30')
  expect(leavesAt(terms.stays, 9, '19:00')).toBe('21:00')
})
