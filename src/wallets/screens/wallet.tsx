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

/** The wallet page: balances, charge form and movements. */
export function Wallet() {
  const t = useWalletText()
  const query = useQuery(walletQuery)
  return (
    <Page title={t('title')}>
      {query.isPending ? (
        <Loading className="grid items-start gap-6 md:grid-cols-2">
          <Skeleton className="h-56" />
          <Skeleton className="h-56" />
        </Loading>
      ) : null}
      {query.isError && !query.data ? (
        <Failure problem={query.error} onRetry={query.refetch} />
      ) : null}
      {query.data ? (
        <>
          <JustCharged />
          <div className="grid items-start gap-6 md:grid-cols-2">
            <Balance wallet={query.data} />
            <ChargeForm charged={query.data.charged} />
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

/** Confirms a just paid charge once its entry is listed. */
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
