import type { Engine } from '../engine.ts'
import { calendarFile, oneLine } from '../kernel/calendar.ts'
import { type WallDate, wallTime } from '../kernel/time.ts'
import type { Letter, LetterAsk } from '../mail/letter.ts'
import type { Order } from '../orders/rules.ts'
import { type Cancellation, readCancellation } from '../policies/queries.ts'
import { quoteOrder } from '../policies/quote.ts'
import type { Quote } from '../policies/rules.ts'
import { dayText, priceText } from '../web/format.ts'
import type { Language } from '../web/language.ts'
import { english, type Facts, korean, type Words } from './letter-facts.ts'
import { refundLetter } from './refund-letter.ts'

/** A booking as its front door knows it. */
export interface Booked {
  readonly words: Words
  readonly store: string
  readonly date: WallDate
  readonly startsAt: Date
  readonly timeZone: string
  /** Where its buyer sees it: `/bookings/…`. */
  readonly path: string
}

/**
 * Tells who booked that the booking is confirmed, that it was canceled, or what was given back.
 * Korean first, English beneath; no word of who comes. What was let go of unpaid was never
 * confirmed: nothing.
 */
export async function bookingLetter(
  engine: Engine,
  { kind, aboutId, name }: Pick<LetterAsk, 'kind' | 'aboutId' | 'name'>,
  order: Order,
  { store, path, ...booked }: Booked,
): Promise<Letter | undefined> {
  const facts: Facts = {
    ...booked,
    order,
    name: oneLine(name),
    store: oneLine(store),
    time: wallTime(booked.startsAt, booked.timeZone),
    link: `${engine.publicUrl}${path}`,
  }
  if (kind === 'refunded') return refundLetter(engine, facts, aboutId)
  if (kind === 'paid') {
    if (order.status !== 'paid') return undefined
    const { quote } = await quoteOrder(engine.database, order, order.amount, order.createdAt)
    return confirmed(facts, quote)
  }
  const cancellation = await readCancellation(engine.database, order)
  return cancellation && canceled(facts, cancellation)
}

function confirmed(facts: Facts, { steps }: Quote): Letter {
  const { order, name, store, date, time, link } = facts
  const isAllBack = steps.every(({ kept }) => kept === 0)
  return {
    subject: `예약 확정: ${store} ${dayText(date, 'ko')} ${time} (Booking confirmed)`,
    text: `${name} 님, 예약이 확정되었습니다.

${korean(facts)}
결제 금액: ${order.amount > 0 ? priceText(order, 'ko') : '무료'}

예약 보기와 취소: ${link}
시작하기 전에는 위 주소에서 ‘예약 취소’를 눌러 취소할 수 있습니다.${
      order.amount > 0
        ? isAllBack
          ? ' 결제하신 금액은 모두 돌려드립니다.'
          : ' 언제까지 얼마를 돌려드리는지도 거기에 있습니다.'
        : ''
    }


Hello ${name}, your booking is confirmed.

${english(facts)}
Price: ${order.amount > 0 ? priceText(order, 'en') : 'free'}

See or cancel it: ${link}
Until it begins you can cancel it there, with “Cancel booking”.${
      order.amount > 0
        ? isAllBack
          ? ' All that you paid is given back.'
          : ' It also says until when how much is given back.'
        : ''
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
          durationSeconds: facts.words.durationSeconds,
          summary: store,
          description: `주문 번호 ${order.number}\n${link}`,
          url: link,
        }),
      },
    ],
  }
}

function canceled(facts: Facts, { refund, kept, reason }: Cancellation): Letter {
  const { words, order, name, store, date, time, link } = facts
  const say = (amount: number, language: Language) => priceText({ ...order, amount }, language)
  return {
    subject: `예약 취소: ${store} ${dayText(date, 'ko')} ${time} (Booking canceled)`,
    text: `${name} 님, 예약이 취소되었습니다.
${reason ? `${words.byStore.ko} 취소했습니다: ${oneLine(reason)}\n` : ''}
${korean(facts)}
돌려드리는 금액: ${
      order.amount === 0
        ? '없음 (무료 예약)'
        : kept === 0
          ? `${say(refund, 'ko')} (전액, 결제하신 곳으로)`
          : `${say(refund, 'ko')} (결제하신 곳으로, 취소 규정에 따라 ${say(kept, 'ko')} 공제)`
    }

자세히 보기: ${link}


Hello ${name}, your booking was canceled.
${reason ? `${words.byStore.en} canceled it: ${oneLine(reason)}\n` : ''}
${english(facts)}
Given back: ${
      order.amount === 0
        ? 'nothing (it was free)'
        : kept === 0
          ? `${say(refund, 'en')} (all of it, to where you paid from)`
          : `${say(refund, 'en')} (to where you paid from; ${say(kept, 'en')} kept by the policy)`
    }

Details: ${link}
`,
  }
}
