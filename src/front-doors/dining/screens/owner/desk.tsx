import type { ReactNode } from 'react'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import { type RestaurantAnswer, restaurantQuery } from '../restaurants/restaurant-queries.ts'
import * as closed from './closed-dates.tsx'
import { DayBookings } from './day-bookings.tsx'
import { WeekTimes } from './week-times.tsx'

interface WithDaysProps extends Pick<DeskPartProps, 'store'> {
  readonly children: (answer: RestaurantAnswer) => ReactNode
}

/** A part of a restaurant's desk, once its ten days are known. */
function WithDays({ store, children }: WithDaysProps) {
  const asked = useQuery(restaurantQuery(store.id))
  if (asked.data) return children(asked.data)
  if (asked.isError) return <Failure problem={asked.error} onRetry={() => asked.refetch()} />
  return (
    <Loading>
      <Skeleton className="h-96" />
    </Loading>
  )
}

export const Bookings = ({ store, date }: DeskPartProps) => (
  <WithDays store={store}>{(answer) => <DayBookings {...answer} chosen={date} />}</WithDays>
)

export const Times = ({ store }: DeskPartProps) => (
  <WithDays store={store}>{(answer) => <WeekTimes {...answer} />}</WithDays>
)

export const ClosedDates = ({ store }: DeskPartProps) => (
  <WithDays store={store}>{(answer) => <closed.ClosedDates {...answer} />}</WithDays>
)
