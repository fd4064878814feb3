import type { Currency } from '../../kernel/money.ts'
import { Field } from '../../web/kit/field.tsx'
import { PriceOrFree } from '../../web/kit/price.tsx'
import { priceOf } from './price.ts'
import { useStoresText } from './text.ts'

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
