import type { ShopTime } from '../shops/shop-queries.ts'

type TimeOfDay = Pick<ShopTime, 'reservationHour' | 'reservationMinute'>

/** `09:05`, the value of a time field. */
export const timeOf = ({ reservationHour, reservationMinute }: TimeOfDay): string =>
  `${String(reservationHour).padStart(2, '0')}:${String(reservationMinute).padStart(2, '0')}`

/** Parses `09:05`; undefined while it is incomplete. */
export function readTime(typed: string): TimeOfDay | undefined {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(typed) ?? []
  if (hour === undefined || minute === undefined) return undefined
  return { reservationHour: Number(hour), reservationMinute: Number(minute) }
}
