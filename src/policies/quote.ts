import type { Order } from '../orders/rules.ts'
import type { Queryable } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * Quotes the refund of an order at `now`, by the policy in force at its claim.
 *
 * @param amount what the store still holds of the price, in minor units
 */
export async function quoteOrder(
  on: Queryable,
  order: Order,
  amount: number,
  now: Date,
): Promise<{ quote: rules.Quote; terms: queries.Terms }> {
  const terms = await queries.readTerms(on, order)
  const policy = terms.policy ?? rules.legalMaximums.free
  return {
    quote: rules.quote(policy, { ...terms, amount, createdAt: order.createdAt }, now),
    terms,
  }
}
