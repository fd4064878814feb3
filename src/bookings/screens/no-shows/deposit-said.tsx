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
  return { onlyOf, own: me ? own.data : undefined }
}

/** What the reader pays of a deposit: nothing, where the store asks others only. */
export function useOwnPrice(storeId: string): (price: Money) => Money {
  const { onlyOf, own } = useDeposit(storeId)
  const isWaived = onlyOf !== null && own?.isAsked === false
  return (price) => (isWaived ? { ...price, amount: 0 } : price)
}

/** Says before a claim of whom the store asks a deposit, and why of the reader; nothing where everybody pays. */
export function DepositSaid({ storeId }: { readonly storeId: string }) {
  const t = useNoShowText()
  const { onlyOf, own } = useDeposit(storeId)
  if (!onlyOf) return null
  const { days } = onlyOf
  if (!own) return <Notice>{t('deposits.said.anyone', { days })}</Notice>
  if (!own.isAsked) return <Notice tone="good">{t('deposits.said.free')}</Notice>
  return (
    <Notice>
      {own.why === 'no-show' ? t('deposits.said.missed', { days }) : t('deposits.said.first')}
    </Notice>
  )
}
