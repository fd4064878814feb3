import { expect, test } from 'vitest'
import { aboutText } from './about-text.ts'

const party = (startsAt: string, where: string, what = '4명') => ({
  startsAt,
  what: { ko: what, en: what },
  where: { ko: where, en: where },
})
const seven = '2026-12-05T10:00:00Z'
const eight = '2026-12-05T11:00:00Z'

test.each([
  ['nothing is known', { guest: null, was: null, became: null }, []],
  [
    'a booking that was left as it is',
    { guest: '김하나', was: null, became: party(seven, '홀 1') },
    ['김하나', '12월 5일 (토) 19:00', '4명', '홀 1'],
  ],
  [
    'only what changed has an arrow',
    { guest: null, was: party(seven, '홀 1'), became: party(eight, '홀 1') },
    ['12월 5일 (토) 19:00 → 12월 5일 (토) 20:00', '4명', '홀 1'],
  ],
  [
    'of what is canceled, what it was',
    { guest: '김하나', was: party(seven, '홀 1'), became: null },
    ['김하나', '12월 5일 (토) 19:00', '4명', '홀 1'],
  ],
])('%s', (_title, act, text) => {
  expect(aboutText(act, 'Asia/Seoul', 'ko')).toEqual(text)
})
