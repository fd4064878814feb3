import { expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import { parseUrl } from './parse.ts'
import { readAddress, readOrigin } from './rules.ts'

const read = (text: string) => {
  const origin = readOrigin(text, parseUrl(text))
  return origin instanceof Problem ? origin.type : origin
}

test.each([
  ['https://shop.example.com', 'https://shop.example.com'],
  ['https://shop.example.com/', 'https://shop.example.com'],
  ['HTTPS://Shop.Example.com:443', 'https://shop.example.com'],
  ['https://shop.example.com:8443', 'https://shop.example.com:8443'],
  ['http://localhost:3000', 'http://localhost:3000'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['http://[::1]:3000', 'http://[::1]:3000'],
  ['https://가게.한국', 'https://xn--o39akk.xn--3e0b707e'],
  ['http://shop.example.com', 'return-origin-unfit'],
  ['http://localhost.example.com', 'return-origin-unfit'],
  ['https://shop.example.com/paid', 'return-origin-unfit'],
  ['https://shop.example.com?a=b', 'return-origin-unfit'],
  ['https://a:b@shop.example.com', 'return-origin-unfit'],
  ['javascript:alert(1)', 'return-origin-unfit'],
  ['shop.example.com', 'return-origin-unfit'],
  ['*', 'return-origin-unfit'],
  ['', 'return-origin-unfit'],
])('the origin %s is listed as %s', (text, expected) => expect(read(text)).toBe(expected))

const listed = ['https://shop.example.com', 'http://localhost:3000']

test.each([
  ['https://shop.example.com/paid?basket=7#top', 'https://shop.example.com/paid?basket=7#top'],
  ['https://shop.example.com', 'https://shop.example.com/'],
  ['http://localhost:3000/paid', 'http://localhost:3000/paid'],
  ['http://shop.example.com/paid', undefined],
  ['https://shop.example.com.evil.example/paid', undefined],
  ['https://shop.example.com@evil.example/paid', undefined],
  ['https://evil.example/https://shop.example.com', undefined],
  ['https://user@shop.example.com/paid', undefined],
  ['https://shop.example.com:8443/paid', undefined],
  ['https:\\\\evil.example', undefined],
  ['//shop.example.com/paid', undefined],
  ['/paid', undefined],
  ['blob:https://shop.example.com/3f', undefined],
  ['javascript:alert(1)//https://shop.example.com', undefined],
  ['data:text/html,hi', undefined],
])('a buyer returns to %s only if the store lists its origin', (text, expected) => {
  const address = readAddress(text, parseUrl(text), listed)
  expect(address instanceof Problem ? undefined : address).toBe(expected)
})
