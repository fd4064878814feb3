import type { Id } from '../kernel/id.ts'
import type { Currency, Money } from '../kernel/money.ts'
import { type Problem, problem } from '../kernel/problem.ts'

/**
 * Orders: a buyer's claim on places, with a deadline.
 *
 *           ┌─ pay ─────▶ paid ──── cancel ─▶ canceled
 *   ready ──┼─ cancel ──▶ canceled
 *           └─ expire ──▶ failed ── pay late, places taken again ─▶ paid
 *
 * A ready order is the hold. Past `expiresAt` it is dead for every reader and every transition,
 * whether or not the sweep has marked it; only a payment in settlement (`pinnedAt`) keeps it alive.
 */
export interface Order {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Order'>
  readonly number: string
  readonly buyerId: Id<'Account'> | null
  readonly title: string
  readonly status: 'ready' | 'paid' | 'failed' | 'canceled'
  readonly failure: 'expired' | null
  /** The net of its lines and the fee, in minor units. */
  readonly amount: number
  /** For delivery; part of the amount. */
  readonly fee: number
  readonly currency: Currency
  readonly createdAt: Date
  readonly expiresAt: Date
  /** Until when it is held once a payment is started, where its store asks to pay at once. */
  readonly startedUntil?: Date | null
  readonly pinnedAt: Date | null
  readonly paidAt: Date | null
  readonly canceledAt: Date | null
  /** A counter of what a calling service has taken of one place (standing.ts). */
  readonly standing: boolean
  /** It may not be paid before its booker is named. */
  readonly asksBooker: boolean
  readonly lines: readonly OrderLine[]
}

export interface OrderLine {
  readonly placeId: Id<'Place'>
  readonly quantity: number
  /** Minor units; fixed by the claim, as are discount and tax. */
  readonly unitPrice: number
  /** Of all units together, in minor units. */
  readonly discount: number
  readonly taxFree: boolean
  /** It goes along with the others, as a coupon does, and is given back with the last of them. */
  readonly isAside: boolean
  /** Known while it is written; where it is read, lines are sorted by it. */
  readonly position?: number
  /** How many of its units the buyer was paid back for. */
  readonly givenBack: number
}

export const orderMissing = problem('order-missing', 'missing', {
  ko: '주문을 찾을 수 없어요.',
  en: 'There is no such order.',
})
export const notYours = problem('not-yours', 'forbidden', {
  ko: '다른 사람의 예약이에요.',
  en: 'This booking is somebody else’s.',
})
export const storeClosed = problem('store-closed', 'conflict', {
  ko: '지금은 예약을 받지 않고 있어요.',
  en: 'Nothing can be booked here at the moment.',
})
export const placeNamedTwice = problem('place-named-twice', 'invalid', {
  ko: '같은 자리를 두 번 선택했어요.',
  en: 'The same place is named twice.',
})
export const tooManyPlaces = problem<{ most: number }>('too-many-places', 'invalid', {
  ko: '한 번에 예약할 수 있는 자리 수를 넘었어요.',
  en: 'That is more places than one order may hold here.',
})
export const alreadyYours = problem<{ orderId: string }>('already-yours', 'conflict', {
  ko: '이미 예약 중인 자리가 포함되어 있어요.',
  en: 'One of these places is already yours in another order.',
})
export const tooManyReadyOrders = problem<{
  most: number
  detail: { ko: string; en: string }
}>('too-many-ready-orders', 'conflict', {
  ko: '결제하지 않은 예약이 많아 더 예약할 수 없어요.',
  en: 'You have too many unpaid orders here.',
})
/** The same with the number, and what to do whatever they are. */
export const beyondReadyOrders = (most: number): Problem =>
  tooManyReadyOrders({
    most,
    detail: {
      ko: `이 매장에서 결제하지 않은 예약은 ${most}건까지만 둘 수 있어요. 아래에서 하나를 결제하거나 그만둔 뒤 다시 시도해 주세요.`,
      en: `At most ${most} may be unpaid at this store. Pay for one or give it up, then try again.`,
    },
  })
export const soldOut = problem<{ available: number }>('sold-out', 'conflict', {
  ko: '남은 자리가 없어요.',
  en: 'Fewer places are left than you asked for.',
})
export const priceChanged = problem<{ placeId?: string; price: Money }>(
  'price-changed',
  'conflict',
  {
    ko: '그사이 가격이 바뀌었어요. 새 가격을 확인해 주세요.',
    en: 'The price has changed since you saw it. Please confirm the new one.',
  },
)
export const bookerMissing = problem('booker-missing', 'conflict', {
  ko: '예약자 정보를 먼저 입력해 주세요.',
  en: 'Name the person who comes before paying.',
})
export const orderExpired = problem('order-expired', 'gone', {
  ko: '결제 시간이 지나 예약이 취소됐어요.',
  en: 'The time this place was kept for you has passed.',
})
export const orderOver = problem('order-over', 'conflict', {
  ko: '이미 취소되었거나 종료된 주문이에요.',
  en: 'This order is already over.',
})
export const paymentInProgress = problem('payment-in-progress', 'conflict', {
  ko: '결제를 확인하고 있어요. 잠시 뒤에 다시 시도해 주세요.',
  en: 'A payment is being confirmed. Please try again in a moment.',
})

export const alreadyBegun = problem('already-begun', 'conflict', {
  ko: '이미 시작한 예약은 취소할 수 없어요.',
  en: 'What has already begun can no longer be canceled.',
})
export const handedOn = problem('handed-on', 'conflict', {
  ko: '다른 분에게 선물한 자리가 있어 취소하거나 변경할 수 없어요. 먼저 선물을 돌려받아 주세요.',
  en: 'Part of this order was given to somebody else, who has to give it back before a change.',
})
export const ticketUsed = problem('ticket-used', 'conflict', {
  ko: '이미 입장에 사용한 티켓이 있어 취소하거나 변경할 수 없어요.',
  en: 'A ticket of this order was used to enter, so the order can no longer be changed.',
})
export const standingOrder = problem('standing-order', 'conflict', {
  ko: '다른 서비스가 예약한 자리는 그 서비스에서만 취소할 수 있어요.',
  en: 'What a calling service has taken is given back by that service only.',
})
export const notFree = problem('not-free', 'conflict', {
  ko: '결제가 필요한 주문이에요.',
  en: 'This order has to be paid for.',
})

export const isAlive = (order: Order, now: Date): boolean =>
  order.status === 'ready' && (order.pinnedAt !== null || now < order.expiresAt)

/** The order once a payment of it is started: held longer, where it was held only briefly until then. */
export const started = (order: Order): Order =>
  order.startedUntil && order.startedUntil > order.expiresAt
    ? { ...order, expiresAt: order.startedUntil }
    : order

/** The order as every reader must see it at `now`: a dead one has failed. */
export const asOf = (order: Order, now: Date): Order =>
  order.status === 'ready' && !isAlive(order, now)
    ? { ...order, status: 'failed', failure: 'expired' }
    : order

/**
 * Cancels a ready or paid order: not while a payment is being settled, and, unless the store
 * cancels, not once a paid order has begun.
 * Problems in order: standing-order, order-over, payment-in-progress, already-begun.
 */
export function cancel(
  order: Order,
  places: readonly { readonly startsAt: Date | null }[],
  now: Date,
  by: 'buyer' | 'store' = 'buyer',
): Order | Problem {
  const seen = asOf(order, now)
  if (seen.standing) return standingOrder()
  if (seen.status === 'failed' || seen.status === 'canceled') return orderOver()
  if (seen.status === 'ready' && seen.pinnedAt) return paymentInProgress()
  const hasBegun = places.some(({ startsAt }) => startsAt !== null && startsAt <= now)
  if (by === 'buyer' && seen.status === 'paid' && hasBegun) return alreadyBegun()
  return { ...seen, status: 'canceled', canceledAt: now }
}

/** The order as paid; the caller has made sure that it holds its places. */
export const pay = (order: Order, now: Date): Order => ({
  ...order,
  status: 'paid',
  failure: null,
  pinnedAt: null,
  paidAt: now,
})

/**
 * Keeps the order alive during the settlement of its payment.
 * Problems in order: order-over, order-expired.
 */
export function pin(order: Order, now: Date): Order | Problem {
  if (order.status === 'paid' || order.status === 'canceled') return orderOver()
  if (!isAlive(order, now)) return orderExpired()
  return { ...order, pinnedAt: order.pinnedAt ?? now }
}
