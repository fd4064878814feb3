import { Problem, problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { type Order, orderOver, soldOut } from '../orders/rules.ts'
import type { Lookup, Snapshot } from './answers.ts'
import { findRefund, type Refund } from './refund-rules.ts'
import { isLive, isUnsettled, type Payment } from './rules.ts'
import { refundRunning } from './store-rules.ts'

/**
 * Review: the decisions an admin may take on a payment that could not be settled automatically.
 *
 *                ┌─ look again ─▶ approve-unknown, refund-unknown: looked up anew
 *   needs-review ┼─ accept ─────▶ the gateway is right: the payment pays, or was partly refunded
 *                ├─ refund ─────▶ all the gateway holds is refunded
 *                └─ close ──────▶ the gateway holds nothing: it is over
 *
 * A decision is allowed only if the gateway's current reply makes it safe. An order is paid only
 * through `settle.ts`.
 */
export type Decision = 'look-again' | 'accept' | 'refund' | 'close'

export const reviewMissing = problem('review-missing', 'missing', {
  ko: '확인이 필요한 결제 목록에 없는 결제예요.',
  en: 'No such payment waits for a decision.',
})
export const nothingToLookFor = problem('nothing-to-look-for', 'conflict', {
  ko: '다시 조회할 것이 없어요. 결제사 기록으로 확정하거나 환불해 주세요.',
  en: 'There is nothing to ask again. Accept what the gateway says, or refund it.',
})
export const anotherPays = problem('another-payment-stands', 'conflict', {
  ko: '이 주문의 다른 결제가 있어요. 이 결제는 환불하거나 종료해 주세요.',
  en: 'Another payment of this order stands. Refund this one, or close it.',
})
export const gatewayUnclear = problem<{ reason: string }>('gateway-unclear', 'conflict', {
  ko: '결제사의 응답이 확실하지 않아요. 나중에 다시 시도해 주세요.',
  en: 'The gateway gives no clear answer. Try again later.',
})
export const notOurs = problem<{ differs: readonly string[] }>('payment-not-ours', 'conflict', {
  ko: '결제사 기록의 금액이나 거래 번호가 우리 장부와 달라요. 이대로는 처리할 수 없어요.',
  en: 'The gateway names another amount or payment than we do. This cannot be decided so.',
})
export const nothingHeld = problem('nothing-held', 'conflict', {
  ko: '결제사에 남은 돈이 없어요.',
  en: 'The gateway holds no money of this payment.',
})
export const moneyHeld = problem<{ held: number }>('money-held', 'conflict', {
  ko: '결제사에 돈이 남아 있거나 아직 결제될 수 있어 종료할 수 없어요.',
  en: 'The gateway holds money, or may still take it. This cannot be closed.',
})
export const booksDiffer = problem('books-differ', 'conflict', {
  ko: '결제사의 환불 내역이 우리 장부와 일치하지 않아요.',
  en: 'The refunds that the gateway tells of do not fit our books.',
})
export const orderGoesOn = problem('order-goes-on', 'conflict', {
  ko: '결제된 주문이에요. 결제사 기록으로 확정한 뒤 판매자가 환불해야 해요.',
  en: 'The order is paid and goes on. Accept what the gateway says, then let the seller refund it.',
})
export const orderNotPaid = problem('order-not-paid', 'conflict', {
  ko: '이 결제로 확정된 주문이 아니에요. 환불하거나 종료해 주세요.',
  en: 'This payment pays for no order. Refund it, or close it.',
})

/** Facts read under lock for a decision. */
export interface Facts {
  readonly payment: Payment
  readonly order: Order
  /** Whether this payment paid the order, which is still paid. */
  readonly pays: boolean
  /** Other attempts to pay the order. */
  readonly others: readonly Payment[]
  readonly refunds: readonly Refund[]
  /** The order's places. */
  readonly places: readonly { readonly id: string; readonly remaining: number }[]
  readonly reply: Lookup
  /** How long our own call may still run at the gateway. */
  readonly callSeconds: number
}

/** Changes that align our books with the gateway's. */
export interface Books {
  /** The end of our refund in progress; null: none. */
  readonly ended: { readonly refund: Refund; readonly reference: string | null } | null
  /** Refunds that we did not request. */
  readonly found: readonly { readonly reference: string; readonly amount: number }[]
  /** The total refunded. */
  readonly refunded: number
}

export type Plan =
  | { readonly do: 'look'; readonly state: 'approve-unknown' | 'refund-unknown' }
  | { readonly do: 'settle'; readonly snapshot: Snapshot }
  | { readonly do: 'book'; readonly state: Booked; readonly books: Books; readonly from?: Snapshot }
  | { readonly do: 'refund-all'; readonly held: number; readonly books: Books; from: Snapshot }
  | { readonly do: 'close' }
type Booked = 'fulfilled' | 'partially-refunded' | 'refunded'

/**
 * Turns a decision into a plan, or the problem that forbids it.
 *
 * @param now before the look-up: a call running then may be missing in its reply
 */
export function decide(decision: Decision, facts: Facts, now: Date): Plan | Problem {
  switch (decision) {
    case 'look-again':
      return lookAgain(facts)
    case 'accept':
      return accept(facts, now)
    case 'refund':
      return refundAll(facts, now)
    case 'close':
      return close(facts, now)
  }
}

/** Problems in order: nothing-to-look-for, another-payment-stands. */
function lookAgain({ payment, refunds, others }: Facts): Plan | Problem {
  if (!payment.reference) return nothingToLookFor()
  if (payment.approved !== null)
    return underway(refunds) ? { do: 'look', state: 'refund-unknown' } : nothingToLookFor()
  return others.some(isLive) ? anotherPays() : { do: 'look', state: 'approve-unknown' }
}

/**
 * Accepts the gateway's facts. Only order number and buyer may differ.
 * Problems in order: gateway-unclear, payment-not-ours; of an unrecorded payment: nothing-held,
 * another-payment-stands, order-over, sold-out; of a recorded one: order-not-paid,
 * refund-running, books-differ.
 */
function accept(facts: Facts, now: Date): Plan | Problem {
  const { payment, order, others, places, reply } = facts
  if (reply.is !== 'found') return unclear(reply)
  const { snapshot } = reply
  const differs = moneyMismatches(payment, snapshot)
  if (differs.length > 0) return notOurs({ differs })
  if (payment.approved !== null) return acceptBooks(facts, snapshot, now)

  if (snapshot.state !== 'paid') return nothingHeld()
  if (others.some(isLive)) return anotherPays()
  if (order.status === 'paid' || order.status === 'canceled') return orderOver()
  const remaining = new Map(places.map((place) => [place.id, place.remaining]))
  for (const { placeId, quantity } of order.status === 'failed' ? order.lines : []) {
    const available = remaining.get(placeId) ?? 0
    if (quantity > available) return soldOut({ available })
  }

  // Past this line it is settled, with the names the admin has confirmed.
  return {
    do: 'settle',
    snapshot: { ...snapshot, orderNumber: order.number, buyer: order.id },
  }
}

function acceptBooks(facts: Facts, snapshot: Snapshot, now: Date): Plan | Problem {
  if (!facts.pays) return orderNotPaid()
  if (mayStillRefund(facts, now)) return refundRunning()
  const books = reconcileBooks(facts.refunds, snapshot)
  return books instanceof Problem ? books : { do: 'book', state: bookedState(facts, books), books }
}

/**
 * Refunds all the gateway holds.
 * Problems in order: gateway-unclear, payment-not-ours, order-goes-on, nothing-held,
 * refund-running, books-differ.
 */
function refundAll(facts: Facts, now: Date): Plan | Problem {
  const { payment, reply } = facts
  if (reply.is !== 'found') return unclear(reply)
  const { snapshot } = reply
  const differs = moneyMismatches(payment, snapshot).filter(
    (name) => payment.approved !== null || (name !== 'amount' && name !== 'taxFree'),
  )
  if (snapshot.taxFree > payment.amount) differs.push('taxFree')
  if (differs.length > 0) return notOurs({ differs })
  if (facts.pays) return orderGoesOn()
  const held = heldBy(snapshot)
  if (held === 0) return nothingHeld()
  if (mayStillRefund(facts, now)) return refundRunning()
  const books = reconcileBooks(facts.refunds, snapshot)
  return books instanceof Problem ? books : { do: 'refund-all', held, books, from: snapshot }
}

/**
 * Closes a payment of which the gateway holds nothing.
 * Problems in order: gateway-unclear, payment-not-ours, money-held, refund-running, books-differ.
 */
function close(facts: Facts, now: Date): Plan | Problem {
  const { payment, reply } = facts
  const sessionOver = payment.sessionExpiresAt !== null && now >= payment.sessionExpiresAt
  const isGone = reply.is === 'not-found' && sessionOver && !mayStillRun(facts, now)
  if (isGone && payment.approved === null) return { do: 'close' }
  if (reply.is !== 'found') return unclear(reply)
  const { snapshot } = reply
  const differs = moneyMismatches(payment, snapshot)
  if (differs.includes('reference')) return notOurs({ differs })
  const isAwaited = snapshot.deposit !== undefined && now < snapshot.deposit.until
  const mayTake =
    snapshot.state === 'open' && (!sessionOver || isAwaited || mayStillRun(facts, now))
  const held = heldBy(snapshot)
  if (held > 0 || mayTake) return moneyHeld({ held })
  if (mayStillRefund(facts, now)) return refundRunning()
  if (payment.approved === null && snapshot.state !== 'refunded') return { do: 'close' }
  if (differs.length > 0 && payment.approved !== null) return notOurs({ differs })
  const books = reconcileBooks(facts.refunds, snapshot)
  if (books instanceof Problem) return books
  if (books.refunded !== snapshot.amount.amount) return booksDiffer()
  return { do: 'book', state: 'refunded', books, from: snapshot }
}

/** Matches our refunds with the gateway's: ours must exist there, theirs are recorded. */
function reconcileBooks(refunds: readonly Refund[], { refunds: theirs, refunded }: Snapshot) {
  const done = refunds.filter(({ state }) => state === 'done')
  const known = new Set(done.flatMap(({ reference }) => reference ?? []))
  const isThere = new Set(theirs.map(({ reference }) => reference))
  const sum = theirs.reduce((total, { amount }) => total + amount, 0)
  const fits =
    [...known].every((reference) => isThere.has(reference)) && isThere.size === theirs.length
  if (!fits || isThere.has('') || sum !== refunded) return booksDiffer()
  const live = underway(refunds)
  const mine = live && findRefund(live, theirs, known)
  const ended = live ? { refund: live, reference: mine?.reference ?? null } : null
  if (mine && mine.amount !== live.amount) return booksDiffer()
  const found = theirs
    .filter((their) => their !== mine && !known.has(their.reference))
    .map(({ reference, amount }) => ({ reference, amount }))
  return { ended, found, refunded }
}

const bookedState = ({ payment }: Facts, { refunded }: Books): Booked =>
  refunded === 0 ? 'fulfilled' : refunded === payment.approved ? 'refunded' : 'partially-refunded'

const underway = (refunds: readonly Refund[]): Refund | undefined =>
  refunds.find(({ state }) => state === 'asked' || state === 'pending')

const heldBy = ({ state, amount, refunded }: Snapshot): number =>
  state === 'paid' || state === 'partly-refunded' || state === 'refunded'
    ? amount.amount - refunded
    : 0

const mayStillRun = ({ payment, callSeconds }: Facts, now: Date): boolean =>
  now < later(payment.changedAt, callSeconds)

/** Whether our refund may still complete after the gateway's reply. */
const mayStillRefund = (facts: Facts, now: Date): boolean =>
  underway(facts.refunds) !== undefined && mayStillRun(facts, now)

const unclear = (reply: Lookup): Problem =>
  gatewayUnclear({ reason: reply.is === 'unknown' ? reply.reason : reply.is })

function moneyMismatches(payment: Payment, snapshot: Snapshot): string[] {
  const { reference, amount, taxFree } = snapshot
  const facts: [string, unknown, unknown][] = [
    ['reference', reference, payment.reference],
    ['amount', amount.amount, payment.approved ?? payment.amount],
    ['currency', amount.currency, payment.currency],
    ['taxFree', taxFree, payment.taxFree],
  ]
  const names = facts.flatMap(([name, came, expected]) => (came === expected ? [] : name))
  return [...names, ...(snapshot.differs ?? [])]
}

/** Whether no other attempt in progress needs the order's pin. */
export const mayUnpin = ({ order, others }: Facts): boolean =>
  order.status === 'ready' && order.pinnedAt !== null && !others.some(isUnsettled)
