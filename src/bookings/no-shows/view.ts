import type { Static } from 'typebox'
import { unitsLeft } from '../../orders/money-rules.ts'
import type { Order } from '../../orders/rules.ts'
import type { NoShowView } from './contract.ts'
import type { NoShowRead } from './queries.ts'
import { outcomeOf } from './rules.ts'

/** Guests, where a line is one of them; else tables, each for one at least. */
export const headsOf = ({ lines }: Pick<Order, 'lines'>): number =>
  Math.max(
    1,
    lines.reduce((sum, line) => sum + (line.isAside ? 0 : unitsLeft(line)), 0),
  )

/** What its guest is told of an order; null: nothing was paid, or nothing is said of no-shows. */
export function noShowView(
  order: Order,
  read: NoShowRead | null,
): Static<typeof NoShowView> | null {
  if (!read?.terms) return null
  const { amount, currency } = order
  const promised = outcomeOf(read.terms, { held: amount, heads: headsOf(order) })
  const money = (minor: number) => ({ amount: minor, currency })
  const at = (instant: string | null) => instant && new Date(instant).toISOString()
  return {
    kept: money(read.kept ?? promised.kept),
    refund: money(read.refund ?? promised.refund),
    markedAt: at(read.markedAt),
    dueAt: at(read.dueAt),
    settledAt: at(read.settledAt),
  }
}
