import { expect, test } from 'vitest'
import { shortName, shortPhone } from './short-names.ts'

test.each([
  ['김하나', '김○○'],
  ['Jane Roe', 'J○○○ ○○○'],
  ['😀 ', '😀'],
  ['', ''],
])('the name %s is printed as %s', (name, short) => {
  expect(shortName(name)).toBe(short)
})

test('of a phone number the last four digits can be read', () => {
  expect(shortPhone('010-1234-5678')).toBe('○○○-○○○○-5678')
})
