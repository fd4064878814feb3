import type { ShopTime } from '../shops/shop-queries.ts'

type TimeOfDay = Pick<ShopTime, 'reservationHour' | 'reservationMinute'>

/** `09:05`, the value of a time field. */
export const timeOf = ({ reservationHour, reservationMinute }: TimeOfDay): string =>
  `${String(reservationHour).padStart(2, '0')}:${String(reservationMinute).padStart(2, '0')}`

/** Parses a time field's `09:05`. */
export function readTime(time: string): TimeOfDay {
  const [reservationHour = 0, reservationMinute = 0] = time.split(':').map(Number)
  return { reservationHour, reservationMinute }
}
