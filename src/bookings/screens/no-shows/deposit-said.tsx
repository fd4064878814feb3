import { Link, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Money } from '../../../kernel/money.ts'
import { Notice } from '../../../web/kit/notice.tsx'
import { useQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { depositsQuery, ownDepositQuery } from './deposit-query.ts'
import { useNoShowText } from './text.ts'

/** Whether a store asks some guests only, and the reader among them. */
function useDeposit(storeId: string) {
  const me = useMe()
  const { data } = useQuery(depositsQuery(storeId))
  const onlyOf = data?.onlyOf ?? null
  const own = useQuery({ ...ownDepositQuery(storeId), enabled: Boolean(me && onlyOf) })
  return { onlyOf, own: me ? own.data : undefined, isIn: Boolean(me) }
}

/** Whether the store asks others for its deposits, and not the reader. */
export function useIsWaived(storeId: string): boolean {
  const { onlyOf, own } = useDeposit(storeId)
  return onlyOf !== null && own?.isAsked === false
}

/** What the reader pays of a deposit. */
export function useOwnPrice(storeId: string): (price: Money) => Money {
  const isWaived = useIsWaived(storeId)
  return (price) => (isWaived ? { ...price, amount: 0 } : price)
}

/** Says before a claim of whom the store asks a deposit, and why of the reader; nothing where everybody pays. */
export function DepositSaid({ storeId }: { readonly storeId: string }) {
  const t = useNoShowText()
  const { onlyOf, own, isIn } = useDeposit(storeId)
  if (!onlyOf || (isIn && !own)) return null
  const { days } = onlyOf
  if (!own)
    return (
      <Notice>
        {t('deposits.said.anyone', { days })} <SignIn>{t('deposits.said.signIn')}</SignIn>
      </Notice>
    )
  if (!own.isAsked) return <Notice tone="good">{t('deposits.said.free')}</Notice>
  return (
    <Notice>
      {own.why === 'no-show' ? t('deposits.said.missed', { days }) : t('deposits.said.first')}
    </Notice>
  )
}

/** To the page to sign in, and back to this one. */
function SignIn({ children }: { readonly children: ReactNode }) {
  const here = useRouterState({ select: ({ location }) => location.href })
  return (
    <Link to="/sign-in" search={{ return: here }} className="font-semibold underline">
      {children}
    </Link>
  )
}
