import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useServerMinute } from '../../../../bookings/screens/claim/use-server-minute.ts'
import { DayGuests, DayHeading } from '../../../../bookings/screens/desk/day-guests.tsx'
import { dayQuery } from '../../../../bookings/screens/desk/day-queries.ts'
import { EnterGuest } from '../../../../bookings/screens/desk/entry/enter-guest.tsx'
import { LoadChart } from '../../../../bookings/screens/desk/load/load-chart.tsx'
import { DayWaitlist } from '../../../../bookings/screens/waitlist/day-waitlist.tsx'
import { wallTimeAt } from '../../../../kernel/format.ts'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { type ShopAnswer, shopQuery } from '../shops/shop-queries.ts'
import { isAnotherDay } from '../shops/today.ts'
import { bookedOf, todayLoad } from './load.ts'
import { useOwnerText } from './text.ts'

const REFETCH_MS = 10_000

/** Today in the shop: how full each time is, and its guests. At midnight the next day follows. */
export function TodayDesk({ answer }: { readonly answer: ShopAnswer }) {
  const t = useOwnerText()
  const { shop, date, times } = answer
  const { now, isOver } = useToday(answer)
  const asked = useQuery({ ...dayQuery(shop.id, date), refetchInterval: REFETCH_MS })
  if (asked.isError && !asked.data)
    return <Failure problem={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data || isOver)
    return (
      <Loading className="grid gap-4">
        <Skeleton className="h-72" />
        <Skeleton className="h-32" />
      </Loading>
    )
  const loads = todayLoad(asked.data, times, shop.timeZone)
  return (
    <div className="grid gap-8">
      <DayHeading storeId={shop.id} date={date} tab="history" />
      <EnterGuest storeId={shop.id} date={date} countLabel={t('day.places')} />
      {loads.length === 0 ? (
        <NoTimes isClosed={shop.closed} />
      ) : (
        <div className="grid gap-8">
          <section aria-labelledby="guests" className="grid gap-5">
            <h2 id="guests" className="text-xl font-bold">
              {t('day.bookings')}
            </h2>
            <DayGuests
              storeId={shop.id}
              date={asked.data.date}
              bookings={asked.data.bookings}
              times={bookedOf(asked.data)}
            />
            <DayWaitlist storeId={shop.id} date={date} />
          </section>
          <section aria-label={t('load.title')} className="md:order-first">
            <LoadChart loads={loads} now={wallTimeAt(now, shop.timeZone)} />
          </section>
        </div>
      )}
    </div>
  )
}

/** The current minute; refetches the shop when its date has changed. */
function useToday(answer: ShopAnswer) {
  const client = useQueryClient()
  const { shop } = answer
  const now = useServerMinute(answer.aheadMs)
  const isOver = isAnotherDay(answer, now)
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: shopQuery(shop.id).queryKey })
  }, [isOver, client, shop.id])
  return { now, isOver }
}

function NoTimes({ isClosed }: { isClosed: boolean }) {
  const t = useOwnerText()
  return (
    <EmptyState
      title={t('load.none')}
      action={
        isClosed ? undefined : (
          <Link to="." search={{ tab: 'times' } as never} className={buttonLook()}>
            {t('load.addTimes')}
          </Link>
        )
      }
    >
      {isClosed ? null : t('load.noneLead')}
    </EmptyState>
  )
}
