import { minorPerMajor } from '../../kernel/format.ts'
import type { Currency } from '../../kernel/money.ts'
import { Field } from '../../web/kit/field.tsx'
import { PriceOrFree } from '../../web/kit/price.tsx'
import { useStoresText } from './text.ts'

const MOST = 1_000_000_000

/** What was typed, in minor units; undefined unless it is an amount of the currency. */
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
  /** Whether it was tried to be sent, and so may be told that it is wrong. */
  readonly isTried: boolean
}

/** An amount as people say it, with what it reads like beneath. */
export function PriceField({ label, currency, typed, onType, isTried }: PriceFieldProps) {
  const t = useStoresText()
  const amount = priceOf(typed, currency)
  return (
    <Field
      label={label}
      required
      inputMode="decimal"
      autoComplete="off"
      maxLength={14}
      value={typed}
      hint={amount === undefined ? currency : <PriceOrFree money={{ amount, currency }} />}
      error={isTried && amount === undefined ? t('form.priceWrong') : undefined}
      onChange={(event) => onType(event.target.value)}
    />
  )
}
