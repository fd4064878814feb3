import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { alreadyBegun, isAlive, type Order, orderMissing, orderOver } from '../../orders/rules.ts'
import { isBooking } from '../rules.ts'
import type { VisitOutcome } from '../visits/rules.ts'

/**
 * A store proposes another time for a paid booking; its guest answers.
 *
 *               ┌─ accept ───▶ accepted   the booking is at the new time
 *   proposed ───┼─ decline ──▶ declined
 *               ├─ withdraw ─▶ withdrawn  by the store, or because the booking was canceled
 *               └─ expire ───▶ expired    the order that holds the new place is dead
 *
 * The price stays: only what costs the same is proposed.
 */
export interface Move {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Move'>
  readonly orderId: Id<'Order'>
  /** The ready order that holds the new place. */
  readonly holdId: Id<'Order'>
  readonly fromPlaceId: Id<'Place'>
  readonly toPlaceId: Id<'Place'>
  /** What the store writes to the guest. */
  readonly message: string
  readonly state: 'proposed' | 'accepted' | 'declined' | 'withdrawn' | 'expired'
  /** The how-manieth change by the guest; null: the store proposed it. */
  readonly changeNumber: number | null
}

export const moveMissing = problem('move-missing', 'missing', {
  ko: '시간 변경 제안을 찾을 수 없어요.',
  en: 'There is no such proposal.',
})
export const moveNotConfirmed = problem('move-not-confirmed', 'conflict', {
  ko: '확정된 예약만 시간을 바꿀 수 있어요.',
  en: 'Only a confirmed booking can be moved.',
})
export const moveManyPlaces = problem('move-many-places', 'conflict', {
  ko: '여러 자리를 한꺼번에 예약한 건은 시간을 바꿀 수 없어요.',
  en: 'A booking of several places cannot be moved.',
})
export const moveTimeless = problem('move-timeless', 'conflict', {
  ko: '시간이 정해진 예약만 시간을 바꿀 수 있어요.',
  en: 'Only what begins at a time can be moved.',
})
export const moveVisited = problem<{ visit: VisitOutcome }>('move-visited', 'conflict', {
  ko: '방문이나 노쇼로 기록한 예약은 시간을 바꿀 수 없어요.',
  en: 'A booking that is marked as arrived or as a no-show cannot be moved.',
})
export const moveOpen = problem('move-open', 'conflict', {
  ko: '손님의 답을 기다리는 시간 변경 제안이 이미 있어요.',
  en: 'A proposal already waits for the guest’s answer.',
})
export const moveSame = problem('move-same', 'invalid', {
  ko: '지금과 같은 시간이에요.',
  en: 'That is the time it is booked for.',
})
export const movePriceDiffers = problem<{ price: number }>('move-price-differs', 'conflict', {
  ko: '가격이 같은 시간으로만 바꿀 수 있어요.',
  en: 'A booking moves only to a time of the same price.',
})
export const moveOver = problem<{ state: string }>('move-over', 'conflict', {
  ko: '이미 끝난 시간 변경 제안이에요.',
  en: 'This proposal is already over.',
})
export const moveExpired = problem('move-expired', 'gone', {
  ko: '답할 수 있는 시간이 지난 제안이에요. 예약은 원래 시간 그대로 유지돼요.',
  en: 'The time to answer has passed. The booking stays at its time.',
})

/** How long a guest may take to answer. */
export const ANSWER_SECONDS = 24 * 60 * 60
/** The hold until its proposal is written: if that never happens, the place is free again soon. */
export const CLAIM_SECONDS = 60

interface Start {
  readonly startsAt: Date | null
}

/**
 * Whether another time may be proposed for a booking.
 * Problems in order: order-missing (also when the guest left), move-not-confirmed, move-many-places,
 * move-timeless, already-begun, move-visited, move-open.
 */
export function propose(
  order: Order,
  { startsAt, visit }: Start & { readonly visit: VisitOutcome | null },
  open: { readonly hold: Order } | undefined,
  now: Date,
): Order | Problem {
  if (!isBooking(order) || order.buyerId === null) return orderMissing()
  if (order.status !== 'paid') return moveNotConfirmed()
  if (order.lines.length !== 1) return moveManyPlaces()
  if (startsAt === null) return moveTimeless()
  if (startsAt <= now) return alreadyBegun()
  if (visit) return moveVisited({ visit })
  if (open && isAlive(open.hold, now)) return moveOpen()
  return order
}

/** Until when the guest may answer: a day, but not past either start. */
export function answerBy(starts: readonly (Date | null)[], now: Date): Date {
  const ends = [later(now, ANSWER_SECONDS), ...starts.flatMap((at) => at ?? [])]
  return new Date(Math.min(...ends.map((at) => at.getTime())))
}

/**
 * Whether a guest may still answer.
 * Problems in order: move-over, move-expired, order-over, already-begun.
 */
export function answer(
  { move, order, hold }: { readonly move: Move; readonly order: Order; readonly hold: Order },
  { startsAt }: Start,
  now: Date,
): Move | Problem {
  if (move.state === 'expired') return moveExpired()
  if (move.state !== 'proposed') return moveOver({ state: move.state })
  if (order.status !== 'paid') return orderOver()
  if (!isAlive(hold, now)) return moveExpired()
  if (startsAt !== null && startsAt <= now) return alreadyBegun()
  return move
}

/** The state that every reader must see: a proposal whose hold is dead has expired. */
export const stateAt = (move: Move, hold: Order, now: Date): Move['state'] =>
  move.state === 'proposed' && !isAlive(hold, now) ? 'expired' : move.state
