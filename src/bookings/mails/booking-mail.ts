import type { Engine } from '../../engine.ts'
import { priceText } from '../../kernel/format.ts'
import type { Id } from '../../kernel/id.ts'
import type { Language } from '../../kernel/language.ts'
import { withParticle } from '../../kernel/particle.ts'
import type { BuyerMailAsk, DoorMailAsk, MailContent, WriteMail } from '../../mail/content.ts'
import { isOfferKind } from '../../mail/rules.ts'
import * as orders from '../../orders/queries.ts'
import type { Order } from '../../orders/rules.ts'
import { readGiveBack, readKeptBefore } from '../../payments/give-back-queries.ts'
import { readCancellation } from '../../policies/queries.ts'
import { quoteOrder } from '../../policies/quote.ts'
import type { Quote } from '../../policies/rules.ts'
import { businessFooter } from '../../stores/business/letter.ts'
import { readBusiness } from '../../stores/business/queries.ts'
import { coversText } from '../../stores/pricing-rules.ts'
import { readStore } from '../../stores/queries.ts'
import { staffMail } from '../../stores/staff/mail.ts'
import { openBooker } from '../booker.ts'
import type { Line } from '../door.ts'
import { doorOf, doorsOf } from '../doors.ts'
import { guestUrl } from '../guests/token.ts'
import { type BookingRow, readBookings } from '../queries.ts'
import { describeAll } from '../read.ts'
import { isBooking } from '../rules.ts'
import type { Said } from '../said.ts'
import { calendarEntries } from './calendar-entries.ts'
import { canceledMail } from './canceled-mail.ts'
import type { DoorMails } from './door-mails.ts'
import { type Facts, factsOf, paidText, subjectOf } from './facts.ts'
import { givenBackMail } from './given-back-mail.ts'
import { moveMail } from './move-mail.ts'
import { noShowMail, noShowSaid } from './no-show-mail.ts'
import { offeredMail } from './offered-mail.ts'
import { ownerMail } from './owner-mail.ts'
import { phoneWords } from './phone-words.ts'
import { refundMail } from './refund-mail.ts'
import { reminderMail } from './reminder-mail.ts'
import type { Confirmation, TicketMails } from './ticket-mails.ts'
import { englishWithPlace, koreanWithPlace } from './where.ts'

/**
 * Mails the buyer that a booking is confirmed, canceled or refunded, and a store what happened there.
 * Korean first, English below; without the booker's name. No mail for an unpaid order that ends.
 */
export const mailWriter =
  (tickets?: TicketMails, mailsOf: MailsOf = new Map()): WriteMail =>
  async (engine, ask) => {
    if (ask.kind === 'owner') return ownerMail(engine, ask)
    if (ask.kind === 'staff') return staffMail(engine, ask)
    if (ask.kind === 'door') return doorMail(engine, ask, mailsOf)
    const content = await buyerMail(engine, ask, tickets)
    return content && ask.kind === 'paid' ? signed(engine, ask, content) : content
  }

/** Below what confirms an order and its payment stands who sells. */
async function signed(engine: Engine, { storeId }: BuyerMailAsk, content: MailContent) {
  const business = await readBusiness(engine.cell(storeId), storeId)
  return { ...content, text: content.text + businessFooter(business) }
}

/** By front door. */
type MailsOf = ReadonlyMap<string, DoorMails>

async function doorMail(engine: Engine, ask: DoorMailAsk, mailsOf: MailsOf) {
  const store = await readStore(engine.cell(ask.storeId), ask.storeId)
  for (const { name } of store ? doorsOf(engine, store) : []) {
    const content = await mailsOf.get(name)?.write(engine, ask)
    if (content) return content
  }
  return undefined
}

/** The same without tickets and front doors. */
export const writeMail = mailWriter()

/** The words for a phone go to the number that was given for this booking. */
async function buyerMail(engine: Engine, ask: BuyerMailAsk, tickets: TicketMails | undefined) {
  const cell = engine.cell(ask.storeId)
  const [order] = await orders.readOrders(cell, ask.storeId, [ask.orderId])
  const [row] = order && isBooking(order) ? await readBookings(cell, [order]) : []
  if (!order || !row) return undefined
  const content = await wordsOf(engine, ask, order, row, tickets)
  const to = row.booker ? openBooker(engine, row.booker).phone : undefined
  return content?.phone ? { ...content, phone: { ...content.phone, to } } : content
}

async function wordsOf(
  engine: Engine,
  { kind, aboutId, name, isGuest, isForPhone }: BuyerMailAsk,
  order: Order,
  row: BookingRow,
  tickets: TicketMails | undefined,
): Promise<MailContent | undefined> {
  const { publicUrl } = engine
  const cell = engine.cell(order.storeId)
  const lines = (await describeAll(engine, cell, [row])).get(row) ?? []
  const door = doorOf(engine, row.store.door)
  const mails = lines.some((line) => doorOf(engine, line.door).tickets) ? tickets : undefined
  if (isOfferKind(kind))
    return mails?.offer(engine, { kind, order, offerId: (aboutId ?? '') as Id<'Offer'> })
  const link = isGuest ? guestUrl(engine, order) : `${publicUrl}/bookings/${order.id}`
  // An account of a guest has no name.
  const booker = isGuest && row.booker ? openBooker(engine, row.booker) : undefined
  const facts = factsOf(engine, door, order, row, lines, { name: booker?.name || name, link })
  if (kind === 'move-proposed' || kind === 'move-withdrawn' || kind === 'moved')
    return moveMail(engine, facts, kind, aboutId)
  if (kind === 'refunded') return refundMail(engine, facts, aboutId)
  if (kind === 'given-back') return backMail(engine, facts, row, aboutId)
  if (lines.every((line) => isUnbooked(engine, line))) return undefined
  if (kind === 'no-show') return noShowMail(facts, row.noShow)
  if (kind === 'reminder') return reminderMail(engine, facts, aboutId)
  if (kind === 'offered') return offeredMail(engine, facts)
  if (kind === 'paid')
    return confirmedMail(engine, facts, row, () =>
      isForPhone ? undefined : mails?.confirm(engine, order),
    )
  const [cancellation, before, isTold] = await Promise.all([
    readCancellation(cell, order),
    readKeptBefore(cell, order),
    order.canceledAt && isToldByDoor(engine, order, order.canceledAt),
  ])
  return cancellation && !isTold ? canceledMail(facts, cancellation, before) : undefined
}

/** Whether a door's own mail tells the buyer of it. */
async function isToldByDoor(engine: Engine, order: Order, at: Date): Promise<boolean> {
  const cell = engine.cell(order.storeId)
  const doors = [...engine.doors.values()]
  const told = await Promise.all(doors.map((door) => door.tellsItself?.(cell, order, at)))
  return told.includes(true)
}

/** Of the lines that were given back, with how many of each. */
async function backMail(
  engine: Engine,
  facts: Facts,
  row: BookingRow,
  aboutId: string | null,
): Promise<MailContent | undefined> {
  const cell = engine.cell(facts.order.storeId)
  const back = aboutId ? await readGiveBack(cell, facts.order, aboutId) : undefined
  if (!back || (await isToldByDoor(engine, facts.order, back.at))) return undefined
  const units = new Map(back.lines.map(({ placeId, quantity }) => [placeId, quantity]))
  const places = row.places.flatMap((place) => {
    const quantity = units.get(place.placeId)
    return quantity ? { ...place, quantity } : []
  })
  const given = { ...row, places }
  const lines = (await describeAll(engine, cell, [given])).get(given) ?? []
  return givenBackMail(facts, back, lines)
}

/** Whether it is no booking. */
function isUnbooked(engine: Engine, { door, key }: Line): boolean {
  const { unbooked } = doorOf(engine, door)
  return unbooked !== undefined && key.startsWith(unbooked)
}

async function confirmedMail(
  engine: Engine,
  facts: Facts,
  { noShow }: BookingRow,
  more: () => Promise<Confirmation> | undefined,
) {
  const { order } = facts
  if (order.status !== 'paid') return undefined
  const on = engine.cell(order.storeId)
  const doors = [...engine.doors.values()]
  const [{ quote }, confirmation, ...where] = await Promise.all([
    quoteOrder(on, order, order.amount, order.createdAt),
    more(),
    ...doors.map((door) => door.whereTo?.(engine, on, order)),
  ])
  return confirmed(facts, quote, {
    more: confirmation,
    where: where.filter((said) => said !== undefined),
    noShow: noShowSaid(facts, noShow),
  })
}

function confirmed(
  facts: Facts,
  { steps }: Quote,
  {
    more,
    where,
    noShow,
  }: {
    readonly more: Confirmation | undefined
    readonly where: readonly Said[]
    readonly noShow: Said | undefined
  },
): MailContent {
  const { order, name, link, pricing } = facts
  const { noun, confirmed: is } = facts.ordered
  const to = { ko: where.map(({ ko }) => `${ko}\n`), en: where.map(({ en }) => `${en}\n`) }
  const covers = order.amount > 0 ? coversText(pricing) : undefined
  const cancel = facts.words.cancellation ?? cancellationOf(facts, steps)
  return {
    subject: subjectOf(facts, `${noun.ko} ${is}`, `${noun.en} confirmed`),
    text: `${name} 님, ${withParticle(noun.ko, ['이', '가'])} ${is}되었습니다.

${koreanWithPlace(facts)}
${priceLines(facts, 'ko')}결제 금액: ${paidText(facts, 'ko')}
${covers ? `${covers.ko}\n` : ''}${to.ko.join('')}
${more ? `${more.line.ko}\n` : ''}${noun.ko} 확인 및 취소: ${link}
${cancel.ko}${noShow ? `\n${noShow.ko}` : ''}


Hello ${name}, your ${noun.en} is confirmed.

${englishWithPlace(facts)}
${priceLines(facts, 'en')}${order.amount > 0 ? 'Total paid' : 'Price'}: ${paidText(facts, 'en')}
${covers ? `${covers.en}\n` : ''}${to.en.join('')}
${more ? `${more.line.en}\n` : ''}See or cancel it: ${link}
${cancel.en}${noShow ? `\n${noShow.en}` : ''}
`,
    calendar: {
      method: 'REQUEST',
      entries: calendarEntries(facts, ({ quantity }) => quantity > 0),
    },
    phone: phoneWords(facts, 'confirmed'),
    ...(more && { attachments: more.attachments }),
  }
}

/** What makes up the price besides what was booked: discounts and the fee, where there are any. */
function priceLines({ order, lines }: Facts, language: Language): string {
  const discount = lines.reduce((sum, line) => sum + line.discount, 0)
  const say = (amount: number) => priceText({ ...order, amount }, language)
  const parts = [
    discount > 0 && `${language === 'ko' ? '할인' : 'Discount'}: ${say(-discount)}\n`,
    order.fee > 0 && `${language === 'ko' ? '배송비' : 'Delivery'}: ${say(order.fee)}\n`,
  ]
  return parts.filter(Boolean).join('')
}

/** How to cancel, and what comes back then. */
function cancellationOf(
  { order: { amount }, ordered, alsoCanceled }: Facts,
  steps: Quote['steps'],
): Said {
  const { noun } = ordered
  const isAllBack = steps.every(({ kept }) => kept === 0)
  const back = isAllBack
    ? { ko: ' 결제하신 금액은 전액 환불됩니다.', en: ' All that you paid is refunded.' }
    : {
        ko: ' 취소 시점별 환불 금액도 확인할 수 있습니다.',
        en: ' It also says until when how much is refunded.',
      }
  const also = {
    ko: alsoCanceled.map(({ ko }) => `\n${ko}`),
    en: alsoCanceled.map(({ en }) => `\n${en}`),
  }
  return {
    ko: `이용 전에는 위 주소에서 ‘${noun.ko} 취소’를 눌러 취소할 수 있습니다.${amount > 0 ? back.ko : ''}${also.ko.join('')}`,
    en: `Until it begins you can cancel it there, with “Cancel ${noun.en}”.${amount > 0 ? back.en : ''}${also.en.join('')}`,
  }
}
