import { minorPerMajor } from '../../kernel/format.ts'
import type { Currency } from '../../kernel/money.ts'

const MOST = 1_000_000_000

/** Parses an amount into minor units; undefined if it is invalid in the currency. */
export function priceOf(typed: string, currency: Currency): number | undefined {
  const plain = typed.replaceAll(/[,\s]/g, '')
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) return undefined
  const minor = Math.round(Number(plain) * minorPerMajor(currency))
  const isWhole = minorPerMajor(currency) > 1 || !plain.includes('.')
  return isWhole && minor <= MOST ? minor : undefined
}
