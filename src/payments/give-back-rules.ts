import type { Id } from '../kernel/id.ts'
import { Problem, problem } from '../kernel/problem.ts'
import { unitsLeft, worthOf } from '../orders/money-rules.ts'
import { type Order, paymentInProgress, placeNamedTwice } from '../orders/rules.ts'
import { isRefunding, type Payment } from './rules.ts'
import type { Taxed } from './tax-rules.ts'

export const lineMissing = problem<{ placeId: string }>('line-missing', 'conflict', {
  ko: '예약에 없거나 이미 취소한 항목이 포함되어 있어요.',
  en: 'One of these is not part of the booking, or was canceled already.',
})
export const tooManyUnits = problem<{ placeId: string; left: number }>(
  'too-many-units',
  'conflict',
  {
    ko: '예약에 남은 수량보다 많이 취소할 수 없어요.',
    en: 'That is more than the booking has left of it.',
  },
)
export const notPaidYet = problem('not-paid-yet', 'conflict', {
  ko: '결제하지 않은 예약은 일부만 취소할 수 없어요.',
  en: 'Part of a booking can be canceled once it is paid for.',
})

/** Units of a line that are given back. */
export interface LineBack {
  readonly placeId: Id<'Place'>
  /** 1 or more. */
  readonly quantity: number
  /** What the store keeps of their worth, in minor units. Default: nothing. */
  readonly kept?: number
}

export interface GiveBackAsk {
  readonly lines: readonly LineBack[]
  /** What comes back of the order's fee, or all that is left of it. Default: nothing. */
  readonly fee?: number | boolean
  /** What the store keeps besides, like the cost of a return; never more than there is. */
  readonly kept?: number
}

/** A paid order, read under its lock. */
export interface GiveBackFacts {
  readonly order: Order
  /** What the store still holds of its price. */
  readonly left: number
  /** What came back of its fee before. */
  readonly feeBack: number
}

/** A step of giving an order back, in minor units. */
export interface GiveBack {
  readonly lines: readonly (LineBack & { readonly worth: number })[]
  /** Of the lines. */
  readonly worth: number
  /** Of the order's fee. */
  readonly fee: number
  readonly kept: number
  /** What the store had refunded of it already, without naming lines. */
  readonly refundedBefore: number
  readonly refund: number
  /** Of the refund. */
  readonly taxFree: number
  /** The order has nothing left: it is canceled. */
  readonly isLast: boolean
}

/** The lines that are given back, at their worth, and whether they are all that is left. */
export interface ChosenLines {
  readonly lines: readonly (LineBack & { readonly worth: number; readonly taxFree: boolean })[]
  readonly isLast: boolean
}

/**
 * With the last line comes what goes along with a price of its own, like a deposit for a table.
 * Problems in order: place-named-twice, line-missing, too-many-units.
 */
export function chooseLines(order: Order, asked: readonly LineBack[]): ChosenLines | Problem {
  const units = new Map(asked.map(({ placeId, quantity }) => [placeId, quantity]))
  if (units.size < asked.length) return placeNamedTwice()
  const lineOf = new Map(sold(order).map((line) => [line.placeId, line]))
  const lines: ChosenLines['lines'][number][] = []
  for (const line of asked) {
    const has = lineOf.get(line.placeId)
    if (!has) return lineMissing({ placeId: line.placeId })
    const left = unitsLeft(has)
    if (line.quantity > left) return tooManyUnits({ placeId: line.placeId, left })
    lines.push({ ...line, worth: worthOf(has, line.quantity), taxFree: has.taxFree })
  }
  const isLast =
    asked.length > 0 &&
    [...lineOf.values()].every((line) => unitsLeft(line) === units.get(line.placeId))
  return { lines: isLast ? [...lines, ...pricedAlong(order).map(wholeOf)] : lines, isLast }
}

/** What goes along and costs something, of which something is left. */
const pricedAlong = ({ lines }: Order) =>
  lines.filter((line) => line.isAside && worthOf(line, unitsLeft(line)) > 0)

const wholeOf = (line: Order['lines'][number]) => {
  const { placeId, taxFree } = line
  const quantity = unitsLeft(line)
  return { placeId, quantity, worth: worthOf(line, quantity), taxFree }
}

/**
 * Decides what comes back for units of a paid order's lines. What the store keeps for itself, and has
 * refunded before, is taken off the taxed part first. With the last unit the rest of the fee is settled:
 * what does not come back of it is kept.
 * Problems: those of `chooseLines`.
 */
export function giveBack(
  { order, left, feeBack }: GiveBackFacts,
  { lines: asked, fee: feeAsked = 0, kept: keptAsked = 0 }: GiveBackAsk,
): GiveBack | Problem {
  const along = new Set(pricedAlong(order).map(({ placeId }) => placeId))
  const chosen = chooseLines(
    order,
    asked.filter(({ placeId }) => !along.has(placeId)),
  )
  if (chosen instanceof Problem) return chosen
  const { isLast } = chosen
  const keptOf = new Map(asked.map(({ placeId, kept = 0 }) => [placeId, kept]))
  const lines = chosen.lines.map((line) => ({
    ...line,
    kept: Math.min(keptOf.get(line.placeId) ?? 0, line.worth),
  }))
  const feeLeft = order.fee - feeBack
  const feeWanted =
    typeof feeAsked === 'number' ? Math.min(feeAsked, feeLeft) : feeAsked ? feeLeft : 0
  const fee = isLast ? feeLeft : feeWanted
  const worth = sumOf(lines, (line) => line.worth)
  const keptOfLines = sumOf(lines, (line) => line.kept)
  const step = { worth, fee, feeWanted, kept: keptOfLines + keptAsked }
  const { kept, refundedBefore, refund } = payable(step, left)
  const taxFree = sumOf(lines, (line) => (line.taxFree ? line.worth - line.kept : 0))
  return {
    lines,
    worth,
    fee,
    kept,
    refundedBefore,
    refund,
    taxFree: Math.min(taxFree, refund),
    isLast,
  }
}

/** A step of giving back before it is known what the store still holds, in minor units. */
export interface Step {
  readonly worth: number
  /** Settled with it, and what comes back of that. */
  readonly fee: number
  readonly feeWanted: number
  readonly kept: number
}

/** What is paid of a step. @param left what the store still holds of the order's price */
export function payable(
  { worth, fee, feeWanted, kept: keptAsked }: Step,
  left: number,
): Pick<GiveBack, 'kept' | 'refundedBefore' | 'refund'> {
  const covered = Math.min(worth + fee, left)
  const kept = Math.min(covered, keptAsked + fee - feeWanted)
  return { kept, refundedBefore: worth + fee - covered, refund: covered - kept }
}

/** The lines of which something is left, without those that go along. */
const sold = ({ lines }: Order) => lines.filter((line) => !line.isAside && unitsLeft(line) > 0)

const sumOf = <Thing>(things: readonly Thing[], amountOf: (thing: Thing) => number): number =>
  things.reduce((sum, thing) => sum + amountOf(thing), 0)

/** What is left of a paid order to give back: its lines at their worth, and its fee. */
export const worthLeft = (order: Order, feeBack: number): number =>
  sumOf(order.lines, (line) => worthOf(line, unitsLeft(line))) + order.fee - feeBack

/**
 * What the store still holds of a paid order's price, in minor units; the price of an unpaid one.
 * Problem: payment-in-progress, while one that paid it is being refunded or reviewed.
 *
 * @param payers the attempts that paid it
 */
export function leftOf(
  { status, amount }: Pick<Order, 'status' | 'amount'>,
  payers: readonly Payment[],
): number | Problem {
  if (status !== 'paid') return amount
  if (payers.some((one) => isRefunding(one) || one.state === 'needs-review'))
    return paymentInProgress()
  return heldOf({ payers, refunding: 0 })
}

/** What the store holds of an order's price once the refunds that are under way are done. */
export const heldOf = ({ payers, refunding }: { payers: readonly Payment[]; refunding: number }) =>
  sumOf(payers, ({ approved, refunded }) => (approved ?? 0) - refunded) - refunding

/**
 * Spreads a refund over what is left of the payments of an order, the first ones first. Each gives
 * back of its taxed and of its tax-free part what it has; the tax-free part is as asked unless there is
 * too little of either left, after refunds that named no line.
 */
export function spread<Pool extends { readonly left: Taxed }>(
  { amount, taxFree }: Taxed,
  pools: readonly Pool[],
): (Taxed & { readonly pool: Pool })[] {
  const allTaxFree = sumOf(pools, ({ left }) => left.taxFree)
  const allTaxed = sumOf(pools, ({ left }) => left.amount) - allTaxFree
  const leastTaxFree = Math.max(0, amount - allTaxed)
  let free = Math.max(leastTaxFree, Math.min(taxFree, allTaxFree))
  let taxed = amount - free
  return pools.flatMap((pool) => {
    const partFree = Math.min(free, pool.left.taxFree)
    const partTaxed = Math.min(taxed, pool.left.amount - pool.left.taxFree)
    free -= partFree
    taxed -= partTaxed
    const part = { pool, amount: partFree + partTaxed, taxFree: partFree }
    return part.amount > 0 ? part : []
  })
}
