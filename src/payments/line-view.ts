import type { Static } from 'typebox'
import type { Order } from '../orders/rules.ts'
import type { Quote } from '../policies/rules.ts'
import type { ChosenLines, GiveBack } from './give-back-rules.ts'
import type { LineQuote } from './line-contract.ts'

export type QuotedLine = ChosenLines['lines'][number] & Omit<Quote, 'steps'>

export function lineQuoteView(
  { currency }: Pick<Order, 'currency'>,
  { refund, kept, fee, isLast }: GiveBack,
  lines: readonly QuotedLine[],
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): Static<typeof LineQuote> {
  const money = (amount: number) => ({ amount, currency })
  return {
    refund: money(refund),
    kept: money(kept),
    fee: money(fee),
    isWhole: isLast,
    lines: lines.map((line) => ({
      placeId: line.placeId,
      quantity: line.quantity,
      worth: money(line.worth),
      refund: money(line.refund),
      kept: money(line.kept),
      keptPercent: line.keptPercent,
      until: line.until?.toISOString() ?? null,
    })),
    timeZone,
    now: now.toISOString(),
  }
}

/** Reads `lines` of a query: `<placeId>:2,<placeId>:1`. */
export const readLines = (text: string) =>
  text.split(',').map((line) => {
    const [placeId = '', quantity] = line.split(':')
    return { placeId, quantity: Number(quantity) }
  })
