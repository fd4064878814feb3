import type { Order } from '../../orders/rules.ts'
import { dayLongText } from '../../web/format.ts'

/** What every letter about a booking begins from. */
export interface Facts {
  readonly order: Order
  readonly name: string
  readonly restaurant: string
  readonly startsAt: Date
  readonly date: string
  readonly time: string
  readonly timeZone: string
  readonly link: string
}

export const korean = ({ restaurant, date, time, timeZone, order }: Facts): string =>
  `식당: ${restaurant}
일시: ${dayLongText(date, 'ko')} ${time} (${timeZone})
자리: 테이블 1개
주문 번호: ${order.number}`

export const english = ({ restaurant, date, time, timeZone, order }: Facts): string =>
  `Restaurant: ${restaurant}
Date and time: ${dayLongText(date, 'en')}, ${time} (${timeZone})
Place: 1 table
Order number: ${order.number}`
