import { type Problem, problem } from '../../kernel/problem.ts'
import { dayOf, wallDate } from '../../kernel/time.ts'
import { type Order, orderMissing } from '../../orders/rules.ts'
import { isBooking } from '../rules.ts'

/** Whether the guest came. */
export type VisitOutcome = 'arrived' | 'no-show'
export const visitOutcomes = ['arrived', 'no-show'] as const satisfies readonly VisitOutcome[]

export const notConfirmed = problem('booking-not-confirmed', 'conflict', {
  ko: '확정된 예약만 방문 여부를 기록할 수 있어요.',
  en: 'Only a confirmed booking can be marked as arrived or as a no-show.',
})
export const visitTooEarly = problem<{ from: string }>('visit-too-early', 'conflict', {
  ko: '방문은 예약일부터, 노쇼는 예약 시간부터 기록할 수 있어요.',
  en: 'Mark a guest as arrived from the day of the booking on, and as a no-show from its start on.',
})
export const guestLeft = problem('guest-left', 'conflict', {
  ko: '탈퇴한 손님의 예약에는 메모를 남길 수 없어요.',
  en: 'The guest has deleted their account, so no note can be kept on this booking.',
})

/**
 * Whether a booking may be marked: as arrived from its day on, because guests come early, and as a
 * no-show from its start on.
 * Problems in order: order-missing, booking-not-confirmed, visit-too-early.
 */
export function mark(
  order: Order,
  outcome: VisitOutcome,
  { startsAt, timeZone }: { readonly startsAt: Date | null; readonly timeZone: string },
  now: Date,
): VisitOutcome | Problem {
  if (!isBooking(order)) return orderMissing()
  if (order.status !== 'paid') return notConfirmed()
  return startsAt === null ? outcome : markAt(outcome, { startsAt, timeZone }, now)
}

interface Start {
  readonly startsAt: Date
  readonly timeZone: string
}

/** Problem: visit-too-early. */
export function markAt(outcome: VisitOutcome, start: Start, now: Date): VisitOutcome | Problem {
  const from = markedFrom(outcome, start)
  return now < from ? visitTooEarly({ from: from.toISOString() }) : outcome
}

const markedFrom = (outcome: VisitOutcome, { startsAt, timeZone }: Start): Date =>
  outcome === 'no-show' ? startsAt : dayOf(wallDate(startsAt, timeZone), timeZone).begins

/** The marks that a confirmed booking can get by `now`. */
export const marksAt = (start: Start, now: Date): VisitOutcome[] =>
  (['arrived', 'no-show'] as const).filter((outcome) => markedFrom(outcome, start) <= now)

/**
 * Whether a note may be written: it is removed with the guest's account, and so needs one.
 * Problems in order: order-missing, guest-left.
 */
export function note(order: Order): Order | Problem {
  if (!isBooking(order)) return orderMissing()
  return order.buyerId === null ? guestLeft() : order
}
