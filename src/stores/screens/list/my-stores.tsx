import { Link } from '@tanstack/react-router'
import { SecondFactorOffer } from '../../../accounts/screens/second-factor/offer.tsx'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Tag } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQuery } from '../../../web/query.ts'
import { meQuery } from '../../../web/session.ts'
import { useStaffText } from '../../staff/screens/text.ts'
import { NotOwner } from '../not-owner.tsx'
import { hasDesk, useRoleAt } from '../role.tsx'
import { StorePicture } from '../store-picture.tsx'
import { myStoresQuery, type StoreCard } from '../store-queries.ts'
import { useStoresText } from '../text.ts'
import { useDoor } from '../use-door.ts'
import { StoreList } from './store-list.tsx'

const columns = 'grid gap-4 sm:grid-cols-2 sm:gap-6 lg:grid-cols-3'

/** All stores that the reader owns or works at, and the link to open another. */
export function MyStores() {
  const t = useStoresText()
  const me = useQuery(meQuery)
  const isOwner = me.data && me.data.role !== 'customer'
  const isIn = hasDesk(me.data)
  return (
    <Page title={t('mine.title')} aside={isIn ? <Ways isOwner={Boolean(isOwner)} /> : undefined}>
      {me.isPending ? <ListSkeleton /> : null}
      {me.isError ? <Failure problem={me.error} onRetry={() => me.refetch()} /> : null}
      {me.data !== undefined && !isIn ? <NotOwner isSignedIn={me.data !== null} /> : null}
      <SecondFactorOffer />
      {isIn ? (
        <StoreList
          query={myStoresQuery}
          columns={columns}
          loading={<ListSkeleton />}
          none={
            <EmptyState title={t('mine.none')} action={<ToOpening />}>
              {t('mine.noneLead')}
            </EmptyState>
          }
          card={(store) => <MyStore store={store} />}
        />
      ) : null}
    </Page>
  )
}

function Ways({ isOwner }: { readonly isOwner: boolean }) {
  const t = useStoresText()
  return (
    <div className="flex flex-wrap gap-3">
      <Link to="/desk/today" className={buttonLook('quiet')}>
        {t('mine.today')}
      </Link>
      {isOwner ? <ToOpening /> : null}
    </div>
  )
}

const ListSkeleton = () => (
  <Loading className={columns}>
    <Skeleton className="h-20 sm:h-60" />
    <Skeleton className="h-20 sm:h-60" />
  </Loading>
)

function ToOpening() {
  const t = useStoresText()
  return (
    <Link to="/desk/open" className={buttonLook()}>
      {t('mine.open')}
    </Link>
  )
}

function MyStore({ store }: { store: StoreCard }) {
  const t = useStoresText()
  const staffText = useStaffText()
  const door = useDoor(store.door)
  const { id, kind, name, closed } = store
  const role = useRoleAt(id)
  return (
    <Link
      to="/desk/$storeId"
      params={{ storeId: id }}
      className="group grid overflow-hidden rounded-3xl border border-line bg-card shadow-lift max-sm:grid-cols-[7rem_minmax(0,1fr)]"
    >
      <StorePicture store={store} className="size-full max-sm:min-h-20 sm:aspect-5/2" />
      <div className="flex items-center justify-between gap-3 p-4 sm:p-5">
        <div className="grid">
          <h2 className="text-lg font-bold group-hover:text-accent">{name}</h2>
          <p className="text-sm text-soft">{door?.stores.kindName(kind ?? '')}</p>
        </div>
        <span className="flex flex-wrap justify-end gap-1.5">
          {role && role !== 'owner' ? <Tag tone="good">{staffText(`roles.${role}`)}</Tag> : null}
          {closed ? <Tag>{t('mine.closed')}</Tag> : null}
        </span>
      </div>
    </Link>
  )
}
