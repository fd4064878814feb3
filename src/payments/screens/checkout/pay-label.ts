import { priceText } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import { isKnown } from './brands.ts'
import { isAllWallet } from './choice.ts'
import { useMethodName } from './method-name.ts'
import { useCheckoutText } from './text.ts'
import type { Choosing } from './use-choice.ts'

/** The label of the pay button: method and amount. */
export function usePayLabel({ price: whole, choice }: Choosing): string {
  const t = useCheckoutText()
  const language = useLanguage()
  const nameOf = useMethodName()
  const text = (amount: number) => priceText({ ...whole, amount }, language)
  if (isAllWallet(choice, whole.amount)) return t('pay.wallet', { price: text(whole.amount) })
  const price = text(whole.amount - choice.wallet)
  return isKnown(choice.gateway)
    ? t('pay.by', { price, method: nameOf(choice.gateway) })
    : t('pay.plain', { price })
}
