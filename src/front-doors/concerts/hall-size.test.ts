import { expect, test } from 'vitest'
import { orThrow } from '../../kernel/problem.ts'
import { readHall } from './csv-rules.ts'
import { checkCount, HALL_SEATS_MOST } from './hall-rules.ts'

const read = (text: string) => orThrow(readHall(text))

const timed = <Answer>(work: () => Answer) => {
  const began = performance.now()
  return { answer: work(), took: performance.now() - began }
}

test('a hall of too many seats is refused before a seat is laid out', () => {
  const sections = Array.from({ length: 14 }, (_, at) => ({
    ...{ name: `${at}`, level: 'R' },
    rows: Array.from({ length: 200 }, (_, row) => ({ row: `${row}`, seats: 500 })),
  }))
  const { answer, took } = timed(() => checkCount(sections))
  expect([answer?.type, answer?.facts]).toEqual(['too-many-seats', { most: HALL_SEATS_MOST }])
  expect(took).toBeLessThan(1_000)
  expect(
    checkCount([{ ...{ name: 'A', level: 'R' }, rows: [{ row: '1', seats: HALL_SEATS_MOST }] }]),
  ).toBeUndefined()
})

test('a file of too many lines is refused before it is parsed, and so is a line that is too long', () => {
  const head = 'section,row,number,level\n'
  const lines = timed(() => readHall(head + 'A,1,1,R,,,\r\n'.repeat(330_000)))
  expect(lines.answer).toMatchObject({ type: 'too-many-seats' })
  const commas = ','.repeat(3_900_000)
  const long = timed(() => read(`${head}${commas}\nA,1,1,R`))
  expect(long.answer).toMatchObject({ seats: [{ number: 1 }], refused: [{ line: 2 }] })
  const longHead = timed(() => read(`${commas}\nA,1,1,R`))
  expect(longHead.answer).toMatchObject({ seats: [], refused: [{ line: 1 }] })
  for (const { took } of [lines, long, longHead]) expect(took).toBeLessThan(3_000)
  const full = Array.from(
    { length: HALL_SEATS_MOST },
    (_, at) => `A,${at % 100},${1 + Math.floor(at / 100)},R`,
  )
  expect(read(`${head}${full.join('\n')}\n`).seats).toHaveLength(HALL_SEATS_MOST)
})
