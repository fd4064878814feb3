import { expect, test } from 'vitest'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { postpone } from './postpone-rules.ts'
import { lineOf, type Ticket } from './rules.ts'

const now = new Date('2027-03-02T10:00:00Z')
const ticket = (number: number, more: Partial<Ticket & { postponed: number }> = {}) => ({
  ...{ id: `${number}` as Id<'DoorTicket'>, number, party: 2, state: 'waiting' as const },
  ...{ rankedAt: new Date(now.getTime() + number), calls: 0, callUntil: null, postponed: 0 },
  ...more,
})

function after(tickets: readonly ReturnType<typeof ticket>[], id: string, parties: number) {
  const ranks = postpone(tickets, { id: id as Id<'DoorTicket'>, parties }, now)
  if (ranks instanceof Problem) return ranks.type
  const rankOf = new Map(ranks.map((rank) => [rank.id, rank.rankedAt]))
  const moved = tickets.map((one) => ({ ...one, rankedAt: rankOf.get(one.id) ?? one.rankedAt }))
  return lineOf(moved, now).map(({ number }) => number)
}

const line = [1, 2, 3, 4].map((number) => ticket(number))
const called = { state: 'called', callUntil: new Date(now.getTime() + 60_000), calls: 1 } as const
const sameRank = line.map((one) => ({ ...one, rankedAt: now }))

test.each([
  ['one party goes first', line, '1', 1, [2, 1, 3, 4]],
  ['several go first', line, '2', 2, [1, 3, 4, 2]],
  ['fewer are behind than are let go', line, '3', 9, [1, 2, 4, 3]],
  ['all have the same rank', sameRank, '1', 2, [2, 3, 1, 4]],
  ['there is no such ticket', line, '9', 1, 'door-ticket-missing'],
  ['it is called', [ticket(1, called), ticket(2)], '1', 1, 'door-ticket-called'],
  ['it was done twice', [ticket(1, { postponed: 2 }), ticket(2)], '1', 1, 'door-postpones-spent'],
  ['nobody is behind', line, '4', 1, 'door-nobody-behind'],
  ['who is behind is called', [ticket(1), ticket(2, called)], '1', 1, 'door-nobody-behind'],
] as const)('%s', (_, tickets, id, parties, expected) => {
  expect(after(tickets as never, id, parties)).toEqual(expected)
})
