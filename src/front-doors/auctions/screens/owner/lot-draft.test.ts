import { expect, test } from 'vitest'
import {
  bodyOf,
  changeOf,
  emptyDraft,
  type LotDraft,
  refusedFields,
  wrongFields,
} from './lot-draft.ts'

const draft: LotDraft = {
  title: ' 달항아리 ',
  description: '높이 40cm',
  category: 'art',
  startPrice: '10,000',
  reserve: '',
  buyNow: '',
  isAtOnce: true,
  startsAt: { date: '', time: '' },
  endsAt: { date: '2026-12-04', time: '21:00' },
}

test('a new lot starts in ten minutes and ends in the evening of the third day, by the clock of the auction', () => {
  // Already the first of December in Seoul.
  expect(emptyDraft(new Date('2026-11-30T16:00:00Z'), 'Asia/Seoul')).toMatchObject({
    isAtOnce: false,
    startsAt: { date: '2026-12-01', time: '01:10' },
    endsAt: { date: '2026-12-04', time: '21:00' },
  })
})

test('what is sent has amounts in minor units, and nothing for what is empty', () => {
  const sent = {
    title: '달항아리',
    description: '높이 40cm',
    category: 'art',
    startPrice: 10_000,
    endsAt: { date: '2026-12-04', time: '21:00' },
  }
  expect(bodyOf(draft, 'KRW')).toEqual(sent)
  expect(bodyOf({ ...draft, startPrice: '12.50' }, 'USD')).toMatchObject({ startPrice: 1250 })
  const startsAt = { date: '2026-12-01', time: '20:00' }
  const later = { ...draft, isAtOnce: false, startsAt, reserve: '30000', buyNow: '50000' }
  expect(bodyOf(later, 'KRW')).toEqual({ ...sent, startsAt, reserve: 30_000, buyNow: 50_000 })
})

test.each<[Partial<LotDraft>, readonly string[]]>([
  [{}, []],
  [{ title: ' ' }, ['title']],
  [{ category: '' }, ['category']],
  [{ startPrice: '0' }, ['startPrice']],
  [{ startPrice: '10.5' }, ['startPrice']],
  [{ reserve: 'x', buyNow: '-1' }, ['reserve', 'buyNow']],
  [{ reserve: '10000', buyNow: '9000' }, ['reserve', 'buyNow']],
  [{ reserve: '30000', buyNow: '20000' }, ['buyNow']],
  [{ startPrice: '', reserve: '1' }, ['startPrice']],
  [{ isAtOnce: false }, ['startsAt']],
  [{ endsAt: { date: '2026-12-04', time: '' } }, ['endsAt']],
])('%o is wrong in %o', (part, names) => {
  const typed = { ...draft, ...part }
  expect([...wrongFields(typed, 'KRW')]).toEqual(names)
  expect(bodyOf(typed, 'KRW') === undefined).toBe(names.length > 0)
})

test('of a lot only what changed is sent; an emptied price is taken away', () => {
  const first = { ...draft, isAtOnce: false, startsAt: { date: '2026-12-01', time: '20:00' } }
  const given = { ...first, reserve: '30000' }
  expect(changeOf(given, given, 'KRW')).toEqual({})
  expect(changeOf({ ...given, reserve: '', title: '백자' }, given, 'KRW')).toEqual({
    title: '백자',
    reserve: null,
  })
  const endsAt = { date: '2026-12-05', time: '21:00' }
  expect(changeOf({ ...given, endsAt }, given, 'KRW')).toEqual({ endsAt })
})

test('a refusal is shown at its field', () => {
  const refusal = (type: string, errors?: { pointer: string; message: string }[]) => ({
    ...{ type, title: '안 됩니다.', status: 422 },
    ...(errors && { errors }),
  })
  expect(refusedFields(undefined, draft)).toEqual({})
  expect(refusedFields(refusal('lot-times-unfit'), draft)).toEqual({ endsAt: '안 됩니다.' })
  expect(refusedFields(refusal('time-skipped'), draft)).toEqual({ endsAt: '안 됩니다.' })
  const low = { ...draft, reserve: '9,000', buyNow: '50000' }
  expect(refusedFields(refusal('lot-prices-unfit'), low)).toEqual({ reserve: '안 됩니다.' })
  const cheap = { ...draft, reserve: '30000', buyNow: '20000' }
  expect(refusedFields(refusal('lot-prices-unfit'), cheap)).toEqual({ buyNow: '안 됩니다.' })
  const errors = [
    { pointer: '/title', message: '너무 깁니다.' },
    { pointer: '/endsAt/date', message: '날짜가 아닙니다.' },
  ]
  expect(refusedFields(refusal('request-invalid', errors), draft)).toEqual({
    title: '너무 깁니다.',
    endsAt: '날짜가 아닙니다.',
  })
  expect(refusedFields(refusal('auction-missing'), draft)).toEqual({})
})
