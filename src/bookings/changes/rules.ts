import { type Problem, problem } from '../../kernel/problem.ts'
import { alreadyBegun, type Order, orderMissing } from '../../orders/rules.ts'
import { moveManyPlaces, moveNotConfirmed, moveVisited } from '../moves/rules.ts'
import { isBooking } from '../rules.ts'
import type { VisitOutcome } from '../visits/rules.ts'

/** How often a guest may change the time of one booking. */
export const CHANGES_MOST = 3

export const changeOff = problem('change-off', 'conflict', {
  ko: '온라인으로 시간을 바꿀 수 없는 예약이에요. 가게에 문의해 주세요.',
  en: 'The time of this booking cannot be changed online. Please ask the store.',
})
export const changeTooLate = problem('change-too-late', 'conflict', {
  ko: '무료로 취소할 수 있는 기간이 지나 시간을 바꿀 수 없어요.',
  en: 'Its time can be changed only while canceling is free.',
})
export const changesSpent = problem<{ most: number }>('changes-spent', 'conflict', {
  ko: '한 예약의 시간은 세 번까지만 바꿀 수 있어요.',
  en: 'The time of a booking can be changed three times at most.',
})
export const changeAfterProposal = problem('change-after-proposal', 'conflict', {
  ko: '가게에서 제안한 시간이 있어요. 먼저 그 제안에 답해 주세요.',
  en: 'The store proposes another time. Please answer that first.',
})
export const changedMeanwhile = problem('changed-meanwhile', 'conflict', {
  ko: '그사이 예약이 바뀌었어요. 내용을 다시 확인해 주세요.',
  en: 'The booking has changed meanwhile. Please look at it again.',
})

/** Whether these doors have times to change to: admission moves nobody, its tickets are out. */
export const isOffered = (
  doors: readonly { readonly offeredTimes?: unknown; readonly tickets?: unknown }[],
): boolean => doors.some((door) => door.offeredTimes) && !doors.some((door) => door.tickets)

export interface Facts {
  readonly startsAt: Date | null
  readonly visit: VisitOutcome | null
  /** The store lets its guests change, and the front door that sold it can. */
  readonly isAllowed: boolean
  /** How often the guest has changed it. */
  readonly changes: number
  /** What the store would keep if it were canceled now, in minor units. */
  readonly kept: number
  /** A proposal of the store waits for the guest's answer. */
  readonly isProposed: boolean
  /** The door that sold it changes lines that go along with one. Default: no. */
  readonly goesAlong?: boolean
}

/**
 * Whether the guest of a booking may choose another time now.
 * Problems in order: order-missing, move-not-confirmed, move-many-places, already-begun, move-visited,
 * change-off, changes-spent, change-after-proposal, change-too-late.
 */
export function change(order: Order, facts: Facts, now: Date): Order | Problem {
  const { startsAt, visit } = facts
  if (!isBooking(order) || order.buyerId === null) return orderMissing()
  if (order.status !== 'paid') return moveNotConfirmed()
  const seen = order.lines.filter(({ isAside }) => !isAside)
  if (seen.length !== 1 || (order.lines.length > 1 && !facts.goesAlong)) return moveManyPlaces()
  if (startsAt !== null && startsAt <= now) return alreadyBegun()
  if (visit) return moveVisited({ visit })
  if (startsAt === null || !facts.isAllowed) return changeOff()
  if (facts.changes >= CHANGES_MOST) return changesSpent({ most: CHANGES_MOST })
  if (facts.isProposed) return changeAfterProposal()
  if (facts.kept > 0) return changeTooLate()
  return order
}
