import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import type { Problem } from '../kernel/problem.ts'
import {
  type DepositReason,
  type DepositTerms,
  depositAsked,
  type MarkedVisits,
  neverCame,
  whyDeposit,
} from '../stores/hold-terms/deposit-rules.ts'
import { amountOf, type PricedLine } from './money-rules.ts'
import { priceChanged } from './rules.ts'

/** What of a claim deposits are asked for. */
export interface DepositFor {
  /** The buyer pays none: a total above what they pay is no surprise. */
  readonly isWaived?: boolean
  /** Why the buyer pays what others do not. */
  readonly deposit?: { readonly why: DepositReason; readonly days: number }
}

/** Whether a buyer of whom a store marked so much pays its deposits. Default: everybody does. */
export function depositFor(
  terms: DepositTerms | null | undefined,
  marked: MarkedVisits = neverCame,
): DepositFor {
  if (!terms) return {}
  const why = whyDeposit(terms, marked)
  return why ? { deposit: { why, days: terms.days } } : { isWaived: true }
}

interface DepositLine extends PricedLine {
  readonly isDeposit?: boolean
}

/** A line without its deposit. */
export const waived = <Line extends DepositLine>(line: Line): Line =>
  line.isDeposit ? { ...line, unitPrice: 0 } : line

interface SeenLine extends DepositLine {
  readonly place: { readonly id: Id<'Place'> }
  readonly seenPrice?: number | undefined
}

interface Seen extends DepositFor {
  readonly seenTotal?: number | undefined
  readonly fee?: number
}

/**
 * Whether a price or the total is another than the buyer saw. Problem: price-changed; deposit-asked where they saw
 * what it costs without the deposit.
 */
export function changedPrice(
  lines: readonly SeenLine[],
  { seenTotal, fee = 0, isWaived = false, deposit }: Seen,
  currency: Currency,
): Problem | undefined {
  for (const { place, unitPrice, seenPrice = unitPrice, isDeposit } of lines) {
    if (seenPrice === unitPrice || (isDeposit && isWaived && seenPrice > unitPrice)) continue
    const price = { amount: unitPrice, currency }
    if (isDeposit && deposit && seenPrice === 0) return depositAsked({ price, ...deposit })
    return priceChanged({ placeId: place.id, price })
  }
  const amount = amountOf(lines, fee)
  if (seenTotal === undefined || seenTotal === amount) return undefined
  if (isWaived && seenTotal > amount) return undefined
  const price = { amount, currency }
  if (deposit && seenTotal === amountOf(lines.map(waived), fee))
    return depositAsked({ price, ...deposit })
  return priceChanged({ price })
}
