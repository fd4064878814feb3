import { useEffect, useState } from 'react'
import { wallDateAt } from '../../../../kernel/format.ts'
import type { ShopAnswer, ShopTime } from './shop-queries.ts'

const MINUTE_MS = 60_000

/**
 * The minute that the server's clock shows, as an instant. Times begin, and days turn, on whole
 * minutes: that is how often what is shown can change by itself.
 */
export function useServerMinute(aheadMs: number): Date {
  const read = () => Math.floor((Date.now() + aheadMs) / MINUTE_MS)
  const [minute, setMinute] = useState(read)
  useEffect(() => {
    const tick = () => setMinute(Math.floor((Date.now() + aheadMs) / MINUTE_MS))
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [aheadMs])
  return new Date(minute * MINUTE_MS)
}

export const isBegun = ({ startsAt, begun }: ShopTime, now: Date): boolean =>
  begun || new Date(startsAt) <= now

/** Whether the shop's wall shows another date than the one whose times these are. */
export const isAnotherDay = ({ shop, date }: ShopAnswer, now: Date): boolean =>
  wallDateAt(now, shop.timeZone) > date

/** By time of day, the earliest first; those that begin together stay as they came. */
export const byStart = (one: ShopTime, other: ShopTime): number =>
  Date.parse(one.startsAt) - Date.parse(other.startsAt)

/** How many places are left in the times that can still be booked. */
export const leftOf = (times: readonly ShopTime[], now: Date): number =>
  times
    .filter((time) => !isBegun(time, now))
    .reduce((sum, { remaining }) => sum + Math.max(0, remaining), 0)
