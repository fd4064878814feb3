import type { ReactNode } from 'react'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { useQuery } from '../../../../web/query.ts'
import { type RestaurantAnswer, restaurantQuery } from '../restaurants/restaurant-queries.ts'
import * as closed from './closed-dates.tsx'
import { DayBookings } from './day-bookings.tsx'
import { WeekTimes } from './week-times.tsx'

interface WithDaysProps extends Pick<DeskPartProps, 'store'> {
  readonly children: (answer: RestaurantAnswer) => ReactNode
}

/** A tab of a restaurant's desk, once its ten days are loaded. */
const WithDays = ({ store, children }: WithDaysProps) => (
  <Loaded query={useQuery(restaurantQuery(store.id))}>{children}</Loaded>
)

export const Bookings = ({ store, date }: DeskPartProps) => (
  <WithDays store={store}>{(answer) => <DayBookings {...answer} chosen={date} />}</WithDays>
)

export const Times = ({ store }: DeskPartProps) => (
  <WithDays store={store}>{(answer) => <WeekTimes {...answer} />}</WithDays>
)

export const ClosedDates = ({ store }: DeskPartProps) => (
  <WithDays store={store}>{(answer) => <closed.ClosedDates {...answer} />}</WithDays>
)
