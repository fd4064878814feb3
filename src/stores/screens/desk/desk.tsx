import { Link, useParams, useSearch } from '@tanstack/react-router'
import { type ComponentType, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { UnverifiedNotice } from '../../../accounts/screens/address/unverified-notice.tsx'
import { DeskLive } from '../../../bookings/screens/desk/desk-live.tsx'
import { NoticeBell } from '../../../bookings/screens/desk/notice-bell.tsx'
import type { DeskPartProps } from '../../../web/door.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { later } from '../../../web/kit/later.ts'
import { Notice } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQuery } from '../../../web/query.ts'
import { screen } from '../../../web/root.tsx'
import { useMe } from '../../../web/session.ts'
import { QuitJob } from '../../staff/screens/quit-job.tsx'
import { NotOwner } from '../not-owner.tsx'
import { mayAs, roleAt } from '../role.tsx'
import { storeQuery } from '../store-queries.ts'
import { useStoresText } from '../text.ts'
import { useDoor } from '../use-door.ts'
import { useDoorTabs } from './door-tabs.ts'
import { StoreSwitch } from './store-switch.tsx'
import { tabNamed } from './tab-named.ts'
import { type CommonTab, commonTabs, Tabs, useCommonTabs } from './tabs.tsx'

const [BusinessToDo] = later(() =>
  import('../../business/screens/business-to-do.tsx').then((loaded) => loaded.BusinessToDo),
)

/** Tabs of stores of every door. */
const commonParts: Record<CommonTab, ComponentType<DeskPartProps>> = {
  calendar: screen(() => import('../../../bookings/calendar/screens/calendar.tsx'), 'Calendar'),
  report: screen(() => import('../../../bookings/reports/screens/report.tsx'), 'Report'),
  profile: screen(() => import('../../profile/screens/profile-editor.tsx'), 'ProfileEditor'),
  acts: screen(() => import('../../acts/screens/acts.tsx'), 'Acts'),
  menu: screen(() => import('../../menu/screens/menu-editor.tsx'), 'MenuEditor'),
  pictures: screen(() => import('./store-pictures.tsx'), 'StorePictures'),
  payments: screen(
    () => import('../../../payments/screens/store/store-payments.tsx'),
    'StorePayments',
  ),
  policy: screen(() => import('./store-policy.tsx'), 'StorePolicy'),
  'waiting-room': screen(
    () => import('../../../waiting-room/screens/desk/room-desk.tsx'),
    'RoomDesk',
  ),
  notices: screen(() => import('./store-notices.tsx'), 'StoreNotices'),
  staff: screen(() => import('../../staff/screens/staff.tsx'), 'Staff'),
  details: screen(() => import('./details.tsx'), 'Details'),
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** The page of one store for those who run it: its door's tabs, then the common ones, as they may use them. */
export function Desk() {
  const t = useStoresText()
  const { storeId } = useParams({ from: '/desk/$storeId' })
  const search = useSearch({ from: '/desk/$storeId' })
  const me = useMe()
  const asked = useQuery(storeQuery(storeId))
  const door = useDoor(asked.data?.door)
  const doorTabs = useDoorTabs(asked.data)
  const commonNames = useCommonTabs(asked.data)
  const role = roleAt(me, storeId)
  const parts = new Map<string, ComponentType<DeskPartProps>>([
    ...doorTabs
      .filter(({ right }) => mayAs(role, right))
      .map(({ name, Part }) => [name, Part] as const),
    ...commonNames
      .filter((name) => mayAs(role, commonTabs[name]))
      .map((name) => [name, commonParts[name]] as const),
  ])
  const named = search.tab ?? (search.order && door?.dayTab)
  const tab = tabNamed([...parts.keys()], named) ?? [...parts.keys()][0]
  const Part = parts.get(tab ?? '')
  return (
    <DeskLive storeId={storeId} isOn={mayAs(role, 'desk') && asked.data !== undefined}>
      <Page
        title={asked.data?.name ?? t('mine.title')}
        aside={
          <div className="flex max-w-full gap-3 max-sm:overflow-x-auto max-sm:*:shrink-0 sm:flex-wrap">
            {mayAs(role, 'desk') && asked.data ? (
              <Suspense fallback={null}>
                <NoticeBell storeId={storeId} />
              </Suspense>
            ) : null}
            <WaysOut storeId={storeId} guestPage={door?.storePage(storeId)} />
          </div>
        }
      >
        <Tabs storeId={storeId} here={tab ?? ''} />
        {me !== undefined && !role ? <NotOwner isSignedIn={me !== null && !me.isGuest} /> : null}
        {asked.isError && !asked.data ? (
          <Failure problem={asked.error} onRetry={() => asked.refetch()} />
        ) : null}
        {asked.isPending || me === undefined ? <PartSkeleton /> : null}
        {role === 'owner' && asked.data ? (
          <Suspense fallback={null}>
            <UnverifiedNotice at="desk" />
          </Suspense>
        ) : null}
        {role === 'owner' && asked.data && tab !== 'details' ? (
          <Suspense fallback={null}>
            <BusinessToDo storeId={storeId} />
          </Suspense>
        ) : null}
        {door?.Setup && mayAs(role, 'manager') && asked.data && !asked.data.closed ? (
          <Suspense fallback={null}>
            <door.Setup storeId={storeId} />
          </Suspense>
        ) : null}
        {asked.data?.closed ? <Notice tone="warn">{t('desk.closed')}</Notice> : null}
        {asked.data && role && doorTabs.length > 0 && !Part ? (
          <EmptyState title={t('desk.nothing')}>{t('desk.nothingLead')}</EmptyState>
        ) : null}
        {asked.data && role && doorTabs.length > 0 && Part ? (
          <TabPanel tab={tab ?? ''}>
            <Part store={asked.data} date={isDay(search.date) ? search.date : undefined} />
          </TabPanel>
        ) : null}
        {asked.data && role && role !== 'owner' ? <QuitJob storeId={storeId} /> : null}
      </Page>
    </DeskLive>
  )
}

/** The content of a tab. What led to it may have gone with the last tab: then it takes the focus. */
function TabPanel({ tab, children }: { readonly tab: string; readonly children: ReactNode }) {
  const panel = useRef<HTMLDivElement>(null)
  const shown = useRef(tab)
  useEffect(() => {
    if (shown.current !== tab && document.activeElement === document.body)
      panel.current?.focus({ preventScroll: true })
    shown.current = tab
  }, [tab])
  return (
    <div ref={panel} tabIndex={-1}>
      <Suspense key={tab} fallback={<PartSkeleton />}>
        {children}
      </Suspense>
    </div>
  )
}

const PartSkeleton = () => (
  <Loading>
    <Skeleton className="h-96" />
  </Loading>
)

interface WaysOutProps {
  readonly storeId: string
  readonly guestPage: string | undefined
}

function WaysOut({ storeId, guestPage }: WaysOutProps) {
  const t = useStoresText()
  return (
    <div className="no-print flex gap-3 sm:flex-wrap">
      <Suspense fallback={null}>
        <StoreSwitch storeId={storeId} />
      </Suspense>
      {guestPage ? (
        <Link to={guestPage as '/'} className={buttonLook('quiet')}>
          {t('desk.seeAsGuest')}
        </Link>
      ) : null}
    </div>
  )
}
