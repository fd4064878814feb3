import type { Id } from '../kernel/id.ts'
import { type Problem, problem } from '../kernel/problem.ts'

/**
 * Who waits for units of a place that was sold out, in the order of `rankedAt`.
 *
 *                        ┌─ pay ──────▶ accepted
 *   waiting ── offer ──▶ offered ── decline ──▶ declined
 *      ▲  └─ leave ─▶ left   └─ deadline ─▶ waiting again, behind the others; the second time: dropped
 *
 * An offer is a ready order of the one who waits. Once the time has begun, an entry is over for every reader.
 */
export const entryStates = [
  'waiting',
  'offered',
  'accepted',
  'declined',
  'left',
  'dropped',
] as const
export type EntryState = (typeof entryStates)[number]

/** An entry that waits, as the claims of its place see it. */
export interface Waiting {
  readonly id: Id<'WaitlistEntry'>
  readonly placeId: Id<'Place'>
  readonly buyerId: Id<'Account'>
  readonly quantity: number
}

/** What a store decides about its waitlist. */
export interface Terms {
  readonly isOn: boolean
  /** How long an offer stands. */
  readonly offerMinutes: number
  /** How many open entries a guest may have at the store. */
  readonly entriesPerGuest: number
}

export const DEFAULT_TERMS: Terms = { isOn: true, offerMinutes: 30, entriesPerGuest: 3 }
export const OFFER_MINUTES = { least: 10, most: 120 } as const
export const ENTRIES_MOST = 10
/** How many wait for one place at most. */
export const WAITING_MOST = 100
export const QUANTITY_MOST = 100
/** A guest who let so many offers pass is taken off. */
export const LAPSES_MOST = 2

export const waitlistOff = problem('waitlist-off', 'conflict', {
  ko: '이 매장은 빈자리 알림을 받지 않아요.',
  en: 'This store keeps no waitlist.',
})
export const stillFree = problem<{ available: number }>('still-free', 'conflict', {
  ko: '아직 남은 자리가 있어요. 바로 예약해 주세요.',
  en: 'There are places left. Book now instead.',
})
export const waitlistFull = problem<{ most: number }>('waitlist-full', 'conflict', {
  ko: '이 시간을 기다리는 분이 너무 많아 더 신청할 수 없어요.',
  en: 'Too many people wait for this time already.',
})
export const waitlistTooLarge = problem<{ most: number }>('waitlist-too-large', 'invalid', {
  ko: '이 시간에는 그만큼의 자리가 없어요. 수를 줄여 주세요.',
  en: 'This time never has that many places. Please ask for fewer.',
})
export const tooManyEntries = problem<{ most: number }>('too-many-waitlist-entries', 'conflict', {
  ko: '이 매장에서 신청할 수 있는 빈자리 알림 수를 넘었어요. 다른 알림을 취소하고 다시 신청해 주세요.',
  en: 'You wait for as many times as this store allows. Leave one of them first.',
})
export const waiterUnreachable = problem('waitlist-unreachable', 'conflict', {
  ko: '빈자리가 나면 알려 드릴 이메일 주소를 먼저 입력해 주세요.',
  en: 'Leave an e-mail address first, where we can tell you that a place came free.',
})
export const entryMissing = problem('waitlist-entry-missing', 'missing', {
  ko: '빈자리 알림 신청을 찾을 수 없어요.',
  en: 'There is no such entry on the waitlist.',
})
export const entryOver = problem<{ state: EntryState }>('waitlist-entry-over', 'conflict', {
  ko: '이미 끝난 빈자리 알림이에요.',
  en: 'This entry on the waitlist is already over.',
})

/**
 * How many of the units that are free at a place stay with those who wait for it: each in order gets all that
 * they wait for, or nothing, so that nobody waits for what only a larger party could not use.
 *
 * @param waiting in order
 * @param before only those before this entry
 */
export function keptFor(
  waiting: readonly Pick<Waiting, 'id' | 'quantity'>[],
  units: number,
  before?: Id<'WaitlistEntry'>,
): number {
  let kept = 0
  for (const { id, quantity } of waiting) {
    if (id === before) break
    if (quantity <= units - kept) kept += quantity
  }
  return kept
}

/** Those of a line who get what they wait for out of so many free units, in order. */
export function servedBy<Entry extends Pick<Waiting, 'quantity'>>(
  waiting: readonly Entry[],
  units: number,
): Entry[] {
  let left = units
  return waiting.filter(({ quantity }) => {
    if (quantity > left) return false
    left -= quantity
    return true
  })
}

/** What a join is decided on, read under the lock of the place. */
export interface JoinFacts {
  readonly terms: Terms
  /** How many of it the store sells. */
  readonly capacity: number
  /** How many can be booked now, beside what stays with those who wait. */
  readonly available: number
  readonly waiting: number
  /** Slots of the guest's open entries at the store. */
  readonly slots: readonly number[]
}

/**
 * Whether a guest may wait, and in which of their slots. Problems in order: waitlist-off,
 * waitlist-too-large, still-free, waitlist-full, too-many-waitlist-entries.
 */
export function join(facts: JoinFacts, quantity: number): number | Problem {
  const { terms, capacity, available, waiting, slots } = facts
  if (!terms.isOn) return waitlistOff()
  if (quantity > capacity) return waitlistTooLarge({ most: Math.max(0, capacity) })
  if (quantity <= available) return stillFree({ available })
  if (waiting >= WAITING_MOST) return waitlistFull({ most: WAITING_MOST })
  const most = terms.entriesPerGuest
  const free = Array.from({ length: most }, (_, at) => at + 1).find((slot) => !slots.includes(slot))
  if (slots.length >= most || free === undefined) return tooManyEntries({ most })
  return free
}

/** Until when an offer stands, in seconds: not past the start. */
export const offerSeconds = (
  { offerMinutes }: Pick<Terms, 'offerMinutes'>,
  startsAt: Date,
  now: Date,
): number => Math.min(offerMinutes * 60, Math.floor((startsAt.getTime() - now.getTime()) / 1000))

/** `김**`: enough to know again who said their name; null where there is none. */
export function initialOf(name: string): string | null {
  const [first] = name.trim()
  return first === undefined ? null : `${first}**`
}
