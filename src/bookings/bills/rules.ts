import { type Problem, problem } from '../../kernel/problem.ts'
import { type Order, orderMissing } from '../../orders/rules.ts'
import type { PriceMeans } from '../../stores/pricing-rules.ts'
import { isBooking } from '../rules.ts'
import type { VisitOutcome } from '../visits/rules.ts'

export const BILL_MOST = 1_000_000_000

export const notArrived = problem('bill-without-visit', 'conflict', {
  ko: '방문한 손님의 예약에만 계산 금액을 입력할 수 있어요.',
  en: 'Mark the guest as arrived first, then enter the bill.',
})

/** Problems in order: order-missing, bill-without-visit. */
export function enterBill(order: Order, visit: VisitOutcome | null): Order | Problem {
  if (!isBooking(order)) return orderMissing()
  return order.status === 'paid' && visit === 'arrived' ? order : notArrived()
}

/** What is left of a bill, in minor units; at most one of the last two is more than 0. */
export interface BillSplit {
  readonly bill: number
  /** What was paid for the booking and not given back. */
  readonly paid: number
  readonly toCollect: number
  /** The deposit was more than the bill. */
  readonly toGiveBack: number
}

/** What was paid comes off the bill; where it was the price of the whole, the bill is what comes on top. */
export function splitBill(bill: number, paid: number, means: PriceMeans | null): BillSplit {
  if (means === 'whole') return { bill, paid, toCollect: bill, toGiveBack: 0 }
  return {
    bill,
    paid,
    toCollect: Math.max(0, bill - paid),
    toGiveBack: Math.max(0, paid - bill),
  }
}
