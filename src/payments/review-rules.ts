import { Problem, problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { type Order, orderOver, soldOut } from '../orders/rules.ts'
import type { Lookup, Snapshot } from './answers.ts'
import { findRefund, type Refund } from './refund-rules.ts'
import { isLive, isUnsettled, type Payment } from './rules.ts'
import { refundRunning } from './store-rules.ts'

/**
 * Review: what a person may decide about a payment that nobody else could settle.
 *
 *                ┌─ look again ─▶ approve-unknown, refund-unknown: the gateway is asked anew
 *   needs-review ┼─ accept ─────▶ what the gateway says is so: it pays, or some of it was given back
 *                ├─ refund ─────▶ all that the gateway holds goes back
 *                └─ close ──────▶ the gateway holds nothing: it is over
 *
 * Each is allowed only where what the gateway says at that moment makes it safe; whatever it says,
 * an order is paid only through the one gate (`settle.ts`).
 */
export type Decision = 'look-again' | 'accept' | 'refund' | 'close'

export const reviewMissing = problem('review-missing', 'missing', {
  ko: '확인을 기다리는 그런 결제가 없습니다.',
  en: 'No such payment waits for a decision.',
})
export const nothingToLookFor = problem('nothing-to-look-for', 'conflict', {
  ko: '다시 물어볼 것이 없습니다. 결제사의 답을 받아들이거나 환불해 주세요.',
  en: 'There is nothing to ask again. Accept what the gateway says, or refund it.',
})
export const anotherPays = problem('another-payment-stands', 'conflict', {
  ko: '이 주문의 다른 결제가 있습니다. 이 결제는 환불하거나 닫아 주세요.',
  en: 'Another payment of this order stands. Refund this one, or close it.',
})
export const gatewayUnclear = problem<{ reason: string }>('gateway-unclear', 'conflict', {
  ko: '결제사가 확실한 답을 주지 않습니다. 나중에 다시 해 주세요.',
  en: 'The gateway gives no clear answer. Try again later.',
})
export const notOurs = problem<{ differs: readonly string[] }>('payment-not-ours', 'conflict', {
  ko: '결제사의 금액이나 거래 번호가 우리 것과 다릅니다. 이 결정은 내릴 수 없습니다.',
  en: 'The gateway names another amount or payment than we do. This cannot be decided so.',
})
export const nothingHeld = problem('nothing-held', 'conflict', {
  ko: '결제사에 남아 있는 돈이 없습니다.',
  en: 'The gateway holds no money of this payment.',
})
export const moneyHeld = problem<{ held: number }>('money-held', 'conflict', {
  ko: '결제사에 돈이 남아 있거나 아직 결제될 수 있습니다. 닫을 수 없습니다.',
  en: 'The gateway holds money, or may still take it. This cannot be closed.',
})
export const booksDiffer = problem('books-differ', 'conflict', {
  ko: '결제사의 환불 내역이 우리 장부와 맞지 않습니다.',
  en: 'The refunds that the gateway tells of do not fit our books.',
})
export const orderGoesOn = problem('order-goes-on', 'conflict', {
  ko: '결제된 주문입니다. 결제사의 답을 받아들인 뒤 가게에서 환불해 주세요.',
  en: 'The order is paid and goes on. Accept what the gateway says, then refund it from the store.',
})
export const orderNotPaid = problem('order-not-paid', 'conflict', {
  ko: '이 결제로 결제된 주문이 아닙니다. 환불하거나 닫아 주세요.',
  en: 'This payment pays for no order. Refund it, or close it.',
})

/** What is true, under lock, when a person decides. */
export interface Facts {
  readonly payment: Payment
  readonly order: Order
  /** Whether this payment has paid the order, which still stands. */
  readonly pays: boolean
  /** The other attempts to pay the order. */
  readonly others: readonly Payment[]
  readonly refunds: readonly Refund[]
  /** Of the places of the order. */
  readonly places: readonly { readonly id: string; readonly remaining: number }[]
  readonly said: Lookup
  /** How long a call of ours may still be running at the gateway. */
  readonly callSeconds: number
}

/** How our books come to say what the gateway's do. */
export interface Books {
  /** How a refund of ours that was under way ended; null: there was none. */
  readonly ended: { readonly refund: Refund; readonly reference: string | null } | null
  /** Refunds that we did not ask for. */
  readonly found: readonly { readonly reference: string; readonly amount: number }[]
  /** All that went back. */
  readonly refunded: number
}

export type Plan =
  | { readonly do: 'look'; readonly state: 'approve-unknown' | 'refund-unknown' }
  | { readonly do: 'settle'; readonly snapshot: Snapshot }
  | { readonly do: 'book'; readonly state: Booked; readonly books: Books; readonly from?: Snapshot }
  | { readonly do: 'give-back'; readonly held: number; readonly books: Books; from: Snapshot }
  | { readonly do: 'close' }
type Booked = 'fulfilled' | 'partially-refunded' | 'refunded'

/**
 * What a decision does, or why it must not be taken: see each of the four.
 *
 * @param now before the gateway was asked: what may have run then may not be in its answer
 */
export function decide(decision: Decision, facts: Facts, now: Date): Plan | Problem {
  switch (decision) {
    case 'look-again':
      return lookAgain(facts)
    case 'accept':
      return accept(facts, now)
    case 'refund':
      return giveBack(facts, now)
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
 * Takes the gateway's word. Of what differs, only the names (order number, buyer) may.
 * Problems in order: gateway-unclear, payment-not-ours; of money that was never ours: nothing-held,
 * another-payment-stands, order-over, sold-out; of a payment we know: order-not-paid,
 * refund-running, books-differ.
 */
function accept(facts: Facts, now: Date): Plan | Problem {
  const { payment, order, others, places, said } = facts
  if (said.is !== 'found') return unclear(said)
  const { snapshot } = said
  const differs = moneyDiffers(payment, snapshot)
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

  // Past this line it goes to the one gate, with the names that the person has vouched for.
  return {
    do: 'settle',
    snapshot: { ...snapshot, orderNumber: order.number, buyer: order.id },
  }
}

function acceptBooks(facts: Facts, snapshot: Snapshot, now: Date): Plan | Problem {
  if (!facts.pays) return orderNotPaid()
  if (mayStillRefund(facts, now)) return refundRunning()
  const books = bring(facts.refunds, snapshot)
  return books instanceof Problem ? books : { do: 'book', state: bookedState(facts, books), books }
}

/**
 * Gives back all that the gateway holds, whatever it is called there.
 * Problems in order: gateway-unclear, payment-not-ours, order-goes-on, nothing-held,
 * refund-running, books-differ.
 */
function giveBack(facts: Facts, now: Date): Plan | Problem {
  const { payment, said } = facts
  if (said.is !== 'found') return unclear(said)
  const { snapshot } = said
  const differs = moneyDiffers(payment, snapshot).filter(
    (name) => payment.approved !== null || (name !== 'amount' && name !== 'taxFree'),
  )
  if (snapshot.taxFree > payment.amount) differs.push('taxFree')
  if (differs.length > 0) return notOurs({ differs })
  if (facts.pays) return orderGoesOn()
  const held = heldBy(snapshot)
  if (held === 0) return nothingHeld()
  if (mayStillRefund(facts, now)) return refundRunning()
  const books = bring(facts.refunds, snapshot)
  return books instanceof Problem ? books : { do: 'give-back', held, books, from: snapshot }
}

/**
 * Ends a payment of which the gateway holds nothing.
 * Problems in order: gateway-unclear, payment-not-ours, money-held, refund-running, books-differ.
 */
function close(facts: Facts, now: Date): Plan | Problem {
  const { payment, said } = facts
  const sessionOver = payment.sessionExpiresAt !== null && now >= payment.sessionExpiresAt
  const isGone = said.is === 'not-found' && sessionOver && !mayStillRun(facts, now)
  if (isGone && payment.approved === null) return { do: 'close' }
  if (said.is !== 'found') return unclear(said)
  const { snapshot } = said
  const differs = moneyDiffers(payment, snapshot)
  if (differs.includes('reference')) return notOurs({ differs })
  const isAwaited = snapshot.deposit !== undefined && now < snapshot.deposit.until
  const mayTake =
    snapshot.state === 'open' && (!sessionOver || isAwaited || mayStillRun(facts, now))
  const held = heldBy(snapshot)
  if (held > 0 || mayTake) return moneyHeld({ held })
  if (mayStillRefund(facts, now)) return refundRunning()
  if (payment.approved === null && snapshot.state !== 'refunded') return { do: 'close' }
  if (differs.length > 0 && payment.approved !== null) return notOurs({ differs })
  const books = bring(facts.refunds, snapshot)
  if (books instanceof Problem) return books
  if (books.refunded !== snapshot.amount.amount) return booksDiffer()
  return { do: 'book', state: 'refunded', books, from: snapshot }
}

/** Brings our refunds in line with the gateway's: each of ours is there, each of theirs is written. */
function bring(refunds: readonly Refund[], { refunds: theirs, refunded }: Snapshot) {
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

/** Whether a refund of ours may be done in the next moment, which the gateway's answer misses. */
const mayStillRefund = (facts: Facts, now: Date): boolean =>
  underway(facts.refunds) !== undefined && mayStillRun(facts, now)

const unclear = (said: Lookup): Problem =>
  gatewayUnclear({ reason: said.is === 'unknown' ? said.reason : said.is })

function moneyDiffers(payment: Payment, snapshot: Snapshot): string[] {
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

/** Whether nothing that is still under way keeps the order pinned. */
export const mayUnpin = ({ order, others }: Facts): boolean =>
  order.status === 'ready' && order.pinnedAt !== null && !others.some(isUnsettled)
