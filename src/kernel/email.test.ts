import { expect, test } from 'vitest'
import { readEmail } from './email.ts'

test.each([
  ['Ada@Example.com', 'ada@example.com'],
  [" o'brien+jari@mail.example.co.kr ", "o'brien+jari@mail.example.co.kr"],
  ['손님@예시.한국', undefined],
  ['ada@예시.한국', 'ada@xn--vv4b11d.xn--3e0b707e'],
  ['ada@xn--vv4b11d.xn--3e0b707e', 'ada@xn--vv4b11d.xn--3e0b707e'],
  ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
  ['ada@예시。한국', 'ada@xn--vv4b11d.xn--3e0b707e'],
  ['ada@example', undefined],
  ['ada@127.0.0.1', undefined],
  ['ada@[::1]', undefined],
  ['ada@-example.com', undefined],
  ['ada@example..com', undefined],
  ['.ada@example.com', undefined],
  ['a..da@example.com', undefined],
  ['ada.@example.com', undefined],
  ['@example.com', undefined],
  ['ada', undefined],
  ['ada@예시.한국/path', undefined],
  ['a@b@example.com', undefined],
  [`${'a'.repeat(65)}@example.com`, undefined],
  [`ada@${'a.'.repeat(130)}com`, undefined],
])('%s is read as %s', (typed, expected) => {
  expect(readEmail(typed)).toBe(expected)
})
