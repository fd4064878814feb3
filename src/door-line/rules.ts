import type { Id } from '../kernel/id.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { later, latest } from '../kernel/time.ts'

/**
 * Parties that wait at the door of a store, today, in the order of `rankedAt`.
 *
 *            ┌── call ──▶ called ── come ──▶ seated at a booking, or came where the store has no tables
 *   waiting ─┤              └─ deadline, or passed over ─▶ waiting again, behind the others; the second time: passed
 *            └── let go ──▶ left, or removed by the store
 *
 * A deadline is a comparison: `standing` says what a ticket is at an instant. At midnight of the store the line is over.
 */
export const ticketStates = [
  'waiting',
  'called',
  'seated',
  'came',
  'left',
  'passed',
  'removed',
] as const
export type TicketState = (typeof ticketStates)[number]

/** A ticket, as the order of the line is decided. */
export interface Ticket {
  readonly id: Id<'DoorTicket'>
  readonly number: number
  readonly party: number
  readonly state: TicketState
  readonly rankedAt: Date
  readonly calls: number
  readonly callUntil: Date | null
}

/** What a store decides about its line. */
export interface Terms {
  readonly isOn: boolean
  /** How many parties wait at most. */
  readonly partiesMost: number
  /** How long a call stands. */
  readonly callMinutes: number
}

export const DEFAULT_TERMS: Terms = { isOn: false, partiesMost: 50, callMinutes: 5 }
export const PARTIES_MOST = 100
export const CALL_MINUTES_MOST = 30
export const PARTY_MOST = 30
/** Who was called so often and did not come is passed over for good. */
export const CALLS_MOST = 2

export const lineOff = problem('door-line-off', 'conflict', {
  ko: '지금은 현장 웨이팅을 받지 않아요.',
  en: 'This store takes no parties into its line now.',
})
export const lineFull = problem<{ most: number }>('door-line-full', 'conflict', {
  ko: '기다리는 손님이 많아 지금은 웨이팅을 등록할 수 없어요.',
  en: 'The line is full. Please try again later.',
})
export const phoneInLine = problem('phone-in-line', 'conflict', {
  ko: '이 전화번호로 이미 등록한 웨이팅이 있어요.',
  en: 'This phone number is in the line already.',
})
export const lineEmpty = problem('door-line-empty', 'conflict', {
  ko: '기다리는 손님이 없어요.',
  en: 'Nobody is waiting.',
})
export const ticketMissing = problem('door-ticket-missing', 'missing', {
  ko: '웨이팅을 찾을 수 없어요.',
  en: 'There is no such ticket of the line.',
})
export const ticketOver = problem<{ state: TicketState | 'over' }>('door-ticket-over', 'conflict', {
  ko: '이미 끝난 웨이팅이에요.',
  en: 'This ticket of the line is already over.',
})
export const ticketCalled = problem('door-ticket-called', 'conflict', {
  ko: '이미 입장 안내를 보낸 손님이에요.',
  en: 'This party has been called already.',
})
export const ticketNotCalled = problem('door-ticket-not-called', 'conflict', {
  ko: '아직 입장 안내를 보내지 않은 손님이에요.',
  en: 'This party has not been called yet.',
})

type Standing = Pick<Ticket, 'state' | 'calls' | 'rankedAt' | 'callUntil'>

/** What a ticket is at an instant: a call that nobody answered is over, and the party behind the others, or out. */
export function standing<Of extends Standing>(ticket: Of, now: Date): Of {
  const { state, calls, callUntil } = ticket
  if (state !== 'called' || !callUntil || callUntil > now) return ticket
  return passedOver(ticket, calls, callUntil)
}

const passedOver = <Of extends Standing>(ticket: Of, calls: number, at: Date): Of =>
  calls < CALLS_MOST
    ? { ...ticket, state: 'waiting', rankedAt: at, callUntil: null }
    : { ...ticket, state: 'passed', callUntil: null }

export const isOpen = ({ state }: Pick<Ticket, 'state'>): boolean =>
  state === 'waiting' || state === 'called'

/** Who waits, in order. */
export const lineOf = <Of extends Ticket>(tickets: readonly Of[], now: Date): Of[] =>
  tickets
    .map((ticket) => standing(ticket, now))
    .filter(({ state }) => state === 'waiting')
    .toSorted(
      (one, other) =>
        one.rankedAt.getTime() - other.rankedAt.getTime() || one.number - other.number,
    )

/** Who was called and may still come, by deadline. */
export const calledOf = <Of extends Ticket>(tickets: readonly Of[], now: Date): Of[] =>
  tickets
    .map((ticket) => standing(ticket, now))
    .filter(({ state }) => state === 'called')
    .toSorted((one, other) => Number(one.callUntil) - Number(other.callUntil))

/**
 * The rank behind all who wait. Not simply now: a transaction that began earlier may be the later one to get the line.
 */
export const behind = (tickets: readonly Ticket[], now: Date): Date =>
  latest(now, ...lineOf(tickets, now).map(({ rankedAt }) => later(rankedAt, 0.001)))

/** What a new ticket is decided on, read under the lock of the line. */
export interface JoinFacts {
  readonly terms: Terms
  readonly tickets: readonly Ticket[]
  /** Whether an open ticket has the same phone. */
  readonly hasPhone: boolean
  readonly now: Date
}

/** Whether a party may wait. Problems in order: door-line-off, phone-in-line, door-line-full. */
export function join({ terms, tickets, hasPhone, now }: JoinFacts): true | Problem {
  if (!terms.isOn) return lineOff()
  if (hasPhone) return phoneInLine()
  if (lineOf(tickets, now).length >= terms.partiesMost) return lineFull({ most: terms.partiesMost })
  return true
}

/**
 * Which ticket is called: the one that is named, else the next; a store that has turned its line off calls those who
 * wait all the same. Problems in order: of one that is named door-ticket-missing, door-ticket-called, door-ticket-over;
 * else door-line-empty.
 */
export function next<Of extends Ticket>(
  tickets: readonly Of[],
  named: Id<'DoorTicket'> | undefined,
  now: Date,
): Of | Problem {
  if (named === undefined) return lineOf(tickets, now)[0] ?? lineEmpty()
  const found = tickets.find(({ id }) => id === named)
  if (!found) return ticketMissing()
  const ticket = standing(found, now)
  if (ticket.state === 'called') return ticketCalled()
  return ticket.state === 'waiting' ? ticket : ticketOver({ state: ticket.state })
}

export const callUntil = ({ callMinutes }: Pick<Terms, 'callMinutes'>, now: Date): Date =>
  later(now, callMinutes * 60)

/**
 * What a ticket becomes when the store ends its call, or takes it off the line. Problems in order:
 * door-ticket-over, door-ticket-not-called.
 */
export function end<Of extends Standing>(
  ticket: Of,
  as: 'passed' | 'came' | 'removed' | 'left',
  at: { readonly now: Date; readonly behind: Date },
): Of | Problem {
  const is = standing(ticket, at.now)
  if (!isOpen(is)) return ticketOver({ state: is.state })
  if (as !== 'passed') return { ...is, state: as, callUntil: null }
  return is.state === 'called' ? passedOver(is, is.calls, at.behind) : ticketNotCalled()
}

/** How many calls say how fast a line moves, and how old they may be. */
export const CALLS_READ = 8
export const CALLS_LEAST = 3
export const CALLS_READ_SECONDS = 2 * 60 * 60

/**
 * About how long a party waits, in minutes: at the pace of the last calls; null while too few are known.
 *
 * @param calledAt of today, latest first
 */
export function minutesFor(ahead: number, calledAt: readonly Date[], now: Date): number | null {
  const recent = calledAt
    .filter((at) => now.getTime() - at.getTime() <= CALLS_READ_SECONDS * 1000)
    .slice(0, CALLS_READ)
  const first = recent.at(-1)
  if (!first || recent.length < CALLS_LEAST) return null
  // Until now, not until the last call: a line that has stopped is slow.
  const perParty = (now.getTime() - first.getTime()) / 60_000 / recent.length
  return Math.max(1, Math.ceil(perParty * (ahead + 1)))
}
