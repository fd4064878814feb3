import { expect, test } from 'vitest'
import { layOut } from '../../hall-rules.ts'
import { drawn } from '../owner/draft.ts'
import { at, type Hall, hallOf, seatAt } from './hall.ts'
import { seatBeside, seatNear } from './map/move.ts'
import { fitScale, fitted, toHall, toScreen, within, worldOf, zoomed } from './map/view.ts'
import { bytesOf, changed, goneOf, isGone } from './states.ts'

const levels = [
  { code: 'R', name: 'R석', price: 50_000 },
  { code: 'S', name: 'S석', price: 30_000 },
]

/** Two sections: A with rows of 3 and 4 seats, B with a row of 2 of the other level. */
const hall: Hall = drawn(
  {
    name: '작은 극장',
    sections: [
      {
        name: 'A',
        level: 'R',
        rows: [
          { row: '1', seats: 3 },
          { row: '2', seats: 4, from: 5, wheelchair: [5] },
        ],
      },
      { name: 'B', level: 'S', rows: [{ row: '1', seats: 2 }] },
    ],
  },
  levels,
  'KRW',
)

test('a seat map in columns of differences is read into seats, rows and sections', () => {
  expect(hall.size).toBe(9)
  expect(hall.pitch).toBe(10)
  expect(
    hall.sections.map(({ name, rows }) => [name, rows.map((row) => row.to - row.from)]),
  ).toEqual([
    ['A', [3, 4]],
    ['B', [2]],
  ])
  expect(seatAt(hall, 3)).toEqual({
    ...{ section: 'A', row: '2', number: 5, kind: 'wheelchair' },
    level: levels[0],
  })
  expect(seatAt(hall, 8)).toMatchObject({ section: 'B', number: 2, level: levels[1] })
})

test('rows of the same name in two sections are two rows', () => {
  expect(at(hall.sectionOf, 7)).toBe(1)
  expect(at(hall.rowOf, 7)).toBe(0)
})

test('a map without seats is a map', () => {
  const columns = { id: [], section: [], row: [], number: [], x: [], y: [], level: [], kind: [] }
  const empty = hallOf({
    ...{ version: 1, hall: '', currency: 'KRW', levels: [], sections: [], rows: [], kinds: [] },
    seats: columns,
  })
  expect(empty.size).toBe(0)
  expect(fitScale(empty, { width: 300, height: 300 })).toBeGreaterThan(0)
})

test('bits say which seats are gone, lowest bit first', () => {
  const states = {
    ...{ version: 1, remaining: 7 },
    taken: bytesOf(btoa(String.fromCharCode(0b101))),
    heldBack: bytesOf(btoa(String.fromCharCode(0, 1))),
  }
  expect([1, 2, 3, 9, 10].filter((id) => isGone(states, id))).toEqual([1, 3, 9])
  expect([...goneOf(hall, states)]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1])
})

test('news change the bits and the count; the same again changes nothing', () => {
  const empty = new Uint8Array(1)
  const before = { version: 1, remaining: 9, taken: empty, heldBack: Uint8Array.of(0b10) }
  const after = changed(before, { taken: [1, 20], free: [] })
  expect([1, 20].every((id) => isGone(after, id))).toBe(true)
  expect(after.remaining).toBe(7)
  expect(changed(after, { taken: [1], free: [] }).remaining).toBe(7)
  expect(changed(after, { taken: [2], free: [20] }).remaining).toBe(8) // 2 was not for sale
  expect(isGone(before, 1)).toBe(false) // what was shown before is not touched
})

const frame = { width: 400, height: 300 }

test('the whole hall fits, and a view never leaves it', () => {
  const view = fitted(hall, frame)
  const world = worldOf(hall)
  const corner = toScreen(view, { x: world.left, y: world.top })
  expect(corner.x).toBeGreaterThanOrEqual(-0.001)
  expect(corner.y).toBeGreaterThanOrEqual(-0.001)
  const away = within({ scale: view.scale * 2, x: 10_000, y: 10_000 }, hall, frame)
  const middle = toHall(away, { x: frame.width / 2, y: frame.height / 2 })
  expect(middle.x).toBeGreaterThan(world.left)
  expect(middle.x).toBeLessThan(world.right)
  expect(within({ ...view, scale: 0.0001 }, hall, frame).scale).toBeCloseTo(view.scale)
})

test('zooming keeps what is under the finger', () => {
  const view = fitted(hall, frame)
  const point = { x: 120, y: 90 }
  const before = toHall(view, point)
  const after = toHall(zoomed(view, view.scale * 3, point), point)
  expect(after.x).toBeCloseTo(before.x)
  expect(after.y).toBeCloseTo(before.y)
})

test('arrows stay in the row, and go to the nearest seat of the next one', () => {
  expect(seatBeside(hall, 0, 'ArrowRight')).toBe(1)
  expect(seatBeside(hall, 2, 'ArrowRight')).toBeUndefined()
  expect([3, 4, 5, 6]).toContain(seatBeside(hall, 1, 'ArrowDown'))
  expect(seatBeside(hall, 0, 'Tab')).toBeUndefined()
  expect(seatNear(hall, { x: at(hall.x, 4) + 2, y: at(hall.y, 4) - 3 })).toBe(4)
  expect(seatNear(hall, { x: -500, y: 0 })).toBeUndefined()
})

test('the drawing of a draft is what the server lays out', () => {
  const sections = [{ name: 'A', level: 'R', rows: [{ row: '1', seats: 4, gaps: [2] }] }]
  const placed = layOut(sections)
  const map = drawn({ name: '', sections }, levels, 'KRW')
  expect([...map.x]).toEqual(placed.map(({ x }) => x))
})
