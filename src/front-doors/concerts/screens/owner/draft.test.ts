import { expect, test } from 'vitest'
import { draftOf, drawn, type HallDraft, numbersOf, wouldMove } from './draft.ts'
import { barsOf } from './sales-bars.ts'

const levels = [
  { code: 'R', name: 'R석', price: 50_000 },
  { code: 'S', name: 'S석', price: 30_000 },
]
const draft: HallDraft = {
  name: '극장',
  sections: [
    {
      name: '1층',
      level: 'R',
      rows: [
        { row: '1', seats: 6, from: 1, gaps: [3] },
        { row: '2', seats: 4, from: 11, level: 'S', wheelchair: [11], companion: [12] },
      ],
    },
  ],
}

test('a hall that rows and sections say is drawn, read back and drawn the same', () => {
  const hall = drawn(draft, levels, 'KRW')
  const again = draftOf(hall)
  expect(again.sections[0]?.rows).toEqual(draft.sections[0]?.rows)
  expect(wouldMove(hall)).toBe(false)
})

test('a hall whose seats stand freely would be moved', () => {
  const hall = drawn(draft, levels, 'KRW')
  const bent = { ...hall, y: hall.y.map((y, seat) => y + seat) }
  expect(wouldMove(bent)).toBe(true)
})

test.each([
  ['5, 15', [5, 15]],
  ['5 15', [5, 15]],
  ['', []],
  ['5, x', undefined],
])('%s is read as numbers of seats', (typed, numbers) => {
  expect(numbersOf(typed)).toEqual(numbers)
})

test('sales are counted by day of the hall, and by hour of a single day', () => {
  const hours = [
    { at: '2026-12-01T15:00:00.000Z', level: 'R', seats: 2, amount: 100_000 }, // midnight in Seoul
    { at: '2026-12-01T14:00:00.000Z', level: 'S', seats: 1, amount: 30_000 },
  ]
  const span = { timeZone: 'Asia/Seoul', levels: ['R', 'S'] }
  const days = barsOf(hours, { ...span, from: '2026-11-30', to: '2026-12-02' })
  expect(days.map(({ at, seats }) => [at, seats])).toEqual([
    ['2026-11-30', [0, 0]],
    ['2026-12-01', [0, 1]],
    ['2026-12-02', [2, 0]],
  ])
  const day = barsOf(hours.slice(0, 1), { ...span, from: '2026-12-02', to: '2026-12-02' })
  expect(day).toHaveLength(24)
  expect(day[0]).toEqual({ at: '00:00', seats: [2, 0], total: 2 })
})
