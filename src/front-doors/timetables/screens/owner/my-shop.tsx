import { Link, useParams, useSearch } from '@tanstack/react-router'
import { NotOwner } from '../../../../orders/screens/desk/not-owner.tsx'
import { Tabs } from '../../../../orders/screens/desk/tabs.tsx'
import { CancellationPolicy } from '../../../../policies/screens/store/cancellation-policy.tsx'
import { Pictures } from '../../../../stores/pictures/screens/desk/pictures.tsx'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useLive } from '../../../../web/live.ts'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { patchPlaces, type ShopAnswer, shopQuery } from '../shops/shop-queries.ts'
import { DailyTimes } from './daily-times.tsx'
import { Details } from './details.tsx'
import { History } from './history.tsx'
import { type ShopTab, shopTabs } from './tabs.ts'
import { useOwnerText } from './text.ts'
import { TodayDesk } from './today-desk.tsx'

/** One shop on its owner's desk: six parts, each with an address of its own. */
export function MyShop() {
  const t = useOwnerText()
  const { shopId } = useParams({ from: '/my-shops/$shopId' })
  const { tab = 'today' } = useSearch({ from: '/my-shops/$shopId' })
  const me = useMe()
  const asked = useQuery({ ...shopQuery(shopId), refetchInterval: 30_000 })
  const isOwner = me && me.role !== 'customer'
  return (
    <Page
      title={asked.data?.shop.name ?? t('mine.title')}
      aside={
        <div className="no-print flex flex-wrap gap-3">
          <Link to="/my-shops" className={buttonLook('quiet')}>
            {t('mine.all')}
          </Link>
          <Link to="/shops/$shopId" params={{ shopId }} className={buttonLook('quiet')}>
            {t('mine.seeAsGuest')}
          </Link>
        </div>
      }
    >
      <Tabs
        label={t('tabs.label')}
        parts={shopTabs.map((name) => ({ name, title: t(`tabs.${name}`) }))}
        here={tab}
        storeId={shopId}
      />
      {me !== undefined && !isOwner ? <NotOwner isSignedIn={me !== null} /> : null}
      {asked.isError && !asked.data ? (
        <Failure problem={asked.error} onRetry={() => asked.refetch()} />
      ) : null}
      {asked.isPending || me === undefined ? (
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      ) : null}
      {asked.data?.shop.closed ? <Notice tone="warn">{t('mine.closedLead')}</Notice> : null}
      {asked.data && isOwner ? <Part tab={tab} answer={asked.data} /> : null}
    </Page>
  )
}

interface PartProps {
  readonly tab: ShopTab
  readonly answer: ShopAnswer
}

/** A part of the desk, with counts that follow what is taken meanwhile. */
function Part({ tab, answer }: PartProps) {
  const client = useQueryClient()
  const { id } = answer.shop
  useLive(id, {
    onPlaces: (changes) => patchPlaces(client, id, changes),
    onReconnect: () => client.invalidateQueries({ queryKey: shopQuery(id).queryKey }),
  })
  if (tab === 'today') return <TodayDesk answer={answer} />
  if (tab === 'times') return <DailyTimes answer={answer} />
  if (tab === 'history') return <History answer={answer} />
  if (tab === 'policy') return <CancellationPolicy store={answer.shop} />
  if (tab === 'pictures') return <Pictures storeId={id} />
  return <Details shop={answer.shop} />
}
