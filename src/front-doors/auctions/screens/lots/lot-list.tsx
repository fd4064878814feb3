import { useEffect } from 'react'
import { TilesSkeleton } from '../../../../stores/screens/list/store-tile.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { EmptyState, Failure } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { type LotFilter, type LotPage, lotsQuery } from './lot-queries.ts'
import { LotTile } from './lot-tile.tsx'
import { useLotText } from './text.ts'

const POLL_MS = 5_000
/** Tiles that are seen before any scrolling. */
const SEEN_AT_ONCE = 3

export const lotColumns = 'grid gap-x-6 gap-y-6 sm:grid-cols-2 sm:gap-y-9 lg:grid-cols-3'

/** Lots of a filter, page by page; prices are refreshed while the page is seen. */
export function LotList({ filter }: { readonly filter: LotFilter }) {
  const t = useLotText()
  const list = useInfiniteQuery<LotPage>({
    ...lotsQuery(filter),
    placeholderData: (before) => before,
  })
  usePolling(list.refetch, filter.stage === 'closed' || list.isFetchingNextPage)
  if (list.isPending) return <TilesSkeleton count={3} />
  if (!list.data) return <Failure problem={list.error} onRetry={() => list.refetch()} />
  const lots = list.data.pages.flatMap(({ data }) => data)
  if (lots.length === 0) {
    const isNarrowed = filter.category !== undefined || filter.title !== undefined
    return (
      <EmptyState title={t(isNarrowed ? 'none.found' : `none.${filter.stage}`)}>
        {t(isNarrowed ? 'none.foundLead' : 'none.lead')}
      </EmptyState>
    )
  }
  return (
    <>
      <ul className={`${lotColumns} ${list.isPlaceholderData ? 'opacity-60' : ''}`}>
        {lots.map((lot, at) => (
          <li key={lot.lotId}>
            <LotTile lot={lot} main={at < SEEN_AT_ONCE} isOfOne={filter.auctionId !== undefined} />
          </li>
        ))}
      </ul>
      <MoreButton of={list}>{t('more')}</MoreButton>
    </>
  )
}

/** Asks again every few seconds while the page is visible. */
function usePolling(ask: () => Promise<void>, isStill: boolean): void {
  useEffect(() => {
    if (isStill) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void ask()
    }, POLL_MS)
    return () => clearInterval(timer)
  }, [ask, isStill])
}
