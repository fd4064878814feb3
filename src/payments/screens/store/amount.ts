import { minorPerMajor } from '../../../kernel/format.ts'
import type { Currency, Money } from '../../../kernel/money.ts'

/** Parses an amount as minor units; undefined unless positive and valid in the currency. */
export function amountOf(typed: string, currency: Currency): number | undefined {
  const plain = typed.replaceAll(/[,\s원₩$€¥]/g, '')
  const per = minorPerMajor(currency)
  if (!(per > 1 ? /^\d{1,12}(\.\d{1,2})?$/ : /^\d{1,12}$/).test(plain)) return undefined
  const minor = Math.round(Number(plain) * per)
  return minor > 0 ? minor : undefined
}

/** An amount as editable text: `12500`, `45.00`. */
export function typedOf({ amount, currency }: Money): string {
  const per = minorPerMajor(currency)
  return (amount / per).toFixed(per > 1 ? 2 : 0)
}
