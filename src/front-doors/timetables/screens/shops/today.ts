import { wallDateAt } from '../../../../kernel/format.ts'
import type { ShopAnswer, ShopTime } from './shop-queries.ts'

export const isBegun = ({ startsAt, begun }: ShopTime, now: Date): boolean =>
  begun || new Date(startsAt) <= now

/** Whether the date in the shop has changed since these times were fetched. */
export const isAnotherDay = ({ shop, date }: ShopAnswer, now: Date): boolean =>
  wallDateAt(now, shop.timeZone) > date

/** Earliest first; a stable sort keeps the order of times that begin together. */
export const byStart = (one: ShopTime, other: ShopTime): number =>
  Date.parse(one.startsAt) - Date.parse(other.startsAt)

/** What remains of the times that can still be booked. */
export const leftOf = (times: readonly ShopTime[], now: Date): number =>
  times
    .filter((time) => !isBegun(time, now))
    .reduce((sum, { remaining }) => sum + Math.max(0, remaining), 0)
