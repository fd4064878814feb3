import { expect, test } from 'vitest'
import { csvLines, csvRow, escapeFormula, plainText } from './csv.ts'

const linesOf = (text: string) => [...csvLines(text, 10)].filter(({ cells }) => cells.length > 0)

test.each([
  [
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    '\uFEFFa,b\nc,',
    [
      ['a', 'b'],
      ['c', ''],
    ],
  ],
  ['"a ""b""","c\r\nd"\n', [['a "b"', 'c\r\nd']]],
  ['a b"c,d', [['a b"c', 'd']]],
  ['\n\na\n', [['a']]],
  ['', []],
  ['a,', [['a', '']]],
  ['"open', [['"open']]],
])('%j is read', (text, rows) => {
  expect(linesOf(text).map(({ cells }) => cells)).toEqual(rows)
})

test('a line has the number that an editor shows', () => {
  expect(linesOf('a\n\n"b\nc"\nd').map(({ line }) => line)).toEqual([1, 3, 5])
})

test('no more is read than is asked for', () => {
  const cells = ','.repeat(8_000_000)
  expect([...csvLines(`a\nb,c,d\n${cells}`, 2)]).toEqual([
    { line: 1, cells: ['a'] },
    { line: 2, cells: ['b', 'c', 'd'] },
  ])
  const [first] = csvLines('\n'.repeat(8_000_000), 2)
  expect(first).toEqual({ line: 1, cells: [] })
})

test('a cell of any size is read, of quotes alone as well', () => {
  const [line] = csvLines(`a,"${'""'.repeat(4_000_000)}"`, 2)
  expect(line?.cells[1]).toHaveLength(4_000_000)
})

test('a formula does not begin where another program would separate', () => {
  expect(csvRow(['a;=1+1', 'a\t=1+1', 'b'])).toBe('"a;=1+1","a\t=1+1",b\r\n')
})

test('what is written is read again, a formula too', () => {
  for (const text of ['=1+1', "'a", 'a,b', '"', '-5', '', '@x', 'a\nb']) {
    const [line] = linesOf(csvRow([escapeFormula(text), 'end']))
    expect(plainText(line?.cells[0] ?? '')).toBe(text)
  }
})
