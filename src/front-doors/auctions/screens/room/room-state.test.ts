import { expect, test } from 'vitest'
import type { Bid, LotState } from '../lots/lot-queries.ts'
import * as room from './room-state.ts'

const state = (more: Partial<LotState>): LotState => ({
  ...{ lotId: 'lot', version: 1, stage: 'live', price: null, next: 10_000, leader: null },
  ...{ bids: 0, bidders: 0, reserve: 'none', buyNow: null },
  startsAt: '2026-11-30T10:00:00.000Z',
  endsAt: '2026-11-30T12:00:00.000Z',
  hardEndsAt: '2026-11-30T12:30:00.000Z',
  closedAt: null,
  now: '2026-11-30T11:00:00.000Z',
  ...more,
})
const bid = (number: number): Bid => ({
  ...{ number, bidder: 1, amount: number * 1_000, price: number * 1_000, leader: 1 },
  endsAt: '2026-11-30T12:00:00.000Z',
  at: '2026-11-30T11:00:00.000Z',
})
const message = (number: number): room.Message => ({
  ...{ number, from: { kind: 'viewer', number: 1 }, text: `${number}`, at: '' },
})
const frame = (more: Partial<room.Frame>): room.Frame => ({
  ...{
    state: state({}),
    viewers: 1,
    bids: [],
    messages: [],
    removed: [],
    isFrozen: false,
    ...more,
  },
})
const numbers = (list: readonly { number: number }[]) => list.map(({ number }) => number)

test.each([
  ['a later version', state({ version: 3, price: 9 }), 9],
  ['an earlier version', state({ version: 1, price: 9, now: '2026-11-30T11:59:00Z' }), 5],
  ['the same version, read later', state({ version: 2, price: 9, now: '2026-11-30T11:01:00Z' }), 9],
  [
    'the same version, read before',
    state({ version: 2, price: 9, now: '2026-11-30T10:59:00Z' }),
    5,
  ],
])('of two states, %s', (_, heard, price) => {
  const known = room.roomOf(state({ version: 2, price: 5 }))
  expect(room.withState(known, heard).lot.price).toBe(price)
})

test('bids are added without gaps, and what is missing is named', () => {
  const empty = room.roomOf(state({ bids: 3 }))
  expect(room.missingAfter(empty)).toEqual({})
  const two = room.withBids(empty, [bid(1), bid(2)])
  expect(room.missingAfter(two)).toEqual({ after: 2 })
  const skipped = room.withFrame(
    two,
    frame({ state: state({ version: 9, bids: 5 }), bids: [bid(5)] }),
  )
  expect(numbers(skipped.bids)).toEqual([1, 2])
  expect(room.missingAfter(skipped)).toEqual({ after: 2 })
  const caught = room.withBids(skipped, [bid(2), bid(3), bid(4), bid(5)])
  expect(numbers(caught.bids)).toEqual([1, 2, 3, 4, 5])
  expect(room.missingAfter(caught)).toBeUndefined()
})

test('a frame does not begin the list: the latest bids are fetched first', () => {
  const heard = room.withFrame(room.roomOf(state({})), frame({ bids: [bid(7)] }))
  expect(heard.bids).toEqual([])
})

test('messages come once, in order, and stay away once removed', () => {
  let seen = room.withMessages(room.roomOf(state({})), [message(2), message(1)])
  seen = room.withFrame(seen, frame({ messages: [message(2), message(3)], removed: [1] }))
  expect(numbers(seen.messages)).toEqual([2, 3])
  expect(numbers(room.withMessages(seen, [message(1), message(4)]).messages)).toEqual([2, 3, 4])
})

test('no more messages are kept than are shown', () => {
  const many = Array.from({ length: 250 }, (_, at) => message(at + 1))
  const { messages } = room.withMessages(room.roomOf(state({})), many)
  expect([messages.length, messages[0]?.number]).toEqual([room.MESSAGES_MOST, 51])
})

test('a message that the latest no longer have is gone; one before or after them stays', () => {
  const seen = room.withMessages(room.roomOf(state({})), [1, 2, 3, 4, 5].map(message))
  expect(numbers(room.withLatestMessages(seen, [2, 4].map(message)).messages)).toEqual([1, 2, 4, 5])
})
