import { isKnown } from './brands.ts'
import { WALLET } from './choice.ts'
import { useCheckoutText } from './text.ts'

/** The localized name of a payment method; an unknown one keeps its id. */
export function useMethodName(): (gateway: string) => string {
  const t = useCheckoutText()
  return (gateway) => {
    if (gateway === WALLET) return t('wallet.name')
    return isKnown(gateway) ? t(`method.${gateway}.name`) : gateway
  }
}
