import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

const HERE = 'https://jari.example'

test.each([
  ['/bookings', '/bookings'],
  ['/restaurants/1?date=2026-12-01#times', '/restaurants/1?date=2026-12-01#times'],
  ['https://evil.example', undefined],
  ['https://jari.example/bookings', undefined],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['/\t/evil.example', undefined],
  ['/\n/evil.example', undefined],
  ['/.//evil.example', undefined],
  ['/%5cevil.example', undefined],
  ['/%2Fevil.example', undefined],
  ['/./%5Cevil.example', undefined],
  ['/\r\nevil.example', undefined],
  ['/bookings\t', undefined],
  ['/bookings?q=%2F%5c', '/bookings?q=%2F%5c'],
  ['/a/..//evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['bookings', undefined],
  ['', undefined],
  [['/bookings'], undefined],
  [{ a: 1 }, undefined],
  [undefined, undefined],
])('?return=%j leads to %s', (asked, expected) => {
  expect(returnPath(asked, HERE)).toBe(expected)
  expect(returnPath(asked)).toBe(expected)
})
