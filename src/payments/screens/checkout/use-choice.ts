import { useMemo, useState } from 'react'
import type { Money } from '../../../kernel/money.ts'
import { useQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { methodsQuery, type PaymentAnswer, walletQuery } from './checkout-queries.ts'
import { type Choice, isAllWallet, rememberUsual, usualOf, WALLET, walletMost } from './choice.ts'
import { isToppedUp } from './topped-up.ts'

export interface Choosing {
  readonly price: Money
  readonly choice: Choice
  readonly choose: (changed: Partial<Choice>) => void
  /** Methods besides the wallet, the last used first; undefined while loading. */
  readonly offered: readonly string[] | undefined
  /** The wallet's usable balance; 0 where it cannot be used. */
  readonly available: number
  /** What has to be charged before the wallet can pay all; 0 where it can, or cannot be charged so. */
  readonly missing: number
  /** The methods are loading. */
  readonly isLoading: boolean
  /** Whether the choice is complete. */
  readonly isReady: boolean
  readonly problem: unknown
  readonly again: () => void
}

/**
 * State of the payment choice; preselects the last used method.
 *
 * @param payment the latest attempt: preselects its wallet part, and counts its open hold as available
 * @param isCharge the order charges the wallet, which cannot pay it
 */
export function useChoice(
  price: Money,
  payment: Pick<PaymentAnswer, 'status' | 'price'> | null,
  isCharge = false,
): Choosing {
  const methods = useQuery({ ...methodsQuery(price.currency), enabled: price.amount > 0 })
  const names = methods.data?.data.map(({ gateway }) => gateway)
  const isGuest = useMe()?.isGuest === true // who has no wallet
  const hasWallet = !isCharge && !isGuest && names?.includes(WALLET) === true
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
    wallet: Math.min(chosen.wallet ?? (isToppedUp() ? most : before), most),
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
    missing: has && hasWallet ? missingOf(price, available, has.charged) : 0,
    isLoading: offered === undefined && !problem,
    isReady: choice.gateway !== '' || isAllWallet(choice, price.amount),
    problem,
    again: methods.refetch,
  }
}

/** Limits of a charge, as in `wallets/rules.ts`; the server enforces them. */
const CHARGE_LEAST = 1_000
const BALANCE_MOST = 2_000_000

function missingOf(price: Money, available: number, charged: Money): number {
  if (price.currency !== charged.currency || available >= price.amount) return 0
  const missing = Math.max(CHARGE_LEAST, price.amount - available)
  return charged.amount + missing > BALANCE_MOST ? 0 : missing
}

/** All methods but the wallet, the last used first; the order is stable during a choice. */
function useOffered(names: readonly string[] | undefined): readonly string[] | undefined {
  const known = names?.filter((name) => name !== WALLET).join(' ')
  return useMemo(() => {
    if (known === undefined) return undefined
    const others = known === '' ? [] : known.split(' ')
    const usual = usualOf(others)
    return others.toSorted((one, other) => Number(other === usual) - Number(one === usual))
  }, [known])
}
