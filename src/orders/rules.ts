import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { later, wallStamp } from '../kernel/time.ts'
import type { PlaceDraft } from '../places/rules.ts'

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
  readonly amount: number
  readonly currency: Currency
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly pinnedAt: Date | null
  readonly paidAt: Date | null
  readonly canceledAt: Date | null
  /** A counter of what a calling service has taken of one place (standing.ts). */
  readonly standing: boolean
  readonly lines: readonly OrderLine[]
}

export interface OrderLine {
  readonly placeId: Id<'Place'>
  readonly quantity: number
  /** Minor units; fixed by the claim. */
  readonly unitPrice: number
}

export const orderMissing = problem('order-missing', 'missing', {
  ko: '그런 주문이 없습니다.',
  en: 'There is no such order.',
})
export const notYours = problem('not-yours', 'forbidden', {
  ko: '다른 사람의 예약입니다.',
  en: 'This booking is somebody else’s.',
})
export const storeClosed = problem('store-closed', 'conflict', {
  ko: '지금은 판매하지 않는 가게입니다.',
  en: 'This store does not sell at the moment.',
})
export const placeNamedTwice = problem('place-named-twice', 'invalid', {
  ko: '같은 자리를 두 번 고르셨습니다.',
  en: 'The same place is named twice.',
})
export const tooManyPlaces = problem<{ most: number }>('too-many-places', 'invalid', {
  ko: '한 번에 잡을 수 있는 자리 수를 넘었습니다.',
  en: 'That is more places than one order may hold here.',
})
export const alreadyYours = problem<{ orderId: string }>('already-yours', 'conflict', {
  ko: '이미 잡아 둔 자리가 들어 있습니다.',
  en: 'One of these places is already yours in another order.',
})
export const tooManyReadyOrders = problem<{ most: number }>('too-many-ready-orders', 'conflict', {
  ko: '결제를 기다리는 예약이 너무 많습니다. 먼저 결제하거나 취소해 주세요.',
  en: 'You have too many unpaid orders here. Pay for one or cancel it first.',
})
export const soldOut = problem<{ available: number }>('sold-out', 'conflict', {
  ko: '남은 자리가 없습니다.',
  en: 'Fewer places are left than you asked for.',
})
export const orderExpired = problem('order-expired', 'gone', {
  ko: '자리를 잡아 둔 시간이 지났습니다.',
  en: 'The time this place was kept for you has passed.',
})
export const orderOver = problem('order-over', 'conflict', {
  ko: '이미 끝난 주문입니다.',
  en: 'This order is already over.',
})
export const paymentInProgress = problem('payment-in-progress', 'conflict', {
  ko: '결제를 확인하고 있습니다. 잠시 뒤에 다시 해 주세요.',
  en: 'A payment is being confirmed. Please try again in a moment.',
})

export const alreadyBegun = problem('already-begun', 'conflict', {
  ko: '이미 시작한 예약은 취소할 수 없습니다.',
  en: 'What has already begun can no longer be canceled.',
})
export const standingOrder = problem('standing-order', 'conflict', {
  ko: '다른 서비스가 잡아 둔 자리는 그 서비스만 돌려줄 수 있습니다.',
  en: 'What a calling service has taken is given back by that service only.',
})
export const notFree = problem('not-free', 'conflict', {
  ko: '결제가 필요한 주문입니다.',
  en: 'This order has to be paid for.',
})

export const isAlive = (order: Order, now: Date): boolean =>
  order.status === 'ready' && (order.pinnedAt !== null || now < order.expiresAt)

/** The order as every reader must see it at `now`: a dead one has failed. */
export const asOf = (order: Order, now: Date): Order =>
  order.status === 'ready' && !isAlive(order, now)
    ? { ...order, status: 'failed', failure: 'expired' }
    : order

/** One claim: all of these places, or none. */
export interface ClaimAsk {
  readonly orderId: Id<'Order'>
  /** Eight random characters for the order's number. */
  readonly code: string
  readonly buyerId: Id<'Account'>
  readonly title: string
  /** How long the places are held. */
  readonly holdSeconds: number
  readonly lines: readonly {
    readonly place: PlaceDraft
    readonly quantity: number
    readonly unitPrice: number
  }[]
}

/** The facts, read under lock, on which a batch of claims is decided. */
export interface ClaimFacts {
  readonly store: {
    readonly id: Id<'Store'>
    readonly timeZone: string
    readonly currency: Currency
    readonly placesPerOrder: number
    readonly readyOrdersPerBuyer: number
    readonly closedAt: Date | null
  }
  /** Of every claimed place, after the release of dead orders. */
  readonly remaining: ReadonlyMap<Id<'Place'>, number>
  /** Live ready orders of these buyers on these places. */
  readonly held: readonly Order[]
  /** Number of live ready orders of each buyer in the store. */
  readonly readyOrders: ReadonlyMap<Id<'Account'>, number>
}

export interface Claimed {
  readonly order: Order
  /** False: a repeated claim of the same places, answered with the same order. */
  readonly isNew: boolean
}

/**
 * Decides a batch of claims in order of arrival, each on what the previous ones left.
 *
 * @returns for each claim the order, or the first problem in this order: store-closed,
 *   place-named-twice, too-many-places, (the same order again), already-yours,
 *   too-many-ready-orders, sold-out
 */
export function claim(facts: ClaimFacts, asks: readonly ClaimAsk[], now: Date) {
  const remaining = new Map(facts.remaining)
  const readyOrders = new Map(facts.readyOrders)
  const stamp = wallStamp(now, facts.store.timeZone)
  const held = new Map<string, Order>()
  for (const order of facts.held)
    for (const line of order.lines) held.set(`${order.buyerId} ${line.placeId}`, order)

  const decideOne = (ask: ClaimAsk): Claimed | Problem => {
    const { store } = facts
    if (store.closedAt && store.closedAt <= now) return storeClosed()
    if (new Set(ask.lines.map(({ place }) => place.id)).size < ask.lines.length)
      return placeNamedTwice()
    const quantity = ask.lines.reduce((sum, line) => sum + line.quantity, 0)
    if (quantity > store.placesPerOrder) return tooManyPlaces({ most: store.placesPerOrder })
    for (const { place } of ask.lines) {
      const mine = held.get(`${ask.buyerId} ${place.id}`)
      if (mine && isSame(mine, ask)) return { order: mine, isNew: false }
      if (mine) return alreadyYours({ orderId: mine.id })
    }
    const ready = readyOrders.get(ask.buyerId) ?? 0
    if (ready >= store.readyOrdersPerBuyer)
      return tooManyReadyOrders({ most: store.readyOrdersPerBuyer })
    for (const { place, quantity: requested } of ask.lines) {
      const available = remaining.get(place.id) ?? 0
      if (requested > available) return soldOut({ available })
    }

    // Past this line the claim must succeed.
    const order = newOrder(store, ask, stamp, now)
    for (const line of order.lines) {
      remaining.set(line.placeId, (remaining.get(line.placeId) ?? 0) - line.quantity)
      held.set(`${ask.buyerId} ${line.placeId}`, order)
    }
    readyOrders.set(ask.buyerId, ready + 1)
    return { order, isNew: true }
  }
  return asks.map(decideOne)
}

const isSame = (order: Order, ask: ClaimAsk): boolean =>
  order.lines.length === ask.lines.length &&
  ask.lines.every(({ place, quantity }) =>
    order.lines.some((line) => line.placeId === place.id && line.quantity === quantity),
  )

/** Its number is `yyyyMMddHHmmss-XXXXXXXX` in the store's time zone, which reveals no order count. */
function newOrder(store: ClaimFacts['store'], ask: ClaimAsk, stamp: string, now: Date): Order {
  const lines = ask.lines.map(({ place, quantity, unitPrice }) => ({
    placeId: place.id,
    quantity,
    unitPrice,
  }))
  return {
    storeId: store.id,
    id: ask.orderId,
    number: `${stamp}-${ask.code}`,
    buyerId: ask.buyerId,
    title: ask.title,
    status: 'ready',
    failure: null,
    amount: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
    currency: store.currency,
    createdAt: now,
    expiresAt: later(now, ask.holdSeconds),
    pinnedAt: null,
    paidAt: null,
    canceledAt: null,
    standing: false,
    lines,
  }
}

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
