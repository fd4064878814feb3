import type { Id } from '../kernel/id.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import {
  isOpen,
  lineOf,
  standing,
  type Ticket,
  ticketCalled,
  ticketMissing,
  ticketOver,
} from './rules.ts'

/** How often a guest may let others go first. */
export const POSTPONES_MOST = 2
/** How many parties at once. */
export const BEHIND_MOST = 10

export const postponesSpent = problem<{ most: number }>('door-postpones-spent', 'conflict', {
  ko: '순서는 두 번까지만 미룰 수 있어요.',
  en: 'You can let others go first twice at most.',
})
export const nobodyBehind = problem('door-nobody-behind', 'conflict', {
  ko: '뒤에 기다리는 손님이 없어 순서를 미룰 수 없어요.',
  en: 'Nobody waits behind you.',
})

export interface Rank {
  readonly id: Id<'DoorTicket'>
  readonly rankedAt: Date
}

interface Postponable extends Ticket {
  readonly postponed: number
}

/**
 * Puts a party that waits behind so many others, or at the end. Those go one place forward, to the ranks of who was
 * before them; only ranks that were equal get a later one. Problems in order: door-ticket-missing, door-ticket-called,
 * door-ticket-over, door-postpones-spent, door-nobody-behind.
 *
 * @returns the ranks that change
 */
export function postpone(
  tickets: readonly Postponable[],
  { id, parties }: { readonly id: Id<'DoorTicket'>; readonly parties: number },
  now: Date,
): readonly Rank[] | Problem {
  const found = tickets.find((ticket) => ticket.id === id)
  if (!found) return ticketMissing()
  const { state } = standing(found, now)
  if (state === 'called') return ticketCalled()
  if (!isOpen({ state })) return ticketOver({ state })
  if (found.postponed >= POSTPONES_MOST) return postponesSpent({ most: POSTPONES_MOST })
  const line = lineOf(tickets, now)
  const at = line.findIndex((ticket) => ticket.id === id)
  if (at === line.length - 1) return nobodyBehind()
  const to = Math.min(at + parties, line.length - 1)
  const moved = [...line.slice(0, at), ...line.slice(at + 1, to + 1), found, ...line.slice(to + 1)]
  return ranksOf(line, moved)
}

/** The ranks of a line for its new order, each later than the one before. */
function ranksOf(line: readonly Ticket[], moved: readonly Ticket[]): readonly Rank[] {
  const known = new Map(line.map(({ id, rankedAt }) => [id, rankedAt.getTime()]))
  let last = Number.NEGATIVE_INFINITY
  return moved.flatMap(({ id }, at) => {
    const own = line[at]?.rankedAt ?? new Date(last)
    const rankedAt = own.getTime() > last ? own : later(new Date(last), 0.001)
    last = rankedAt.getTime()
    return known.get(id) === last ? [] : { id, rankedAt }
  })
}
