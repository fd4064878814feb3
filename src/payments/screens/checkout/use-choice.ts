import { useMemo, useState } from 'react'
import type { Money } from '../../../kernel/money.ts'
import { useQuery } from '../../../web/query.ts'
import { methodsQuery, type PaymentAnswer, walletQuery } from './checkout-queries.ts'
import { type Choice, isAllWallet, rememberUsual, usualOf, WALLET, walletMost } from './choice.ts'

export interface Choosing {
  readonly price: Money
  readonly choice: Choice
  readonly choose: (changed: Partial<Choice>) => void
  /** Besides the wallet, the usual one first; undefined while nobody knows. */
  readonly offered: readonly string[] | undefined
  /** What the wallet has for this; 0 where it cannot be used. */
  readonly available: number
  /** Nobody knows yet what can be paid with. */
  readonly isLoading: boolean
  /** Whether what is chosen can be paid with. */
  readonly isReady: boolean
  readonly problem: unknown
  readonly again: () => void
}

/**
 * The ways to pay a price, and which is chosen: the one of the last time until another is pressed.
 *
 * @param payment the latest attempt: what the wallet was to pay of it is chosen again, and what it
 *   has set aside while the attempt is open counts as there
 * @param isCharge it fills the wallet, which therefore cannot pay it
 */
export function useChoice(
  price: Money,
  payment: Pick<PaymentAnswer, 'status' | 'price'> | null,
  isCharge = false,
): Choosing {
  const methods = useQuery({ ...methodsQuery(price.currency), enabled: price.amount > 0 })
  const names = methods.data?.data.map(({ gateway }) => gateway)
  const hasWallet = !isCharge && names?.includes(WALLET) === true
  const wallet = useQuery({ ...walletQuery, enabled: hasWallet })
  const [chosen, setChosen] = useState<Partial<Choice>>({})
  const offered = useOffered(names)
  const [usual = ''] = offered ?? []
  const isOpen = payment?.status === 'waiting'
  const before = isOpen || payment?.status === 'not-paid' ? price.amount - payment.price.amount : 0
  const setAside = isOpen ? before : 0
  const has = wallet.data
  const available =
    hasWallet && has?.charged.currency === price.currency
      ? has.charged.amount + has.granted.amount + Math.min(setAside, has.held.amount)
      : 0
  const most = walletMost(price.amount, available)
  const choice = {
    gateway: chosen.gateway ?? usual,
    wallet: Math.min(chosen.wallet ?? before, most),
  }
  const choose = (changed: Partial<Choice>) => {
    if (changed.gateway) rememberUsual(changed.gateway)
    setChosen({ ...chosen, ...changed })
  }
  const problem = methods.isError && !methods.data ? methods.error : undefined
  return {
    price,
    choice,
    choose,
    offered,
    available,
    isLoading: offered === undefined && !problem,
    isReady: choice.gateway !== '' || isAllWallet(choice, price.amount),
    problem,
    again: methods.refetch,
  }
}

/** All but the wallet, the usual one first; they stay in their places while somebody chooses. */
function useOffered(names: readonly string[] | undefined): readonly string[] | undefined {
  const known = names?.filter((name) => name !== WALLET).join(' ')
  return useMemo(() => {
    if (known === undefined) return undefined
    const others = known === '' ? [] : known.split(' ')
    const usual = usualOf(others)
    return others.toSorted((one, other) => Number(other === usual) - Number(one === usual))
  }, [known])
}
