import { expect, test } from 'vitest'
import type { Problem } from '../kernel/problem.ts'
import { DEFAULT_TERMS, join, keptFor, offerSeconds, servedBy, WAITING_MOST } from './rules.ts'

const line = (...quantities: readonly number[]) =>
  quantities.map((quantity, at) => ({ id: `${at}`, quantity }))

test.each([
  { quantities: [], units: 3, kept: 0, served: [] },
  { quantities: [1, 1, 1], units: 2, kept: 2, served: [1, 1] },
  { quantities: [4, 1, 2], units: 3, kept: 3, served: [1, 2] },
  { quantities: [4, 3], units: 2, kept: 0, served: [] },
  { quantities: [2], units: -1, kept: 0, served: [] },
])('of $units free units $quantities keep $kept, each all or nothing', (row) => {
  expect(keptFor(line(...row.quantities), row.units)).toBe(row.kept)
  const served = servedBy(line(...row.quantities), row.units)
  expect(served.map(({ quantity }) => quantity)).toEqual(row.served)
})

test('an entry is kept waiting by those before it only', () => {
  const waiting = line(2, 4, 1)
  expect(['0', '1', '2'].map((id) => keptFor(waiting, 3, id))).toEqual([0, 2, 2])
})

const facts = { terms: DEFAULT_TERMS, capacity: 4, available: 0, waiting: 0, slots: [] }

test.each([
  { it: 'the list is off', more: { terms: { ...DEFAULT_TERMS, isOn: false } }, is: 'waitlist-off' },
  { it: 'it never has that many', more: { capacity: 1 }, is: 'waitlist-too-large' },
  { it: 'there are as many left', more: { available: 2 }, is: 'still-free' },
  { it: 'the list is full', more: { waiting: WAITING_MOST }, is: 'waitlist-full' },
  { it: 'the guest waits enough', more: { slots: [1, 2, 3] }, is: 'too-many-waitlist-entries' },
])('nobody joins when $it', ({ more, is }) => {
  expect((join({ ...facts, ...more }, 2) as Problem).type).toBe(is)
})

test('who joins gets the first slot that is free', () => {
  expect(join({ ...facts, slots: [1, 3] }, 2)).toBe(2)
  expect(join({ ...facts, available: 1 }, 2)).toBe(1)
})

test('an offer stands as long as the store says, and not past the start', () => {
  const now = new Date('2027-03-01T10:00:00Z')
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
  expect(offerSeconds({ offerMinutes: 30 }, at(600), now)).toBe(1_800)
  expect(offerSeconds({ offerMinutes: 30 }, at(5), now)).toBe(300)
})
