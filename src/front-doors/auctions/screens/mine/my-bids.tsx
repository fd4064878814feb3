import { Link } from '@tanstack/react-router'
import { TilesSkeleton } from '../../../../stores/screens/list/store-tile.tsx'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { Tag, type Tone } from '../../../../web/kit/notice.tsx'
import { EmptyState, Failure } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { lotColumns } from '../lots/lot-list.tsx'
import { type MyLot, type MyLotPage, myLotsQuery } from '../lots/lot-queries.ts'
import { LotTile } from '../lots/lot-tile.tsx'
import { useMineText } from './text.ts'

const POLL_MS = 5_000

const tones: Record<MyLot['standing'], Tone> = {
  leading: 'good',
  outbid: 'bad',
  won: 'good',
  lost: 'plain',
}

interface MyBidsProps {
  /** Lots that still run, or those that went to others. */
  readonly kind: 'bids' | 'lost'
}

const shown: Record<MyBidsProps['kind'], readonly MyLot['standing'][]> = {
  bids: ['leading', 'outbid'],
  lost: ['lost'],
}

/** Lots that the reader has bid on, the latest bid first. */
export function MyBids({ kind }: MyBidsProps) {
  const t = useMineText()
  const list = useInfiniteQuery<MyLotPage>({
    ...myLotsQuery,
    refetchInterval: kind === 'lost' ? false : POLL_MS,
  })
  if (list.isPending) return <TilesSkeleton count={3} />
  if (!list.data) return <Failure problem={list.error} onRetry={list.refetch} />
  const lots = list.data.pages
    .flatMap(({ data }) => data)
    .filter(({ standing }) => shown[kind].includes(standing))
  return (
    <>
      {lots.length === 0 && !list.hasNextPage ? (
        <EmptyState
          title={t(`none.${kind}`)}
          action={
            <Link to="/auctions" activeOptions={{ exact: true }} className={buttonLook()}>
              {t('toLots')}
            </Link>
          }
        >
          {t(`none.${kind}Lead`)}
        </EmptyState>
      ) : (
        <ul className={lotColumns}>
          {lots.map((lot, at) => (
            <li key={lot.lotId}>
              <LotTile lot={lot} main={at < 3}>
                {lot.standing === 'lost' && lot.stage !== 'sold' ? undefined : (
                  <Tag tone={tones[lot.standing]}>{t(`standing.${lot.standing}`)}</Tag>
                )}
              </LotTile>
            </li>
          ))}
        </ul>
      )}
      <MoreButton of={list}>{t('more')}</MoreButton>
    </>
  )
}
