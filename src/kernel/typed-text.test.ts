import { expect, test } from 'vitest'
import { lengthOf } from './length.ts'
import { isVisible, readLine, readParagraph } from './typed-text.ts'

test.each([
  ['a usual name', ' 김손님 ', '김손님'],
  ['decomposed Hangul', '김손님'.normalize('NFD'), '김손님'],
  [
    'a name as long as a name may be',
    'Muhammad Abdul Rahman Al-Farsi',
    'Muhammad Abdul Rahman Al-Farsi',
  ],
  ['a right-to-left override', 'Ada\u202eecalevoL', 'AdaecalevoL'],
  [
    'all other bidirectional controls',
    'A\u061cd\u200f\u202a\u202b\u202c\u202d\u2067\u2068a',
    'Ada',
  ],
  ['an annotation', '\ufff9Ada\ufffa\ufffb', 'Ada'],
  ['isolates and marks', '\u2066Ada\u2069\u200e', 'Ada'],
  ['zero-width characters', 'A\u200bd\u2060a\ufeff', 'Ada'],
  ['a joiner between Latin letters', 'A\u200dda', 'Ada'],
  ['a soft hyphen', 'Ada\u00adLovelace', 'AdaLovelace'],
  ['Hangul fillers', '\u3164\u115f\u1160\uffa0', ''],
  ['a blank of Braille', '\u2800', ''],
  ['tag characters without a flag', 'Ada\u{E0041}\u{E0042}', 'Ada'],
  ['a lone surrogate', 'Ada\ud83d', 'Ada'],
  ['control characters', 'A\u0000d\u0007a\u009b', 'Ada'],
  ['a line break and a tab', 'Ada\r\n\tLovelace', 'Ada   Lovelace'],
  ['a no-break space', 'Ada\u00a0Lovelace', 'Ada Lovelace'],
  ['an emoji of a family', '👨‍👩‍👧 김', '👨‍👩‍👧 김'],
  ['a heart and a keycap', '❤️ 1️⃣', '❤️ 1️⃣'],
  ['a flag made of tags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ['a Persian non-joiner', 'می‌خواهم', 'می‌خواهم'],
  ['a Japanese variant', '葛\u{E0100}城', '葛\u{E0100}城'],
  ['a joiner in Devanagari', 'क्‍ष', 'क्‍ष'],
])('a line keeps what can be seen of %s', (_, typed, expected) => {
  expect(readLine(typed)).toBe(expected)
  expect(readLine(readLine(typed))).toBe(readLine(typed))
})

test('a paragraph keeps its line breaks, however they were sent', () => {
  expect(readParagraph('창가 자리로 \r\n부탁드려요\r\u2028고맙습니다\u202e\n')).toBe(
    '창가 자리로\n부탁드려요\n\n고맙습니다',
  )
})

test('length is counted in code points after normalization', () => {
  expect(lengthOf('김손님이오신다니반가워'.slice(0, 9).normalize('NFD'))).toBe(9)
  expect(lengthOf('🙂'.repeat(20))).toBe(20)
})

test.each([
  ['\u0301', false],
  [' ', false],
  ['김', true],
  ['🙂', true],
  ['?', true],
])('%j is visible: %s', (text, expected) => {
  expect(isVisible(text)).toBe(expected)
})
