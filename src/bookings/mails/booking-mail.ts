import type { Engine } from '../../engine.ts'
import { oneLine } from '../../kernel/calendar.ts'
import { priceText } from '../../kernel/format.ts'
import type { Id } from '../../kernel/id.ts'
import type { Language } from '../../kernel/language.ts'
import type { BuyerMailAsk, DoorMailAsk, MailContent, WriteMail } from '../../mail/content.ts'
import { isOfferKind } from '../../mail/rules.ts'
import * as orders from '../../orders/queries.ts'
import type { Order } from '../../orders/rules.ts'
import { reasonText } from '../../payments/refund-rules.ts'
import { type Cancellation, readCancellation } from '../../policies/queries.ts'
import { quoteOrder } from '../../policies/quote.ts'
import type { Quote } from '../../policies/rules.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { coversText } from '../../stores/pricing-rules.ts'
import { readStore } from '../../stores/queries.ts'
import type { BookingDoor, Line } from '../door.ts'
import { readBookings } from '../queries.ts'
import { describeAll, doorOf } from '../read.ts'
import { isBooking } from '../rules.ts'
import type { Said } from '../said.ts'
import { calendarEntries } from './calendar-entries.ts'
import type { DoorMails } from './door-mails.ts'
import { english, type Facts, factsOf, korean, whenText } from './facts.ts'
import { moveMail } from './move-mail.ts'
import { ownerMail } from './owner-mail.ts'
import { refundMail } from './refund-mail.ts'
import type { Confirmation, TicketMails } from './ticket-mails.ts'

/**
 * Mails the buyer that a booking is confirmed, canceled or refunded, and a store what happened there.
 * Korean first, English below; without the booker's name. No mail for an unpaid order that ends.
 */
export const mailWriter =
  (tickets?: TicketMails, mailsOf: MailsOf = new Map()): WriteMail =>
  async (engine, ask) => {
    if (ask.kind === 'owner') return ownerMail(engine, ask)
    return ask.kind === 'door' ? doorMail(engine, ask, mailsOf) : buyerMail(engine, ask, tickets)
  }

/** By front door. */
type MailsOf = ReadonlyMap<string, DoorMails>

async function doorMail(engine: Engine, ask: DoorMailAsk, mailsOf: MailsOf) {
  const store = await readStore(engine.cell(ask.storeId), ask.storeId)
  return store && mailsOf.get(store.door)?.write(engine, ask)
}

/** The same without tickets and front doors. */
export const writeMail = mailWriter()

async function buyerMail(
  engine: Engine,
  { storeId, orderId, kind, aboutId, name }: BuyerMailAsk,
  tickets: TicketMails | undefined,
) {
  const cell = engine.cell(storeId)
  const { publicUrl } = engine
  const [order] = await orders.readOrders(cell, storeId, [orderId])
  const [row] = order && isBooking(order) ? await readBookings(cell, [order]) : []
  if (!order || !row) return undefined
  const lines = (await describeAll(engine, cell, [row])).get(row) ?? []
  const door = doorOf(engine, row.store.door)
  const mails = door.tickets && tickets
  if (isOfferKind(kind))
    return mails?.offer(engine, { kind, order, offerId: (aboutId ?? '') as Id<'Offer'> })
  const facts = factsOf(door, order, row, lines, { name, publicUrl })
  if (kind === 'move-proposed' || kind === 'move-withdrawn' || kind === 'moved')
    return moveMail(engine, facts, kind, aboutId)
  if (kind === 'refunded') return refundMail(engine, facts, aboutId)
  if (isUnbooked(door, lines)) return undefined
  if (kind === 'paid') return confirmedMail(cell, order, facts, () => mails?.confirm(engine, order))
  const cancellation = await readCancellation(cell, order)
  return cancellation && canceled(facts, cancellation)
}

/** Whether nothing of it is a booking. */
const isUnbooked = ({ unbooked }: BookingDoor, lines: readonly Line[]): boolean =>
  unbooked !== undefined && lines.every(({ key }) => key.startsWith(unbooked))

async function confirmedMail(
  on: Queryable,
  order: Order,
  facts: Facts,
  more: () => Promise<Confirmation> | undefined,
) {
  if (order.status !== 'paid') return undefined
  const { quote } = await quoteOrder(on, order, order.amount, order.createdAt)
  return confirmed(facts, quote, await more())
}

function confirmed(facts: Facts, { steps }: Quote, more: Confirmation | undefined): MailContent {
  const { order, name, store, link, pricing } = facts
  const covers = order.amount > 0 ? coversText(pricing) : undefined
  const cancel = facts.words.cancellation ?? cancellationOf(order, steps)
  return {
    subject: `예약 확정: ${store} ${whenText(facts, 'ko')} (Booking confirmed)`,
    text: `${name} 님, 예약이 확정되었습니다.

${korean(facts)}
결제 금액: ${order.amount > 0 ? priceText(order, 'ko') : '무료'}
${covers ? `${covers.ko}\n` : ''}
${more ? `${more.line.ko}\n` : ''}예약 확인 및 취소: ${link}
${cancel.ko}


Hello ${name}, your booking is confirmed.

${english(facts)}
Price: ${order.amount > 0 ? priceText(order, 'en') : 'free'}
${covers ? `${covers.en}\n` : ''}
${more ? `${more.line.en}\n` : ''}See or cancel it: ${link}
${cancel.en}
`,
    calendar: { method: 'REQUEST', entries: calendarEntries(facts) },
    ...(more && { attachments: more.attachments }),
  }
}

/** How to cancel, and what comes back then. */
function cancellationOf({ amount }: Order, steps: Quote['steps']): Said {
  const isAllBack = steps.every(({ kept }) => kept === 0)
  const back = isAllBack
    ? { ko: ' 결제하신 금액은 전액 환불됩니다.', en: ' All that you paid is given back.' }
    : {
        ko: ' 취소 시점별 환불 금액도 확인할 수 있습니다.',
        en: ' It also says until when how much is given back.',
      }
  return {
    ko: `이용 전에는 위 주소에서 ‘예약 취소’를 눌러 취소할 수 있습니다.${amount > 0 ? back.ko : ''}`,
    en: `Until it begins you can cancel it there, with “Cancel booking”.${amount > 0 ? back.en : ''}`,
  }
}

function canceled(facts: Facts, { amount: left, refund, kept, reason }: Cancellation): MailContent {
  const { words, order, name, store, link } = facts
  const say = (amount: number, language: Language) => priceText({ ...order, amount }, language)
  const before = order.amount - left
  return {
    subject: `예약 취소: ${store} ${whenText(facts, 'ko')} (Booking canceled)`,
    text: `${name} 님, 예약이 취소되었습니다.
${reason ? `${words.byStore.ko} 취소했습니다. 사유: ${oneLine(reasonText(reason, 'ko') ?? '')}\n` : ''}
${korean(facts)}
환불 금액: ${
      order.amount === 0
        ? '없음 (무료 예약)'
        : kept === 0
          ? `${say(refund, 'ko')} (${before > 0 ? `이미 환불한 금액 ${say(before, 'ko')} 제외` : '전액'}, 사용한 결제 수단으로 환불)`
          : `${say(refund, 'ko')} (사용한 결제 수단으로 환불, 취소 규정에 따라 ${say(kept, 'ko')} 공제)`
    }

자세히 보기: ${link}


Hello ${name}, your booking was canceled.
${reason ? `${words.byStore.en} canceled it: ${oneLine(reasonText(reason, 'en') ?? '')}\n` : ''}
${english(facts)}
Given back: ${
      order.amount === 0
        ? 'nothing (it was free)'
        : kept === 0
          ? `${say(refund, 'en')} (${before > 0 ? `all that was left after ${say(before, 'en')} given back before` : 'all of it'}, to where you paid from)`
          : `${say(refund, 'en')} (to where you paid from; ${say(kept, 'en')} kept by the policy)`
    }

Details: ${link}
`,
    calendar: { method: 'CANCEL', entries: calendarEntries(facts) },
  }
}
