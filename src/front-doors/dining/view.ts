import type { Static } from 'typebox'
import type { Id } from '../../kernel/id.ts'
import { instantOf, type WallDate, wallTime, weekdayOf, withOffset } from '../../kernel/time.ts'
import { asOf, type Order } from '../../orders/rules.ts'
import { placeId } from '../../places/place-id.ts'
import type { Picture } from '../../stores/pictures/queries.ts'
import { pictureView } from '../../stores/pictures/view.ts'
import type { BookingClaim, DayView, RestaurantCard, RestaurantView } from './contract.ts'
import type { Count, PicturedRestaurant } from './queries.ts'
import { placeKey, readPlaceKey, type TableTime } from './rules.ts'

export const restaurantCard = (restaurant: PicturedRestaurant): Static<typeof RestaurantCard> => ({
  id: restaurant.id,
  name: restaurant.name,
  description: restaurant.description,
  timeZone: restaurant.timeZone,
  currency: restaurant.currency,
  image: restaurant.images[0] ? pictureView(restaurant.id, restaurant.images[0]) : null,
  closed: restaurant.closedAt !== null,
})

export const restaurantView = (restaurant: PicturedRestaurant): Static<typeof RestaurantView> => ({
  ...restaurantCard(restaurant),
  images: restaurant.images.map((picture) => pictureView(restaurant.id, picture)),
})

/** One date of the grid: a time that nobody has claimed yet is full and has no place of its own. */
export function dayView(
  restaurant: { readonly id: Id<'Store'>; readonly timeZone: string },
  date: WallDate,
  isClosed: boolean,
  tableTimes: readonly TableTime[],
  counts: ReadonlyMap<string, Count>,
): Static<typeof DayView> {
  const weekday = weekdayOf(date)
  const offered = isClosed ? [] : tableTimes.filter((time) => time.weekday === weekday)
  return {
    date,
    weekday,
    closed: isClosed,
    times: offered.map((tableTime) => {
      const key = placeKey(tableTime.id, date)
      const count = counts.get(key)
      const startsAt = instantOf(date, tableTime.time, restaurant.timeZone)
      return {
        tableTimeId: tableTime.id,
        placeId: count?.id ?? placeId(restaurant.id, key),
        time: tableTime.time,
        startsAt: withOffset(startsAt, restaurant.timeZone),
        price: tableTime.price,
        capacity: count?.capacity ?? tableTime.capacity,
        remaining: count?.remaining ?? tableTime.capacity,
      }
    }),
  }
}

/** What a booking is, apart from who comes and how it is paid. */
export function bookingClaim(
  unseen: Order,
  where: {
    readonly restaurant: {
      readonly id: Id<'Store'>
      readonly name: string
      readonly timeZone: string
    }
    readonly image: Picture | null
    readonly placeId: Id<'Place'>
    readonly key: string
    readonly startsAt: Date
  },
  now: Date,
): Static<typeof BookingClaim> {
  const order = asOf(unseen, now)
  const { restaurant, image, startsAt } = where
  const { tableTimeId, date } = readPlaceKey(where.key)
  const { timeZone } = restaurant
  const inStore = (at: Date | null) => at && withOffset(at, timeZone)
  return {
    id: order.id,
    orderNumber: order.number,
    status: order.status,
    failure: order.failure,
    restaurant: {
      id: restaurant.id,
      name: restaurant.name,
      timeZone,
      image: image && pictureView(restaurant.id, image),
    },
    tableTimeId,
    placeId: where.placeId,
    date,
    time: wallTime(startsAt, timeZone),
    startsAt: withOffset(startsAt, timeZone),
    price: { amount: order.amount, currency: order.currency },
    createdAt: withOffset(order.createdAt, timeZone),
    expiresAt: withOffset(order.expiresAt, timeZone),
    paidAt: inStore(order.paidAt),
    canceledAt: inStore(order.canceledAt),
    now: now.toISOString(),
  }
}
