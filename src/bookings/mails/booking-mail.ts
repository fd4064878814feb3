import type { Engine } from '../../engine.ts'
import { calendarFile, entryUid, oneLine } from '../../kernel/calendar.ts'
import { priceText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import type { MailContent, WriteMail } from '../../mail/content.ts'
import * as orders from '../../orders/queries.ts'
import type { Order } from '../../orders/rules.ts'
import { type Cancellation, readCancellation } from '../../policies/queries.ts'
import { quoteOrder } from '../../policies/quote.ts'
import type { Quote } from '../../policies/rules.ts'
import { readBookings } from '../queries.ts'
import { describeAll, doorOf } from '../read.ts'
import { english, type Facts, factsOf, korean, timesOf, whenText } from './facts.ts'
import { refundMail } from './refund-mail.ts'

/**
 * Mails the buyer that a booking is confirmed, canceled or refunded. Korean
 * first, English below; without the booker's name. No mail for an unpaid order that
 * ends.
 */
export const writeMail: WriteMail = async (engine, { storeId, orderId, kind, aboutId, name }) => {
  const { database, publicUrl } = engine
  const [order] = await orders.readOrders(database, storeId, [orderId])
  const [row] = order && !order.standing ? await readBookings(database, [order]) : []
  if (!order || !row) return undefined
  const lines = (await describeAll(engine, database, [row])).get(row) ?? []
  const door = doorOf(engine, row.store.door)
  const facts = factsOf(door, order, row, lines, { name, publicUrl })
  if (kind === 'refunded') return refundMail(engine, facts, aboutId)
  if (kind === 'paid') return confirmedMail(engine, order, facts)
  const cancellation = await readCancellation(database, order)
  return cancellation && canceled(facts, cancellation)
}

async function confirmedMail({ database }: Engine, order: Order, facts: Facts) {
  if (order.status !== 'paid') return undefined
  const { quote } = await quoteOrder(database, order, order.amount, order.createdAt)
  return confirmed(facts, quote)
}

function confirmed(facts: Facts, { steps }: Quote): MailContent {
  const { order, name, store, link } = facts
  const isAllBack = steps.every(({ kept }) => kept === 0)
  return {
    subject: `예약 확정: ${store} ${whenText(facts, 'ko')} (Booking confirmed)`,
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
    attachments: calendarEntries(facts),
  }
}

/** One entry for each start. */
const calendarEntries = (facts: Facts): NonNullable<MailContent['attachments']> =>
  timesOf(facts).flatMap(({ startsAt }, at) => {
    if (!startsAt) return []
    const { order, store, words, link } = facts
    const uid = entryUid(order.number, at)
    return {
      filename: `${uid}.ics`,
      contentType: 'text/calendar; charset=utf-8',
      content: calendarFile({
        uid,
        writtenAt: order.paidAt ?? order.createdAt,
        startsAt,
        durationSeconds: words.durationSeconds,
        summary: store,
        description: `주문 번호 ${order.number}\n${link}`,
        url: link,
      }),
    }
  })

function canceled(facts: Facts, { refund, kept, reason }: Cancellation): MailContent {
  const { words, order, name, store, link } = facts
  const say = (amount: number, language: Language) => priceText({ ...order, amount }, language)
  return {
    subject: `예약 취소: ${store} ${whenText(facts, 'ko')} (Booking canceled)`,
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
