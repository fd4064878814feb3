import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { wallDateAt } from '../../../kernel/format.ts'
import type { DeskPartProps } from '../../../web/door.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../web/query.ts'
import { DepositTerms } from './deposit-terms.tsx'
import { downloadPayments } from './download.ts'
import { type PaymentFilter, readFilter } from './filter.ts'
import { FilterForm } from './filter-form.tsx'
import { PaymentList } from './payment-list.tsx'
import { type StorePayments as Answer, storePaymentsQuery } from './payment-queries.ts'
import { Presets } from './presets.tsx'
import { Sums } from './sums.tsx'
import { useStoreText } from './text.ts'

/** A store's payments that match the filter, with sums. */
export function StorePayments({ store: { id: storeId } }: DeskPartProps) {
  const t = useStoreText()
  const filter = readFilter(useSearch({ from: '/desk/$storeId' }))
  const query = useInfiniteQuery({
    ...storePaymentsQuery(storeId, filter),
    placeholderData: (before) => before,
  })
  const first = query.data?.pages[0]
  return (
    <div className="grid gap-8">
      <h2 className="sr-only">{t('list.title')}</h2>
      {query.isError && !first ? (
        <Failure problem={query.error} onRetry={() => query.refetch()} />
      ) : null}
      {query.isPending ? (
        <Loading className="grid gap-6">
          <Skeleton className="h-12" />
          <Skeleton className="h-56" />
          <Skeleton className="h-96" />
        </Loading>
      ) : null}
      {first ? (
        <>
          <div className="grid gap-4">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <Presets
                filter={filter}
                today={wallDateAt(new Date(first.now), first.store.timeZone)}
              />
              <ToReviews storeId={storeId} />
            </div>
            <FilterForm filter={filter} currency={first.sums.kept.currency} />
          </div>
          {query.isError ? (
            <Failure problem={query.error} onRetry={() => query.refetch()} />
          ) : (
            <div
              className={`grid gap-8 ${query.isPlaceholderData ? 'opacity-60' : ''}`}
              aria-busy={query.isPlaceholderData}
            >
              <Sums answer={first} filter={filter} />
              <Listed
                answers={query.data?.pages ?? []}
                storeId={storeId}
                filter={filter}
                {...(query.hasNextPage && { onMore: () => query.fetchNextPage() })}
                isMoreComing={query.isFetchingNextPage}
              />
            </div>
          )}
        </>
      ) : null}
      <DepositTerms storeId={storeId} />
    </div>
  )
}

function ToReviews({ storeId }: { storeId: string }) {
  const t = useStoreText()
  return (
    <Link
      to="/stores/$storeId/reviews"
      params={{ storeId }}
      className={buttonLook('plain', 'no-print')}
    >
      {t('list.toReviews')}
    </Link>
  )
}

interface ListedProps {
  readonly answers: readonly Answer[]
  readonly storeId: string
  readonly filter: PaymentFilter
  readonly onMore?: () => void
  readonly isMoreComing: boolean
}

function Listed({ answers, storeId, filter, onMore, isMoreComing }: ListedProps) {
  const t = useStoreText()
  const payments = answers.flatMap(({ data }) => data)
  const isNarrowed = Object.keys(filter).length > 0
  if (payments.length === 0)
    return (
      <EmptyState
        title={t(isNarrowed ? 'list.noneFit' : 'list.none')}
        action={
          isNarrowed ? (
            <Link to="." search={{ tab: 'payments' }} className={buttonLook('quiet')}>
              {t('filter.clear')}
            </Link>
          ) : undefined
        }
      >
        {t(isNarrowed ? 'list.noneFitLead' : 'list.noneLead')}
      </EmptyState>
    )
  return (
    <section className="grid gap-4" aria-labelledby="payments">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="payments" className="text-xl font-bold">
          {t('list.heading', { count: answers[0]?.sums.payments ?? 0 })}
        </h2>
        <Download storeId={storeId} filter={filter} />
      </div>
      <PaymentList
        payments={payments}
        storeId={storeId}
        timeZone={answers[0]?.store.timeZone ?? 'UTC'}
      />
      {onMore ? (
        <Button
          kind="quiet"
          className="no-print justify-self-center"
          pending={isMoreComing}
          onClick={onMore}
        >
          {t('list.more')}
        </Button>
      ) : null}
    </section>
  )
}

function Download({ storeId, filter }: Pick<ListedProps, 'storeId' | 'filter'>) {
  const t = useStoreText()
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const download = async () => {
    setState('pending')
    setState((await downloadPayments(storeId, filter)) ? 'idle' : 'failed')
  }
  return (
    <div className="no-print flex flex-wrap items-center gap-3">
      {state === 'failed' ? <Notice tone="bad" title={t('list.downloadFailed')} /> : null}
      <Button kind="quiet" pending={state === 'pending'} onClick={download}>
        {t('list.download')}
      </Button>
    </div>
  )
}
