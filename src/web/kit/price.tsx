import { priceText } from '../../kernel/format.ts'
import type { Money } from '../../kernel/money.ts'
import { useLanguage } from '../language.ts'
import { useShellText } from '../text.ts'

interface PriceProps {
  readonly money: Money
  readonly className?: string
}

export const Price = ({ money, className = '' }: PriceProps) => (
  <span className={`whitespace-nowrap ${className}`}>{priceText(money, useLanguage())}</span>
)

/** A price; zero is written as a word. */
export function PriceOrFree({ money, className = '' }: PriceProps) {
  const t = useShellText()
  if (money.amount > 0) return <Price money={money} className={className} />
  return <span className={`whitespace-nowrap ${className}`}>{t('kit.free')}</span>
}
