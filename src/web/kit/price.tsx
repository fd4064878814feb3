import type { Money } from '../../kernel/money.ts'
import { priceText } from '../format.ts'
import { useLanguage } from '../language.ts'

export const Price = ({ money, className = '' }: { money: Money; className?: string }) => (
  <span className={`whitespace-nowrap ${className}`}>{priceText(money, useLanguage())}</span>
)
