import { netOf, unitsLeft, worthOf } from '../orders/money-rules.ts'
import type { Order } from '../orders/rules.ts'
import { readStarts } from '../places/queries.ts'
import type { Queryable } from '../postgres/sql.ts'
import { type Part, type PartQuote, quoteEach, quoteWhole } from './part-rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** What is left of a line, with what is kept of it now. */
export interface QuotedLine extends PartQuote {
  readonly placeId: Order['lines'][number]['placeId']
  readonly quantity: number
}

export interface OrderQuote {
  readonly quote: rules.Quote
  readonly terms: queries.Terms
  /** Where they do not begin together: each has a quote of its own. */
  readonly lines?: readonly QuotedLine[]
}

/**
 * Quotes the refund of an order at `now`, by the policy in force at its claim. Lines that do not begin
 * together are quoted each by its own start; a fee has no start.
 *
 * @param amount what the store still holds of the price, in minor units
 */
export async function quoteOrder(
  on: Queryable,
  order: Order,
  amount: number,
  now: Date,
): Promise<OrderQuote> {
  const terms = await queries.readTerms(on, order)
  const policy = terms.policy ?? rules.legalMaximums.free
  const { createdAt } = order
  const isTogether = terms.starts <= 1 && (order.fee === 0 || !terms.startsAt)
  if (isTogether) return { terms, quote: rules.quote(policy, { ...terms, amount, createdAt }, now) }
  const facts = { createdAt, timeZone: terms.timeZone }
  const parts = await readParts(on, order)
  const quotes = quoteEach(policy, parts, facts, now)
  const lines = parts.flatMap(({ placeId, quantity }, at) => {
    const quoted = quotes[at]
    return quoted ? { placeId, quantity, ...quoted } : []
  })
  return { terms, lines, quote: quoteWhole(policy, parts, { ...facts, amount }, now) }
}

/** What is left of an order's lines, without what goes along with them for nothing. */
async function readParts(on: Queryable, { storeId, lines }: Order) {
  const left = lines.filter((line) => unitsLeft(line) > 0 && (!line.isAside || netOf(line) > 0))
  const placeIds = left.map(({ placeId }) => placeId)
  const places = await readStarts(on, storeId, placeIds)
  const startOf = new Map(places.map(({ id, startsAt }) => [id, startsAt]))
  return left.map((line) => {
    const quantity = unitsLeft(line)
    const startsAt = startOf.get(line.placeId) ?? null
    return { placeId: line.placeId, quantity, startsAt, amount: worthOf(line, quantity) }
  })
}

/** The same of parts of an order, each by its own start. */
export async function quoteParts(
  on: Queryable,
  order: Order,
  parts: readonly Part[],
  now: Date,
): Promise<{ quotes: PartQuote[]; timeZone: string }> {
  const { policy, timeZone } = await queries.readTerms(on, order)
  const { createdAt } = order
  const facts = { createdAt, timeZone }
  return { quotes: quoteEach(policy ?? rules.legalMaximums.free, parts, facts, now), timeZone }
}
