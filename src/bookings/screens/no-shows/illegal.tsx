import { priceText } from '../../../kernel/format.ts'
import type { Currency } from '../../../kernel/money.ts'
import type { ProblemBody } from '../../../web/call.ts'
import { useLanguage } from '../../../web/language.ts'
import { useNoShowText } from './text.ts'

interface IllegalProps {
  readonly problem: ProblemBody | undefined
  readonly currency: Currency
}

/** Says how much would be lawful. */
export function Illegal({ problem, currency }: IllegalProps) {
  const t = useNoShowText()
  const language = useLanguage()
  if (problem?.type === 'no-show-fee-illegal') {
    const { keptPercent, mostPercent } = problem as unknown as {
      keptPercent: number
      mostPercent: number
    }
    return <Said>{t('feeIllegal', { kept: keptPercent, most: mostPercent })}</Said>
  }
  if (problem?.type !== 'deposit-illegal') return null
  const { deposit, most, per } = problem as unknown as {
    deposit: number
    most: number
    per: 'person' | 'booking'
  }
  const say = (amount: number) => priceText({ amount, currency }, language)
  return <Said>{t(`depositIllegal.${per}`, { deposit: say(deposit), most: say(most) })}</Said>
}

const Said = ({ children }: { readonly children: string }) => (
  <p className="text-sm font-medium text-bad">{children}</p>
)
