import { cursorParts } from '../kernel/page.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { isAlive, type Order, orderExpired, orderMissing, orderOver } from '../orders/rules.ts'
import { isCharge } from '../wallets/charge-rules.ts'

export const timeSkipped = problem('time-skipped', 'conflict', {
  ko: '서머타임이 시작되는 날이라 존재하지 않는 시간이에요.',
  en: 'Clocks go forward that day: the time does not exist.',
})

export const datePast = problem('date-past', 'invalid', {
  ko: '이미 지난 시간이에요.',
  en: 'That time has already passed.',
})
/** A date before the first, or after the last, that can be booked; each door has its type of it. */
export const dateNotOpenAs = (type: string) =>
  problem<{ firstDate: string; lastDate: string }>(type, 'invalid', {
    ko: '아직 예약을 받지 않거나 예약이 마감된 날짜예요.',
    en: 'That date is not open for booking.',
  })
export const leadTimeOver = problem<{ leadMinutes: number }>('lead-time-over', 'conflict', {
  ko: '이 시간의 예약은 마감됐어요. 더 늦은 시간을 골라 주세요.',
  en: 'It is too late to book that time. Please choose a later one.',
})

export const itemUnknown = problem('item-unknown', 'invalid', {
  ko: '여기에서는 판매하지 않아요.',
  en: 'No such thing is sold here.',
})
/** `item`: which one, from 0; `because` and `said`: the problem of its door. */
export const itemRefused = problem<{
  item: number
  because: string
  said: { readonly ko: string; readonly en: string }
}>('item-refused', 'conflict', {
  ko: '지금 예약하거나 살 수 없는 것이 포함되어 있어요.',
  en: 'One of the things cannot be bought now.',
})
/** `items`: which ones, from 0. */
export const itemsGone = problem<{ items: readonly number[] }>('items-gone', 'conflict', {
  ko: '남은 자리나 재고가 부족한 것이 포함되어 있어요.',
  en: 'Too little is left of some of the things.',
})

/** What is left of a capacity, which may be less than what was taken before it was lowered. */
export const remainingOf = (
  capacity: number,
  count: { readonly taken: number } | undefined,
): number => Math.max(0, capacity - (count?.taken ?? 0))

/** Whether an order is a booking: a calling service's counter and a charge of a wallet are not. */
export const isBooking = (order: Pick<Order, 'standing' | 'storeId'>): boolean =>
  !order.standing && !isCharge(order)

/**
 * Whether the booker may be named or corrected: while the order is ready or paid.
 * Problems in order: order-missing, order-over, order-expired.
 */
export function nameBooker(order: Order, now: Date): Order | Problem {
  if (!isBooking(order)) return orderMissing()
  if (order.status === 'canceled') return orderOver()
  if (order.status !== 'paid' && !isAlive(order, now)) return orderExpired()
  return order
}

/** A position in a list of bookings: upcoming ones by start, then past ones, latest first. */
export type Cursor =
  | { readonly part: 'upcoming'; readonly startsAt: Date | null; readonly id: string }
  | { readonly part: 'past'; readonly id: string }

interface Upcoming {
  readonly id: string
  readonly startsAt: Date | null
}

/** The order of upcoming bookings: those without a time first, then by start. */
export const bySoonest = (one: Upcoming, other: Upcoming): number =>
  (one.startsAt?.getTime() ?? Number.NEGATIVE_INFINITY) -
    (other.startsAt?.getTime() ?? Number.NEGATIVE_INFINITY) || (one.id < other.id ? -1 : 1)

/** The order of past bookings. */
export const byLatest = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id > other.id ? -1 : 1

const { uuid, milliseconds } = cursorParts
/** `upcoming.<milliseconds, or nothing>.<id>` or `past.<id>`. */
export const CURSOR_PATTERN = `(?:upcoming\\.(?:${milliseconds})?\\.|past\\.)${uuid}`

export const writeCursor = (cursor: Cursor): string =>
  cursor.part === 'past'
    ? `past.${cursor.id}`
    : `upcoming.${cursor.startsAt?.getTime() ?? ''}.${cursor.id}`

/** Parses a cursor that matches `CURSOR_PATTERN`. */
export function readCursor(text: string): Cursor {
  const [part, one = '', two = ''] = text.split('.')
  if (part === 'past') return { part, id: one }
  return { part: 'upcoming', startsAt: one ? new Date(Number(one)) : null, id: two }
}
