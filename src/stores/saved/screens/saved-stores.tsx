import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../../web/kit/button.tsx'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Failure } from '../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../web/query.ts'
import { StoreTile, TilesSkeleton, tileColumns, tileLook } from '../../screens/list/store-tile.tsx'
import { useDoors } from '../../screens/use-door.ts'
import { Heart } from './heart.tsx'
import { type SavedPage, savedQuery } from './saved-queries.ts'
import { useSavedText } from './text.ts'

/** The stores that the reader has saved, latest first. */
export function SavedStores() {
  const t = useSavedText()
  return (
    <Page title={t('title')}>
      <SavedList />
    </Page>
  )
}

function SavedList() {
  const t = useSavedText()
  const doors = useDoors()
  const list = useInfiniteQuery<SavedPage>(savedQuery)
  if (list.isPending) return <TilesSkeleton count={3} />
  if (list.isError && !list.data)
    return <Failure problem={list.error} onRetry={() => list.refetch()} />
  const saved = list.data.pages.flatMap(({ data }) => data)
  if (saved.length === 0)
    return (
      <EmptyState
        title={t('none')}
        action={
          <Link to="/search" className={buttonLook()}>
            {t('find')}
          </Link>
        }
      >
        {t('noneLead')}
      </EmptyState>
    )
  return (
    <>
      <ul className={tileColumns}>
        {saved.map(({ store }, at) => (
          <li key={store.id} className="relative">
            <Link
              to={
                (doors.find(({ name }) => name === store.door)?.storePage(store.id) ?? '/') as '/'
              }
              className={tileLook}
            >
              <StoreTile store={store} main={at < 2} />
            </Link>
            <span className="absolute top-3 right-3">
              <Heart store={store} small />
            </span>
          </li>
        ))}
      </ul>
      <MoreButton of={list}>{t('more')}</MoreButton>
    </>
  )
}
