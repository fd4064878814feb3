import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
import { Field } from '../../../../web/kit/field.tsx'
import { Price } from '../../../../web/kit/price.tsx'

interface AmountFieldProps {
  readonly label: string
  readonly currency: Currency
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly hint?: string
  readonly error?: string | undefined
  /** It may be left empty. */
  readonly optional?: boolean
}

/** An amount, with its formatted price below while it is typed. */
export function AmountField(props: AmountFieldProps) {
  const { label, currency, typed, onType, hint, error, optional } = props
  const amount = priceOf(typed, currency)
  return (
    <Field
      label={`${label} (${currency})`}
      required={!optional}
      inputMode="decimal"
      autoComplete="off"
      maxLength={14}
      value={typed}
      hint={
        amount === undefined ? (
          hint
        ) : (
          <>
            <Price money={{ amount, currency }} className="font-semibold text-ink" />
            {hint ? <span className="block">{hint}</span> : null}
          </>
        )
      }
      error={error}
      onChange={({ target }) => onType(target.value)}
    />
  )
}
