import { isKnown } from './brands.ts'
import { WALLET } from './choice.ts'
import { useCheckoutText } from './text.ts'

/** The name that people know a way of paying by; one that we do not know keeps its own. */
export function useMethodName(): (gateway: string) => string {
  const t = useCheckoutText()
  return (gateway) => {
    if (gateway === WALLET) return t('wallet.name')
    return isKnown(gateway) ? t(`method.${gateway}.name`) : gateway
  }
}
