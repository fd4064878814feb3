import type { Id } from '../../../kernel/id.ts'
import { type Problem, problem } from '../../../kernel/problem.ts'
import { addDays, later, startOfDay, wallDate, weekdayOf } from '../../../kernel/time.ts'
import { payable } from '../../../payments/give-back-rules.ts'
import { DAY_SECONDS, type ParcelLine } from '../parcels/rules.ts'
import { next, type ReturnState } from './state-rules.ts'

export type ReturnKind = 'return' | 'exchange'

/** How goods come back: the buyer sends them, or the store has them fetched. */
export const ways = ['send', 'collect'] as const
export type Way = (typeof ways)[number]

export const reasons = [
  'change-of-mind',
  'wrong-choice',
  'defective',
  'wrong-item',
  'not-as-described',
] as const
export type Reason = (typeof reasons)[number]

/** Whether goods that come back for it can usually be sold again. */
export const isResalable = (reason: Reason): boolean => reason !== 'defective'

/** Who pays for the way back: a buyer who changes the mind, a store that is at fault. */
export const payerOf = (reason: Reason): 'buyer' | 'store' =>
  reason === 'change-of-mind' || reason === 'wrong-choice' ? 'buyer' : 'store'

/** 전자상거래법 17조 1항: seven days after the goods have arrived. */
export const WITHDRAWAL_DAYS = 7
/** 17조 3항: three months for goods unlike the offer; the 30 days from knowing cannot be known here. */
export const FAULT_MONTHS = 3
/** 18조 2항. Weekends are left out; public holidays are not known, so the alarm may come early. */
export const REFUND_BUSINESS_DAYS = 3

export const returnMissing = problem('return-missing', 'missing', {
  ko: '반품·교환 신청을 찾을 수 없어요.',
  en: 'There is no such return or exchange.',
})
export const returnRefunded = problem('return-order-refunded', 'conflict', {
  ko: '이미 취소되어 전액 환불된 주문이에요. 반품이나 교환을 신청할 수 없어요.',
  en: 'This order was canceled and refunded already: there is nothing to return or exchange.',
})
export const returnNotSent = problem('return-not-sent', 'conflict', {
  ko: '배송이 시작된 뒤에 신청할 수 있어요. 아직 포장 전이라면 주문을 취소해 주세요.',
  en: 'Goods can be returned once they were sent. What is not packed yet can be canceled.',
})
export const returnTooLate = problem<{ until: string }>('return-too-late', 'conflict', {
  ko: '반품·교환을 신청할 수 있는 기간이 지났어요.',
  en: 'The time to return or exchange these goods has passed.',
})
export const notReturnable = problem<{ placeId: string }>('not-returnable', 'conflict', {
  ko: '단순 변심으로는 반품할 수 없는 상품이 포함되어 있어요.',
  en: 'Some of these goods cannot be returned just because you changed your mind.',
})
export const tooManyReturned = problem<{ placeId: string; left: number }>(
  'too-many-returned',
  'conflict',
  {
    ko: '받은 수량보다 많이 신청할 수 없어요.',
    en: 'That is more than has arrived and was not returned yet.',
  },
)
export const exchangeUnfit = problem('exchange-unfit', 'invalid', {
  ko: '같은 상품의 같은 가격인 다른 옵션으로만 교환할 수 있어요.',
  en: 'Goods are exchanged for another option of the same product at the same price.',
})
export const exchangeSame = problem('exchange-same-option', 'invalid', {
  ko: '받은 것과 다른 옵션을 선택해 주세요. 같은 옵션은 불량이거나 잘못 배송됐을 때만 다시 받을 수 있어요.',
  en: 'Choose another option than the one you have. The same one is sent again only where the store is at fault.',
})
export const returnAddressMissing = problem('return-address-missing', 'invalid', {
  ko: '구매자가 상품을 보낼 주소를 입력해 주세요.',
  en: 'Say where the buyer sends the goods.',
})
export const exchangeFeeHowMissing = problem('exchange-fee-how-missing', 'invalid', {
  ko: '구매자가 교환 배송비를 내는 방법을 입력해 주세요.',
  en: 'Say how the buyer pays for the delivery of the exchange.',
})
export const exchangeSoldOut = problem('exchange-sold-out', 'conflict', {
  ko: '교환할 옵션이 품절됐어요. 반품으로 신청해 주세요.',
  en: 'That option is sold out. Please return the goods instead.',
})
export const returnQuoteChanged = problem<{ refund: number }>('return-quote-changed', 'conflict', {
  ko: '돌려받을 금액이 바뀌었어요. 다시 확인해 주세요.',
  en: 'What comes back has changed. Please look at it again.',
})
export const returnStateUnfit = problem<{ state: ReturnState }>('return-state-unfit', 'conflict', {
  ko: '지금은 처리할 수 없어요. 반품·교환의 진행 상태를 다시 확인해 주세요.',
  en: 'That is not possible at this point of the return or exchange.',
})

/** A line whose units may come back. */
export interface ReturnableLine {
  readonly placeId: Id<'Place'>
  /** What was sent of it, and is in no other return: a seller who does not mark it as delivered keeps nobody waiting. */
  readonly here: number
  /** When the last of those was sent; null: none was. */
  readonly sentAt: Date | null
  readonly isReturnable: boolean
}

/** Until when goods may be returned that arrived at `arrivedAt`: the end of the last day. */
export function returnableUntil(arrivedAt: Date, reason: Reason, timeZone: string): Date {
  const day = wallDate(arrivedAt, timeZone)
  // The day of arrival does not count (민법 157조).
  const last =
    payerOf(reason) === 'buyer' ? addDays(day, WITHDRAWAL_DAYS) : addMonths(day, FAULT_MONTHS)
  return startOfDay(addDays(last, 1), timeZone)
}

const addMonths = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString()

/**
 * Whether these units may be returned for this reason.
 * Problems in order: return-not-sent, too-many-returned, not-returnable, return-too-late.
 *
 * @param allArrivedAt when the last part of the order arrived: the time runs from then. Undefined: some
 *   is on its way
 */
export function request(
  lines: readonly ReturnableLine[],
  asked: readonly ParcelLine[],
  { reason, allArrivedAt, timeZone }: RequestFacts,
  now: Date,
): Problem | undefined {
  for (const { placeId, quantity } of asked) {
    const line = lines.find((one) => one.placeId === placeId)
    if (!line?.sentAt) return returnNotSent()
    if (quantity > line.here) return tooManyReturned({ placeId, left: line.here })
    if (payerOf(reason) === 'buyer' && !line.isReturnable) return notReturnable({ placeId })
  }
  if (!allArrivedAt) return undefined
  const until = returnableUntil(allArrivedAt, reason, timeZone)
  return now < until ? undefined : returnTooLate({ until: until.toISOString() })
}

export interface RequestFacts {
  readonly reason: Reason
  readonly allArrivedAt: Date | undefined
  readonly timeZone: string
}

/** What delivery has cost, and costs. */
export interface DeliveryTerms {
  /** What the buyer paid for the way there, which was not given back yet. */
  readonly feeLeft: number
  /** What that would have cost, had it not been free from an amount. */
  readonly waived: number
  /** The amount from which it was free; null: it was not free because of that. */
  readonly freeFrom: number | null
  /** Of one parcel back. */
  readonly returnFee: number
}

/** What the units of a return are worth, and what is left of the order. */
export interface ReturnWorth {
  /** Of the returned units, after discounts. */
  readonly goods: number
  /**
   * At list prices, of all but what the buyer no longer wanted: the free delivery depends on it. Goods with
   * a fault count as kept, so that it does not matter which of several returns is completed first.
   */
  readonly listKept: number
  /** Nothing of the order is kept. */
  readonly isAll: boolean
  /** Some of it came back because the buyer no longer wanted it. */
  readonly isMinded: boolean
  /** Kept for the way there by earlier returns. */
  readonly firstLegBefore: number
}

export interface ReturnQuote {
  readonly goods: number
  /** The fee for the way there, which comes back where the store is at fault and all goes back. */
  readonly fee: number
  /** Kept for the way back. */
  readonly returnFee: number
  /** Kept for the way there, which was free for more than is left. */
  readonly firstLeg: number
  /** What the store had refunded already without naming goods, as far as it is not held any more. */
  readonly refundedBefore: number
  readonly refund: number
}

/** What comes back, told before the request, where nothing was refunded besides. Never below zero. */
export function quoteReturn(
  { goods, listKept, isAll, isMinded, firstLegBefore }: ReturnWorth,
  terms: DeliveryTerms,
  reason: Reason,
): Omit<ReturnQuote, 'refundedBefore'> {
  if (payerOf(reason) === 'store') {
    const fee = isAll && !isMinded ? terms.feeLeft : 0
    return { goods, fee, returnFee: 0, firstLeg: 0, refund: goods + fee }
  }
  const fallsBelow = terms.freeFrom !== null && listKept < terms.freeFrom
  const owed = fallsBelow ? Math.max(0, terms.waived - firstLegBefore) : 0
  const returnFee = Math.min(terms.returnFee, goods)
  const firstLeg = Math.min(owed, goods - returnFee)
  return { goods, fee: 0, returnFee, firstLeg, refund: goods - returnFee - firstLeg }
}

/**
 * No more comes back than the store still holds, by the rule that pays it.
 *
 * @param held in minor units, after what is given back before it
 * @param isLast nothing else of the order is left, so that its fee is settled
 */
export function capped(
  quote: Omit<ReturnQuote, 'refundedBefore'>,
  { held, feeLeft, isLast }: { held: number; feeLeft: number; isLast: boolean },
): ReturnQuote {
  const { goods: worth, fee: feeWanted, returnFee, firstLeg } = quote
  const fee = isLast ? feeLeft : feeWanted
  const { refund } = payable({ worth, fee, feeWanted, kept: returnFee + firstLeg }, held)
  return { ...quote, refund, refundedBefore: quote.refund - refund }
}

/** Of an exchange nothing comes back; what the ways cost is told, and paid to the store apart. */
export const quoteExchange = (terms: Pick<DeliveryTerms, 'returnFee'>, reason: Reason) => ({
  ...{ goods: 0, fee: 0, firstLeg: 0, refundedBefore: 0, refund: 0 },
  returnFee: payerOf(reason) === 'buyer' ? 2 * terms.returnFee : 0,
})

/** Problem: return-state-unfit. */
export const move = (state: ReturnState, to: ReturnState): ReturnState | Problem =>
  next[state].includes(to) ? to : returnStateUnfit({ state })

/** What a seller says when approving a return. */
export interface Approval {
  readonly way: Way
  /** Where the buyer sends the goods. */
  readonly sendTo: string
  /** How the buyer pays for the ways of an exchange. */
  readonly feeHow: string
}

/** What the buyer is told with the approval. Problems in order: return-address-missing, exchange-fee-how-missing. */
export function approved(
  { kind, returnFee }: { readonly kind: ReturnKind; readonly returnFee: number },
  approval: Approval,
) {
  const [sendTo, feeHow] = [approval.sendTo.trim(), approval.feeHow.trim()]
  if (approval.way === 'send' && sendTo === '') return returnAddressMissing()
  const isFeeDue = kind === 'exchange' && returnFee > 0
  if (isFeeDue && feeHow === '') return exchangeFeeHowMissing()
  return {
    way: approval.way,
    sendTo: approval.way === 'send' ? sendTo : null,
    feeHow: isFeeDue ? feeHow : null,
  }
}

/** The end of the third business day after the goods have come back. */
export function refundDueAt(collectedAt: Date, timeZone: string): Date {
  let day = wallDate(collectedAt, timeZone)
  for (let left = REFUND_BUSINESS_DAYS; left > 0; ) {
    day = addDays(day, 1)
    if (weekdayOf(day) <= 5) left -= 1
  }
  return startOfDay(addDays(day, 1), timeZone)
}

/** The alarm on the desk begins a day before. */
export const isRefundDueSoon = (dueAt: Date, now: Date): boolean => later(now, DAY_SECONDS) >= dueAt
