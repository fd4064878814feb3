import { minorPerMajor } from '../../kernel/format.ts'
import type { Currency } from '../../kernel/money.ts'
import { Field } from '../../web/kit/field.tsx'
import { PriceOrFree } from '../../web/kit/price.tsx'
import { useStoresText } from './text.ts'

const MOST = 1_000_000_000

/** Parses an amount into minor units; undefined if it is invalid in the currency. */
export function priceOf(typed: string, currency: Currency): number | undefined {
  const plain = typed.replaceAll(/[,\s]/g, '')
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) return undefined
  const minor = Math.round(Number(plain) * minorPerMajor(currency))
  const isWhole = minorPerMajor(currency) > 1 || !plain.includes('.')
  return isWhole && minor <= MOST ? minor : undefined
}

interface PriceFieldProps {
  /** What the price is of: `테이블당 가격`. */
  readonly label: string
  readonly currency: Currency
  readonly typed: string
  readonly onType: (typed: string) => void
  /** Whether the form was submitted, so that errors are shown. */
  readonly isTried: boolean
}

/** A field for an amount, with the formatted price below. */
export function PriceField({ label, currency, typed, onType, isTried }: PriceFieldProps) {
  const t = useStoresText()
  const amount = priceOf(typed, currency)
  return (
    <Field
      label={`${label} (${currency})`}
      required
      inputMode="decimal"
      autoComplete="off"
      maxLength={14}
      value={typed}
      hint={amount === undefined ? undefined : <PriceOrFree money={{ amount, currency }} />}
      error={isTried && amount === undefined ? t('form.priceWrong') : undefined}
      onChange={(event) => onType(event.target.value)}
    />
  )
}
