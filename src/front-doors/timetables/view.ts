import type { Static } from 'typebox'
import { instantOf, wallDate, wallTime, withOffset } from '../../kernel/time.ts'
import { asOf, type Order } from '../../orders/rules.ts'
import { placeId } from '../../places/place-id.ts'
import type { ShopBookingClaim, ShopView, TimetableView } from './contract.ts'
import { type Count, placeKey, readPlaceKey, type Shop, type Timetable, timeOf } from './rules.ts'

export const shopView = (shop: Shop): Static<typeof ShopView> => ({
  id: shop.id,
  name: shop.name,
  kind: shop.kind,
  description: shop.description,
  timeZone: shop.timeZone,
  currency: shop.currency,
  closed: shop.closedAt !== null,
})

/** A timetable as it is today: one that nobody has taken of is full and has no place of its own. */
export function timetableView(
  timetable: Timetable,
  count: Count | undefined,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): Static<typeof TimetableView> {
  const date = wallDate(now, timeZone)
  const startsAt = count?.startsAt ?? instantOf(date, timeOf(timetable), timeZone)
  return {
    id: timetable.id,
    shopId: timetable.storeId,
    reservationHour: timetable.hour,
    reservationMinute: timetable.minute,
    basicRemaining: timetable.basicRemaining,
    remaining: count?.remaining ?? timetable.basicRemaining,
    price: timetable.price,
    date,
    startsAt: withOffset(startsAt, timeZone),
    begun: startsAt <= now,
    placeId: count?.placeId ?? placeId(timetable.storeId, placeKey(timetable.id, date)),
  }
}

/** What a booking is, apart from who comes and how it is paid. */
export function bookingClaim(
  unseen: Order,
  where: {
    readonly shop: Pick<Shop, 'id' | 'name' | 'kind' | 'timeZone'>
    readonly placeId: string
    readonly key: string
    readonly startsAt: Date
  },
  now: Date,
): Static<typeof ShopBookingClaim> {
  const order = asOf(unseen, now)
  const { shop, startsAt } = where
  const { timetableId, date } = readPlaceKey(where.key)
  const { timeZone } = shop
  const inShop = (at: Date | null) => at && withOffset(at, timeZone)
  return {
    id: order.id,
    orderNumber: order.number,
    status: order.status,
    failure: order.failure,
    shop: { id: shop.id, name: shop.name, kind: shop.kind, timeZone },
    timetableId,
    placeId: where.placeId,
    date,
    time: wallTime(startsAt, timeZone),
    startsAt: withOffset(startsAt, timeZone),
    price: { amount: order.amount, currency: order.currency },
    createdAt: withOffset(order.createdAt, timeZone),
    expiresAt: withOffset(order.expiresAt, timeZone),
    paidAt: inShop(order.paidAt),
    canceledAt: inShop(order.canceledAt),
    now: now.toISOString(),
  }
}
