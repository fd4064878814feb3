import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { orderMissing } from '../../../orders/rules.ts'
import type { ParcelLine } from '../parcels/rules.ts'
import { variantOf } from '../products/rules.ts'
import { openReturns, quoteOf, type ReturnFacts } from './facts.ts'
import type { Option } from './queries.ts'
import * as rules from './rules.ts'

export interface ReturnAsk {
  readonly kind: rules.ReturnKind
  readonly reason: rules.Reason
  readonly lines: readonly ParcelLine[]
  /** What to send instead, of an exchange. */
  readonly exchangeVariantId?: Id<'Variant'> | undefined
}

interface At {
  readonly timeZone: string
  readonly now: Date
}

/**
 * Decides whether goods may come back, and what for.
 * Problems in order: order-missing, return-order-refunded, those of `rules.request`, those of `optionOf`.
 */
export function decide(facts: ReturnFacts, ask: ReturnAsk, { timeZone, now }: At) {
  if (facts.goods.length === 0) return orderMissing()
  if (!facts.isPaid) return rules.returnRefunded()
  const { reason, lines } = ask
  const refused = rules.request(
    facts.lines,
    lines,
    { reason, allArrivedAt: facts.allArrivedAt, timeZone },
    now,
  )
  if (refused) return refused
  if (ask.kind === 'return') return quoteOf(facts, ask, openReturns(facts))
  const option = optionOf(facts, ask)
  return option instanceof Problem ? option : rules.quoteExchange(facts.terms, reason)
}

/** Problems in order: exchange-unfit, exchange-same-option, exchange-sold-out. */
export function optionOf(
  { goods, options }: Pick<ReturnFacts, 'goods' | 'options'>,
  { lines, exchangeVariantId, reason }: ReturnAsk,
): Option | Problem {
  const [line, ...others] = lines
  const from = goods.find(({ placeId }) => placeId === line?.placeId)
  const now = options.find(({ variantId }) => from && variantId === variantOf(from.key))
  const to = options.find(({ variantId }) => variantId === exchangeVariantId)
  const isFit = to?.isForSale && to.productId === now?.productId && to.price === now.price
  if (!line || others.length > 0 || !to || !isFit) return rules.exchangeUnfit()
  // The same is sent again where what came was broken, or was another thing.
  if (to === now && rules.payerOf(reason) === 'buyer') return rules.exchangeSame()
  return to.left < line.quantity ? rules.exchangeSoldOut() : to
}
