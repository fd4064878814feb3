import type { Engine } from '../../engine.ts'
import { calendarFile, oneLine } from '../../kernel/calendar.ts'
import { wallTime } from '../../kernel/time.ts'
import type { Letter, LetterAsk } from '../../mail/letter.ts'
import * as orders from '../../orders/queries.ts'
import type { Order } from '../../orders/rules.ts'
import { dayLongText, dayText, priceText } from '../../web/format.ts'
import * as queries from './queries.ts'
import { readPlaceKey } from './rules.ts'

/** How long a calendar keeps for a meal; restaurants do not say. */
const mealSeconds = 2 * 60 * 60

/**
 * Tells who booked that the booking is confirmed, or that it was canceled. Korean first, English
 * beneath; no word of who comes. A table that was let go of unpaid was never confirmed: nothing.
 */
export async function writeLetter(
  engine: Engine,
  { storeId, orderId, kind, name }: LetterAsk,
): Promise<Letter | undefined> {
  const [order] = await orders.readOrders(engine.database, storeId, [{ orderId }])
  const [booking] = order ? await queries.readBookings(engine.database, [order]) : []
  if (!order || !booking) return undefined
  const facts: Facts = {
    order,
    name: oneLine(name),
    restaurant: oneLine(booking.name),
    startsAt: booking.startsAt,
    date: readPlaceKey(booking.key).date,
    time: wallTime(booking.startsAt, booking.timeZone),
    timeZone: booking.timeZone,
    link: `${engine.publicUrl}/bookings/${orderId}`,
  }
  if (kind === 'paid') return order.status === 'paid' ? confirmed(facts) : undefined
  return order.status === 'canceled' && order.paidAt ? canceled(facts) : undefined
}

interface Facts {
  readonly order: Order
  readonly name: string
  readonly restaurant: string
  readonly startsAt: Date
  readonly date: string
  readonly time: string
  readonly timeZone: string
  readonly link: string
}

function confirmed(facts: Facts): Letter {
  const { order, name, restaurant, date, time, link } = facts
  return {
    subject: `예약 확정: ${restaurant} ${dayText(date, 'ko')} ${time} (Booking confirmed)`,
    text: `${name} 님, 예약이 확정되었습니다.

${korean(facts)}
결제 금액: ${order.amount > 0 ? priceText(order, 'ko') : '무료'}

예약 보기와 취소: ${link}
시작하기 전에는 위 주소에서 ‘예약 취소’를 눌러 취소할 수 있습니다.${
      order.amount > 0 ? ' 결제하신 금액은 모두 돌려드립니다.' : ''
    }


Hello ${name}, your booking is confirmed.

${english(facts)}
Price: ${order.amount > 0 ? priceText(order, 'en') : 'free'}

See or cancel it: ${link}
Until it begins you can cancel it there, with “Cancel booking”.${
      order.amount > 0 ? ' All that you paid is given back.' : ''
    }
`,
    attachments: [
      {
        filename: `${order.number}.ics`,
        contentType: 'text/calendar; charset=utf-8',
        content: calendarFile({
          uid: order.number,
          writtenAt: order.paidAt ?? order.createdAt,
          startsAt: facts.startsAt,
          durationSeconds: mealSeconds,
          summary: restaurant,
          description: `주문 번호 ${order.number}\n${link}`,
          url: link,
        }),
      },
    ],
  }
}

function canceled(facts: Facts): Letter {
  const { order, name, restaurant, date, time, link } = facts
  return {
    subject: `예약 취소: ${restaurant} ${dayText(date, 'ko')} ${time} (Booking canceled)`,
    text: `${name} 님, 예약이 취소되었습니다.

${korean(facts)}
돌려드리는 금액: ${
      order.amount > 0 ? `${priceText(order, 'ko')} (전액, 결제하신 곳으로)` : '없음 (무료 예약)'
    }

자세히 보기: ${link}


Hello ${name}, your booking was canceled.

${english(facts)}
Given back: ${
      order.amount > 0
        ? `${priceText(order, 'en')} (all of it, to where you paid from)`
        : 'nothing (it was free)'
    }

Details: ${link}
`,
  }
}

const korean = ({ restaurant, date, time, timeZone, order }: Facts): string =>
  `식당: ${restaurant}
일시: ${dayLongText(date, 'ko')} ${time} (${timeZone})
자리: 테이블 1개
주문 번호: ${order.number}`

const english = ({ restaurant, date, time, timeZone, order }: Facts): string =>
  `Restaurant: ${restaurant}
Date and time: ${dayLongText(date, 'en')}, ${time} (${timeZone})
Place: 1 table
Order number: ${order.number}`
