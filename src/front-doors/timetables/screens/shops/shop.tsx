import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { PriceChanged } from '../../../../bookings/screens/claim/price-changed.tsx'
import { TimeSection } from '../../../../bookings/screens/claim/time-section.tsx'
import { useClaim } from '../../../../bookings/screens/claim/use-claim.ts'
import { useServerMinute } from '../../../../bookings/screens/claim/use-server-minute.ts'
import { useWantedTime } from '../../../../bookings/screens/claim/use-wanted-time.ts'
import { DepositSaid, useIsWaived } from '../../../../bookings/screens/no-shows/deposit-said.tsx'
import { dayText } from '../../../../kernel/format.ts'
import { StoreMenu } from '../../../../stores/menu/screens/store-menu.tsx'
import { Gallery } from '../../../../stores/pictures/screens/gallery/gallery.tsx'
import { picturesQuery } from '../../../../stores/pictures/screens/picture-queries.ts'
import { pricingText } from '../../../../stores/pricing-rules.ts'
import { StoreAbout } from '../../../../stores/profile/screens/store-about.tsx'
import { StoreActions } from '../../../../stores/saved/screens/store-actions.tsx'
import { HoldTermsSaid } from '../../../../stores/screens/hold-terms/hold-terms-said.tsx'
import { OtherDoors } from '../../../../stores/screens/other-doors.tsx'
import { LoadedPage } from '../../../../web/kit/loaded.tsx'
import { Notice, Tag } from '../../../../web/kit/notice.tsx'
import { Page, PageHeading } from '../../../../web/kit/page.tsx'
import { Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useLive } from '../../../../web/live.ts'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { bookableQuery } from '../appointments/appointment-queries.ts'
import { AppointmentSection } from '../appointments/section.tsx'
import { useTimesRefresh } from '../appointments/use-appointment.ts'
import { kindName } from '../kinds.ts'
import { claiming } from './claiming.ts'
import { Scene } from './scene.tsx'
import { patchPlaces, type ShopAnswer, shopQuery } from './shop-queries.ts'
import { useShopText } from './text.ts'
import { Times } from './times.tsx'
import { isAnotherDay } from './today.ts'

/** A change of what a shop offers is in no live event. */
const REFETCH_MS = 60_000

/** One shop: description, pictures, and what remains of today's times. */
export function Shop() {
  const t = useShopText()
  const { shopId } = useParams({ from: '/shops/$shopId' })
  const asked = useQuery({ ...shopQuery(shopId), refetchInterval: REFETCH_MS })
  return (
    <LoadedPage query={asked} title={t('shop.title')} loading={<ShopSkeleton />}>
      {(answer) => <ShopPage answer={answer} refetch={asked.refetch} />}
    </LoadedPage>
  )
}

interface ShopPageProps {
  readonly answer: ShopAnswer
  readonly refetch: () => void
}

function ShopPage({ answer, refetch }: ShopPageProps) {
  const { shop } = answer
  return (
    <Page title={shop.name} heading="own">
      <div className="grid items-center gap-5 sm:grid-cols-[15rem_minmax(0,1fr)] sm:gap-8">
        <Scene kind={shop.kind} className="aspect-5/2 w-full rounded-3xl sm:aspect-3/2" />
        <div className="grid justify-items-start gap-3">
          <Tag>{kindName(shop.kind)}</Tag>
          <PageHeading title={shop.name} className="sm:text-4xl" />
          <p className="max-w-prose text-lg whitespace-pre-line text-soft">{shop.description}</p>
          <OtherDoors store={shop} here="timetables" />
          <StoreActions store={shop} />
        </div>
      </div>
      <ShopPictures shopId={shop.id} />
      <Bookable answer={answer} refetch={refetch} />
      <StoreMenu storeId={shop.id} />
      <StoreAbout storeId={shop.id} name={shop.name} door="timetables" />
    </Page>
  )
}

function ShopPictures({ shopId }: { shopId: string }) {
  const { data } = useQuery(picturesQuery(shopId))
  return data && data.data.length > 0 ? <Gallery images={data.data} /> : null
}

/** Appointments where the shop has services, and today's times. */
function Bookable({ answer, refetch }: ShopPageProps) {
  const { shop, times } = answer
  const client = useQueryClient()
  const refresh = useTimesRefresh(shop.id)
  const { data, isPending } = useQuery(bookableQuery(shop.id))
  const isUp = useLive(shop.id, {
    onPlaces: (changes) => {
      patchPlaces(client, shop.id, changes)
      refresh()
    },
    onOpen: () => {
      refetch()
      refresh()
    },
  })
  const hasServices = data !== undefined && data.services.length > 0 && !shop.closed
  if (times.length === 0 && isPending) return <Skeleton className="h-40" />
  return (
    <>
      {hasServices ? <AppointmentSection {...{ shop, bookable: data, isUp }} /> : null}
      {hasServices && times.length === 0 ? null : <Today {...{ answer, refetch, isUp }} />}
    </>
  )
}

/** Today's times; at midnight those of the next day. */
function Today({ answer, refetch, isUp }: ShopPageProps & { readonly isUp: boolean }) {
  const t = useShopText()
  const language = useLanguage()
  const { shop, date } = answer
  const isDeposit = shop.pricing.means === 'part'
  const isWaived = useIsWaived(shop.id) && isDeposit
  const times = isWaived ? answer.times.map((time) => ({ ...time, price: 0 })) : answer.times
  const now = useServerMinute(answer.aheadMs)
  const isOver = isAnotherDay(answer, now)
  useEffect(() => {
    if (isOver) refetch()
  }, [isOver, refetch])
  const claim = useClaim(claiming(shop.id))
  const wanted = useWantedTime(useSearch({ from: '/shops/$shopId' }).time)
  const pricing = times.some(({ price }) => price > 0) ? pricingText(shop.pricing) : undefined
  return (
    <TimeSection
      title={t('times.title')}
      lead={
        <>
          <time dateTime={date} className="font-semibold text-ink">
            {dayText(date, language)}
          </time>{' '}
          · {t('times.midnight')} {pricing ? `${pricing[language]} ·` : ''}
        </>
      }
      timeZone={shop.timeZone}
      isUp={isUp}
    >
      {shop.closed ? (
        <Notice tone="warn">{t('shop.closedLead')}</Notice>
      ) : (
        <>
          <HoldTermsSaid storeId={shop.id} to="book" />
          {isDeposit && answer.times.some(({ price }) => price > 0) ? (
            <DepositSaid storeId={shop.id} />
          ) : null}
          <PriceChanged claim={claim} />
          <Times answer={{ ...answer, times }} {...{ now, claim, wanted }} />
        </>
      )}
    </TimeSection>
  )
}

const ShopSkeleton = () => (
  <Loading className="grid gap-8">
    <div className="grid gap-5 sm:grid-cols-[15rem_minmax(0,1fr)] sm:gap-8">
      <Skeleton className="aspect-5/2 rounded-3xl sm:aspect-3/2" />
      <div className="grid content-center gap-3">
        <Skeleton className="h-10 w-1/2" />
        <Skeleton className="h-14 max-w-prose" />
      </div>
    </div>
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {Array.from({ length: 10 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: skeletons never change order
        <Skeleton key={index} className="h-28" />
      ))}
    </div>
  </Loading>
)
