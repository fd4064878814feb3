import { Link, useRouter } from '@tanstack/react-router'
import { priceText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import { titleIn } from '../../orders/title-rules.ts'
import { MoreButton } from '../../web/kit/more-button.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../web/kit/states.tsx'
import { WhenText } from '../../web/kit/when.tsx'
import { useLanguage } from '../../web/language.ts'
import { useInfiniteQuery } from '../../web/query.ts'
import { WALLET_ZONE } from '../charge-rules.ts'
import { type Movement, movementsOf } from './entry-groups.ts'
import { useWalletText } from './text.ts'
import { type EntryAnswer, entriesQuery } from './wallet-queries.ts'

/** Wallet movements, latest first, in pages. */
export function Entries() {
  const t = useWalletText()
  const list = useInfiniteQuery(entriesQuery)
  if (list.isPending)
    return (
      <Loading className="grid gap-3">
        <Skeleton className="h-20" />
        <Skeleton className="h-20" />
      </Loading>
    )
  if (list.isError && !list.data) return <Failure problem={list.error} onRetry={list.refetch} />
  const movements = movementsOf(list.data.pages.flatMap(({ data }) => data))
  if (movements.length === 0)
    return <EmptyState title={t('entries.none')}>{t('entries.noneLead')}</EmptyState>
  return (
    <>
      <ol className="grid divide-y divide-line rounded-3xl border border-line bg-card px-5">
        {movements.map((movement) => (
          <MovementLine key={movement.number} movement={movement} />
        ))}
      </ol>
      <MoreButton of={list}>{t('entries.more')}</MoreButton>
    </>
  )
}

function MovementLine({ movement }: { movement: Movement }) {
  const t = useWalletText()
  const language = useLanguage()
  const { what, at, amount, parts } = movement
  const isMore = amount.amount > 0
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-4">
      <div className="grid gap-0.5">
        <p className="flex flex-wrap gap-x-2">
          <strong>{t(`what.${what}`)}</strong>
          <OrderLink movement={movement} />
        </p>
        <p className="text-sm text-soft">
          <WhenText at={at} timeZone={WALLET_ZONE} named />
        </p>
      </div>
      <div className="grid justify-items-end text-right">
        <p className={`text-lg font-bold ${isMore ? 'text-good' : ''}`}>
          {signed(amount, language)}
        </p>
        {parts.map((part) => (
          <p key={part.number} className="text-sm text-soft">
            {t('entries.part', {
              kind: t(`balance.${part.of}`),
              amount: signed(part.amount, language),
              balance: priceText(part.balance, language),
            })}
          </p>
        ))}
      </div>
    </li>
  )
}

/** Uses the minus sign U+2212, which screen readers announce. */
function signed(money: EntryAnswer['amount'], language: Language): string {
  const text = priceText({ ...money, amount: Math.abs(money.amount) }, language)
  return `${money.amount < 0 ? '−' : '+'}${text}`
}

/** Links to the order; for a charge, to the charge's page. */
function OrderLink({ movement: { what, order } }: { movement: Movement }) {
  const t = useWalletText()
  const language = useLanguage()
  const { orderPage } = useRouter().options.context
  if (!order) return null
  const isCharge = what === 'charge' || what === 'uncharge'
  const to = orderPage({ orderId: order.id, buys: isCharge ? 'balance' : 'places' })
  return (
    <Link to={to as '/'} className="inline-flex min-h-6 items-center text-accent underline">
      {isCharge ? t('entries.details') : titleIn(order.title, language)}
    </Link>
  )
}
