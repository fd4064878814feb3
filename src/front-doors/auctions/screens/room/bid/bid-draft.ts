import { minorPerMajor, numberText } from '../../../../../kernel/format.ts'
import type { Language } from '../../../../../kernel/language.ts'
import type { Currency } from '../../../../../kernel/money.ts'
import type { Lot } from '../../lots/lot-queries.ts'

/** Parses what was typed as minor units; undefined if it is no amount. */
export function amountOf(typed: string, currency: Currency): number | undefined {
  const plain = typed.normalize('NFKC').replaceAll(/[,\s]|[원엔₩¥$€]/g, '')
  const unit = minorPerMajor(currency)
  const isAmount = unit === 1 ? /^\d{1,12}$/ : /^\d{1,10}(\.\d{1,2})?$/
  if (!isAmount.test(plain)) return undefined
  const amount = Math.round(Number(plain) * unit)
  return amount > 0 ? amount : undefined
}

/** Groups the digits of an amount while it is typed; anything else stays as it is. */
export function typedText(typed: string, language: Language): string {
  const plain = typed.replaceAll(',', '')
  return /^\d{1,15}$/.test(plain) ? numberText(Number(plain), language) : typed
}

/** An amount as it would be typed. */
export const amountText = (amount: number, currency: Currency, language: Language): string =>
  numberText(amount / minorPerMajor(currency), language)

const stepAt = ({ steps }: Lot['terms'], price: number): number =>
  steps.findLast(({ from }) => from <= price)?.by ?? 1

/** The least bid, and one and two steps more, as far as the auction takes them. */
export function quickAmounts({ next, terms }: Pick<Lot, 'next' | 'terms'>): readonly number[] {
  const second = next + stepAt(terms, next)
  const third = second + stepAt(terms, second)
  return [next, second, third].filter((amount) => amount <= terms.bidMost)
}
