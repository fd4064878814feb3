import type { Order } from '../orders/rules.ts'
import { dayLongText } from '../web/format.ts'

interface Said {
  readonly ko: string
  readonly en: string
}

/** What a front door calls its stores and what it sells there. */
export interface Words {
  readonly store: Said
  /** What was booked: `테이블 1개`. */
  readonly booked: Said
  /** Who cancels where the store does: `식당에서`, `The restaurant`. */
  readonly byStore: Said
  /** What was gone when money came too late: `자리가`, `the table`. */
  readonly gone: Said
  /** How long a calendar keeps for it; stores do not say. */
  readonly durationSeconds: number
}

/** What every letter about a booking begins from. */
export interface Facts {
  readonly words: Words
  readonly order: Order
  readonly name: string
  readonly store: string
  readonly startsAt: Date
  readonly date: string
  readonly time: string
  readonly timeZone: string
  readonly link: string
}

export const korean = ({ words, store, date, time, timeZone, order }: Facts): string =>
  `${words.store.ko}: ${store}
일시: ${dayLongText(date, 'ko')} ${time} (${timeZone})
자리: ${words.booked.ko}
주문 번호: ${order.number}`

export const english = ({ words, store, date, time, timeZone, order }: Facts): string =>
  `${words.store.en}: ${store}
Date and time: ${dayLongText(date, 'en')}, ${time} (${timeZone})
Place: ${words.booked.en}
Order number: ${order.number}`
