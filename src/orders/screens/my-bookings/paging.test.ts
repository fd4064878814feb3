import { expect, test } from 'vitest'
import type { Booking, OwnBookings } from '../booking-door.ts'
import { nextPage, pageOf } from './paging.ts'

/** A door with so many bookings, two a page. */
const doorWith = (ids: readonly string[]): OwnBookings['list'] => {
  const bookings = ids.map((id) => ({ id }) as Booking)
  return async (cursor) => {
    const from = cursor ? Number(cursor) : 0
    const to = from + 2
    return {
      data: bookings.slice(from, to),
      nextCursor: to < bookings.length ? `${to}` : null,
    }
  }
}

test('doors are read page by page together, and each stops at its own end', async () => {
  const lists = [doorWith(['a', 'b', 'c']), doorWith(['1']), doorWith([])]
  const { signal } = new AbortController()
  const first = await pageOf(lists, '', signal)
  expect(first.data.map(({ id }) => id)).toEqual(['a', 'b', '1'])
  const second = await pageOf(lists, nextPage(first) ?? '', signal)
  expect(second.data.map(({ id }) => id)).toEqual(['c'])
  expect(nextPage(second)).toBe(null)
})

test('a door that cannot be read is told, not left out', async () => {
  const broken: OwnBookings['list'] = () => Promise.reject(new Error('lost'))
  const { signal } = new AbortController()
  await expect(pageOf([doorWith(['a']), broken], '', signal)).rejects.toThrow('lost')
})
