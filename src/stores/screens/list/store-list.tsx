import type { ReactNode } from 'react'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Failure } from '../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../web/query.ts'
import type { StoreCard, StorePage, storesQuery } from '../store-queries.ts'
import { useStoresText } from '../text.ts'

interface StoreListProps {
  readonly query: ReturnType<typeof storesQuery>
  /** How the cards are laid out. */
  readonly columns: string
  /** While the first page is on its way. */
  readonly loading: ReactNode
  readonly none: ReactNode
  readonly card: (store: StoreCard, at: number) => ReactNode
}

/** A list of stores, page by page. */
export function StoreList({ query, columns, loading, none, card }: StoreListProps) {
  const t = useStoresText()
  const list = useInfiniteQuery<StorePage>(query)
  if (list.isPending) return loading
  if (list.isError && !list.data)
    return <Failure problem={list.error} onRetry={() => list.refetch()} />
  const stores = list.data.pages.flatMap(({ data }) => data)
  if (stores.length === 0) return none
  return (
    <>
      <ul className={columns}>
        {stores.map((store, at) => (
          <li key={store.id}>{card(store, at)}</li>
        ))}
      </ul>
      <MoreButton of={list}>{t('mine.more')}</MoreButton>
    </>
  )
}
