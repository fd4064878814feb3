import { Link, useSearch } from '@tanstack/react-router'
import { priceText } from '../../kernel/format.ts'
import { walletQuery } from '../../payments/screens/checkout/checkout-queries.ts'
import { Notice } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../web/kit/states.tsx'
import { useLanguage } from '../../web/language.ts'
import { useInfiniteQuery, useQuery } from '../../web/query.ts'
import { Balance } from './balance.tsx'
import { ChargeForm } from './charge-form.tsx'
import { Entries } from './entries.tsx'
import { useWalletText } from './text.ts'
import { entriesQuery } from './wallet-queries.ts'

/** Somebody's own wallet: what is in it, the way to charge it, and what has moved. */
export function Wallet() {
  const t = useWalletText()
  const asked = useQuery(walletQuery)
  return (
    <Page title={t('title')}>
      {asked.isPending ? (
        <Loading className="grid items-start gap-6 md:grid-cols-2">
          <Skeleton className="h-56" />
          <Skeleton className="h-56" />
        </Loading>
      ) : null}
      {asked.isError && !asked.data ? (
        <Failure problem={asked.error} onRetry={asked.refetch} />
      ) : null}
      {asked.data ? (
        <>
          <JustCharged />
          <div className="grid items-start gap-6 md:grid-cols-2">
            <Balance wallet={asked.data} />
            <ChargeForm charged={asked.data.charged} />
          </div>
          <section aria-labelledby="entries" className="grid gap-4">
            <h2 id="entries" className="text-xl font-bold">
              {t('entries.title')}
            </h2>
            <Entries />
          </section>
        </>
      ) : null}
    </Page>
  )
}

/** Says so once the charge that was just paid for is in the wallet. */
function JustCharged() {
  const t = useWalletText()
  const language = useLanguage()
  const { charged } = useSearch({ from: '/wallet' })
  const list = useInfiniteQuery(entriesQuery)
  if (charged === undefined) return null
  const entry = list.data?.pages
    .flatMap(({ data }) => data)
    .find(({ what, order }) => what === 'charge' && order?.id === charged)
  if (!entry) return null
  return (
    <Notice tone="good" title={t('charged', { price: priceText(entry.amount, language) })}>
      <Link
        to="/wallet/charges/$orderId"
        params={{ orderId: charged }}
        className="inline-flex min-h-6 items-center font-semibold underline"
      >
        {t('entries.details')}
      </Link>
    </Notice>
  )
}
