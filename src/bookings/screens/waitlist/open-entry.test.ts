import { expect, test } from 'vitest'
import { isAnotherWish, openEntryAt } from './open-entry.ts'

const two = { date: '2026-12-05', time: '19:00', party: '2' }
const entries = [
  { state: 'left' as const, store: { id: 'a' }, item: { ...two, party: '4' } },
  { state: 'waiting' as const, store: { id: 'a' }, item: two },
]

test.each([
  ['the same party', 'a', two, '2', false],
  ['a larger party', 'a', { ...two, party: '3' }, '2', true],
  ['a party in one area', 'a', { ...two, area: 'hall' }, '2', true],
  ['another time', 'a', { ...two, time: '20:00' }, undefined, undefined],
  ['another store', 'b', two, undefined, undefined],
])('who waits for two at seven and asks for %s', (_title, storeId, item, party, isAnother) => {
  const { date, time } = item
  const entry = openEntryAt(entries, { storeId, time: { date, time } })
  expect(entry?.item.party).toBe(party)
  expect(entry && isAnotherWish(entry, item)).toBe(isAnother)
})
