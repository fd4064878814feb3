import type { Order } from '../orders/rules.ts'
import type { Queryable } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * What the buyer of an order would get back at `now`, by the policy that applied at the claim.
 *
 * @param amount what is left of its price with the store, in minor units
 */
export async function quoteOrder(
  on: Queryable,
  order: Order,
  amount: number,
  now: Date,
): Promise<{ quote: rules.Quote; terms: queries.Terms }> {
  const terms = await queries.readTerms(on, order)
  const policy = terms.policy ?? rules.laws.free
  return {
    quote: rules.quote(policy, { ...terms, amount, createdAt: order.createdAt }, now),
    terms,
  }
}
