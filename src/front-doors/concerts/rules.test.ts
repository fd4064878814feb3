import { expect, test } from 'vitest'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { bestGroups, blocksOf, mostTogether } from './best-rules.ts'
import { mayBuy } from './claim-rules.ts'
import { cellsOf, readHall } from './csv-rules.ts'
import { changeHall, checkHall, layOut, mayChange, type RowDraft } from './hall-rules.ts'
import * as rules from './rules.ts'
import { seatText } from './seat-rules.ts'

/** Seats of rows by their letters: `.` is free, `x` taken, `w` a wheelchair place, `|` an aisle. */
function hallOf(...rows: readonly string[]) {
  let id = 0
  const seats: rules.Seat[] = []
  const taken = new Set<number>()
  rows.forEach((text, row) => {
    let x = 0
    let number = 0
    for (const letter of text) {
      x += letter === '|' ? 14 : 10
      if (letter === '|') continue
      id += 1
      number += 1
      if (letter === 'x') taken.add(id)
      const kind = letter === 'w' ? 'wheelchair' : 'regular'
      const level = letter === 's' ? 'S' : 'R'
      seats.push({ id, section: 'A', row: `${row + 1}`, number, x, y: row * 12, level, kind })
    }
  })
  return { seats, blocks: blocksOf(seats), isFree: ({ id: of }: rules.Seat) => !taken.has(of) }
}

test.each<[string, readonly string[], number, string | undefined, readonly number[]]>([
  ['the middle of the first row', ['..........', '..........'], 2, undefined, [5, 6]],
  ['an odd number in the middle', ['.......'], 3, undefined, [3, 4, 5]],
  [
    'the second row, nearer to the middle than the corner',
    ['..xxxxxxxx', '..........'],
    2,
    undefined,
    [15, 16],
  ],
  ['no single seat left at the end', ['.....'], 2, undefined, [1, 2]],
  ['no single seat left beside taken ones', ['x...x.....'], 2, undefined, [6, 7]],
  ['a single seat left where it cannot be otherwise', ['x...x'], 2, undefined, [2, 3]],
  ['one seat where it leaves no other alone', ['..x.x..'], 1, undefined, [4]],
  ['never across an aisle', ['...|...', '....'], 4, undefined, [7, 8, 9, 10]],
  ['never over a wheelchair place', ['.w..', '....'], 3, undefined, [5, 6, 7]],
  ['only of the level', ['....', 'ssss'], 2, 'S', [5, 6]],
  ['never of two levels', ['..ss', '....'], 3, undefined, [5, 6, 7]],
  ['nothing, when so many are not together', ['..x..', '..x..'], 3, undefined, []],
])('the best seats: %s', (_, rows, quantity, level, expected) => {
  const { blocks, isFree } = hallOf(...rows)
  const [best = []] = bestGroups(blocks, isFree, { quantity, level }, 100)
  expect(best.map(({ id }) => id)).toEqual(expected)
})

test('pairs are found until a row of an even length is full', () => {
  const { blocks, isFree } = hallOf('..........', '........')
  expect(bestGroups(blocks, isFree, { quantity: 2 }, 100)).toHaveLength(9)
  expect(bestGroups(blocks, isFree, { quantity: 2 }, 7)).toHaveLength(3)
})

test.each([
  [['..x...', '.'], undefined, 3],
  [['xxx'], undefined, 0],
  [['..ss.'], undefined, 2],
  [['..sss'], 'R', 2],
  [['...|....'], undefined, 4],
])('so many are together at most: %j', (rows, level, most) => {
  const { blocks, isFree } = hallOf(...rows)
  expect(mostTogether(blocks, isFree, level)).toBe(most)
})

const now = new Date('2026-12-01T10:00:00Z')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)
const performance = (more: Partial<rules.Performance> = {}): rules.Performance => ({
  id: 'p',
  startsAt: hours(100),
  salesFrom: hours(-1),
  salesUntil: null,
  canceledAt: null,
  ...more,
})
const code = {
  ...{ id: 'c', name: '팬클럽', usesMost: 9, performanceIds: null },
  ...{ validFrom: hours(-1), validUntil: hours(1) },
}

test.each<[string, Partial<rules.Performance>, { isGiven: boolean; code?: rules.Code }, string]>([
  ['a canceled one', { canceledAt: now }, { isGiven: false }, 'performance-canceled'],
  ['one that has begun', { startsAt: now }, { isGiven: false }, 'sales-ended'],
  ['the end of sales', { salesUntil: now }, { isGiven: false }, 'sales-ended'],
  ['before the sale', { salesFrom: hours(1) }, { isGiven: false }, 'sales-not-open'],
  ['an unknown code', { salesFrom: hours(1) }, { isGiven: true }, 'presale-code-wrong'],
  [
    'a code of tomorrow',
    { salesFrom: hours(1) },
    { isGiven: true, code: { ...code, validFrom: hours(1) } },
    'presale-code-wrong',
  ],
  [
    'a code of yesterday',
    { salesFrom: hours(1) },
    { isGiven: true, code: { ...code, validUntil: now } },
    'presale-code-wrong',
  ],
  [
    'a code for another performance',
    { salesFrom: hours(1) },
    { isGiven: true, code: { ...code, performanceIds: ['q'] } },
    'presale-code-elsewhere',
  ],
  [
    'a code for this performance',
    { salesFrom: hours(1) },
    { isGiven: true, code: { ...code, performanceIds: ['q', 'p'] } },
    '팬클럽',
  ],
  ['a valid code', { salesFrom: hours(1) }, { isGiven: true, code }, '팬클럽'],
  ['a code that is not needed', {}, { isGiven: true, code }, 'no code'],
  ['no code in the general sale', {}, { isGiven: false }, 'no code'],
])('what is sold when: %s', (_, more, given, expected) => {
  const found = rules.sellingAt(performance(more), { ...given, code: given.code }, now)
  expect(found instanceof Problem ? found.type : (found.code?.name ?? 'no code')).toBe(expected)
})

test.each<[Partial<rules.Performance>, number, boolean, rules.PerformanceStatus]>([
  [{ canceledAt: now }, 9, false, 'canceled'],
  [{ salesUntil: now }, 9, false, 'ended'],
  [{}, 0, false, 'sold-out'],
  [{}, 9, false, 'on-sale'],
  [{ salesFrom: hours(1) }, 9, true, 'presale'],
  [{ salesFrom: hours(1) }, 9, false, 'upcoming'],
])('a performance %j with %d seats (presale: %s) is %s', (more, remaining, isPresale, status) => {
  expect(rules.statusAt(performance(more), { remaining, isPresale }, now)).toBe(status)
})

test.each([
  [{ section: 'A', row: '3', number: 12 }, 'A구역 3열 12번', 'Section A, row 3, seat 12'],
  [{ section: '2층', row: '가', number: 1 }, '2층 가열 1번', 'Section 2층, row 가, seat 1'],
  [{ section: '', row: '', number: 50 }, '50번', 'Seat 50'],
])('a seat in words: %j', (words, ko, en) => {
  expect(seatText(words)).toEqual({ ko, en })
})

const seat = (seatId: number, more: object = {}) => ({
  seatId,
  seat: {
    seatId,
    section: 'A',
    row: '1',
    number: seatId,
    kind: 'regular',
    isHeldBack: false,
    ...more,
  } as const,
})
test.each([
  ['plain seats', [seat(1), seat(9)], undefined],
  ['a seat that is not there', [{ seatId: 3, seat: undefined }, seat(1)], 'seat-missing'],
  ['a seat that is not for sale', [seat(1, { isHeldBack: true })], 'seat-held-back'],
  ['a companion alone', [seat(2, { kind: 'companion' })], 'companion-without-wheelchair'],
  [
    'a companion beside a wheelchair place',
    [seat(1, { kind: 'wheelchair' }), seat(2, { kind: 'companion' })],
    undefined,
  ],
  [
    'a companion two seats away',
    [seat(1, { kind: 'wheelchair' }), seat(3, { kind: 'companion' })],
    'companion-without-wheelchair',
  ],
  [
    'a companion in another row',
    [seat(1, { kind: 'wheelchair', row: '2' }), seat(2, { kind: 'companion' })],
    'companion-without-wheelchair',
  ],
  ['a wheelchair place alone', [seat(1, { kind: 'wheelchair' })], undefined],
])('sold together or not: %s', (_, named, type) => {
  expect(mayBuy(named as Parameters<typeof mayBuy>[0])?.type).toBe(type)
})

const rowsOf = (...rows: RowDraft[]) => [{ name: 'A', level: 'R', rows }]

test('rows are laid out in the middle, with aisles', () => {
  const seats = layOut(rowsOf({ row: '1', seats: 4, gaps: [2] }, { row: '2', seats: 2, from: 11 }))
  expect(seats.map(({ number, x, y }) => [number, x, y])).toEqual([
    [1, 10, 10],
    [2, 20, 10],
    [3, 44, 10],
    [4, 54, 10],
    [11, 27, 22],
    [12, 37, 22],
  ])
})

test.each([
  ['is fine', layOut(rowsOf({ row: '1', seats: 2 })), undefined],
  [
    'with a seat twice',
    layOut(rowsOf({ row: '1', seats: 2 }, { row: '1', seats: 1 })),
    'seat-named-twice',
  ],
  ['of an unknown level', layOut(rowsOf({ row: '1', seats: 2, level: 'VIP' })), 'level-missing'],
])('a hall %s', (_, seats, type) => {
  expect(checkHall(seats, ['R'])?.type).toBe(type)
})

test('seats that stay keep their ids; what disappears or changes is touched', () => {
  const stored = layOut(rowsOf({ row: '1', seats: 3 })).map((one, at) => ({
    ...one,
    id: at + 1,
    retired: at === 2,
  }))
  const wanted = layOut(rowsOf({ row: '1', seats: 1, level: 'S' }, { row: '2', seats: 1 }))
  const change = changeHall(stored, wanted)
  expect(change.written.map(({ id, row, level }) => [id, row, level])).toEqual([
    [1, '1', 'S'],
    [4, '2', 'R'],
  ])
  expect(change.retired).toEqual([2])
  expect(change.touched.map(({ id }) => id)).toEqual([1, 2])
  expect(mayChange(change, new Set([2]))?.facts).toEqual({ seats: ['A구역 1열 2번'] })
  expect(mayChange(change, new Set([3]))).toBeUndefined()
  const revived = changeHall(stored, layOut(rowsOf({ row: '1', seats: 3 })))
  expect([revived.written.map(({ id }) => id), revived.touched]).toEqual([[3], []])
})

test.each([
  ['a,b,c', ['a', 'b', 'c']],
  [' a , "b, c" ,', ['a', 'b, c', '']],
  ['"say ""hi""",2', ['say "hi"', '2']],
  ['', ['']],
])('the cells of %j', (line, cells) => {
  expect(cellsOf(line)).toEqual(cells)
})

test('lines of a file that are no seats are refused one by one', () => {
  const { seats, refused } = orThrow(
    readHall(
      [
        '\uFEFFSection,Row,Number,Level,Kind,x,y',
        'A,1,1,R,,,',
        'A,1,2,R,wheelchair,30,10',
        'A,1,none,R',
        'A,1,0,R',
        'A,1,3,R석!',
        `${'A'.repeat(21)},1,3,R`,
        'A,1,3,R,throne',
        'A,1,3,R,regular,5',
        '',
        'A,1,1,R',
        '"B, left",1,1,R',
      ].join('\r\n'),
    ),
  )
  expect(seats.map(({ section, number, kind }) => [section, number, kind])).toEqual([
    ['A', 1, 'regular'],
    ['A', 2, 'wheelchair'],
    ['B, left', 1, 'regular'],
  ])
  expect(refused.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8, 9, 11])
  expect(orThrow(readHall('row,number\n1,1')).refused).toMatchObject([{ line: 1 }])
})
