import sharp from 'sharp'
import { findAccount } from '../accounts/queries.ts'
import { type Engine, perEngine } from '../engine.ts'
import { atMost } from '../kernel/at-most.ts'
import { dayLongText, dayText, zoneText } from '../kernel/format.ts'
import type { Id } from '../kernel/id.ts'
import type { Language } from '../kernel/language.ts'
import { wallDate, wallTime } from '../kernel/time.ts'
import * as orders from '../orders/queries.ts'
import { orderMissing } from '../orders/rules.ts'
import { quoteOrder } from '../policies/quote.ts'
import type { Quote } from '../policies/rules.ts'
import { readNow } from '../postgres/now.ts'
import type { Queryable } from '../postgres/sql.ts'
import { readPicture } from '../stores/pictures/queries.ts'
import type { Picture } from '../stores/pictures/stored.ts'
import { readStore } from '../stores/queries.ts'
import { describe, type Ticket, ticketDoor } from './doors.ts'
import { readOwnOf } from './own.ts'
import { drawTickets } from './pdf.ts'
import * as rules from './rules.ts'
import { codeOf, serialOf } from './signing.ts'
import { statesOf } from './states.ts'

/** A file takes a tenth of a second of the processor. */
const DRAWN_AT_ONCE = 2
const drawing = perEngine(() => atMost(DRAWN_AT_ONCE))

export interface PrintAsk {
  readonly bookingId: Id<'Order'>
  /** Whose tickets of the booking. */
  readonly callerId: Id<'Account'>
  readonly language: Language
}

/**
 * The valid tickets of a booking that somebody has, bought or received, as a PDF.
 * Problems in order: order-missing, ticket-void.
 */
export const printTickets = (engine: Engine, ask: PrintAsk): Promise<Buffer> =>
  drawing(engine)(async () => {
    const tickets = await readValid(engine, ask)
    const facts = await readPrinted(engine, ask, tickets[0])
    return drawTickets(
      facts,
      tickets.map((ticket) => ({
        ...{ seat: ticket.seat, code: codeOf(engine, ticket), serial: serialOf(engine, ticket) },
      })),
    )
  })

/** The tickets of a booking that somebody has and may still use. Problems as of `printTickets`. */
export async function readValid(
  engine: Engine,
  { bookingId, callerId }: Omit<PrintAsk, 'language'>,
): Promise<readonly [Ticket, ...Ticket[]]> {
  const own = await readOwnOf(engine, { bookingId, callerId })
  const [any] = own
  if (!any) throw orderMissing()
  const cell = engine.cell(any.storeId)
  const found = await statesOf(engine, cell, own, callerId)
  const valid = found.flatMap(({ line, state }) => (state === 'valid' ? line : []))
  const [first, ...others] = await describe(cell, engine.doors, valid)
  if (!first) throw rules.ticketVoid()
  return [first, ...others]
}

/** What the tickets of a booking have in common. */
export async function readPrinted(
  engine: Engine,
  { callerId, language }: PrintAsk,
  { storeId, orderId, storeName, timeZone, startsAt, door, seat }: Ticket,
) {
  const cell = engine.cell(storeId)
  const [[order], store, account, { now }] = await Promise.all([
    orders.readOrders(cell, storeId, [orderId]),
    readStore(cell, storeId),
    findAccount(engine.house, callerId),
    readNow(cell),
  ])
  if (!order) throw orderMissing()
  const { quote } = await quoteOrder(cell, order, order.amount, order.createdAt)
  const [image] = store?.images ?? []
  return {
    ...{ language, now },
    store: storeName,
    when: whenText(startsAt, timeZone, language),
    venue: seat.venue || storeName,
    holder: account?.name ?? '',
    holderLabel: ticketDoor(engine.doors, door).holder[language],
    orderNumber: order.number,
    refund: order.amount > 0 ? refundText(quote, timeZone, language) : '',
    poster: image ? await posterOf(cell, storeId, image) : undefined,
  }
}

/** `2026년 12월 24일 목요일 19:30 (한국 표준시)`. */
export const whenText = (at: Date, timeZone: string, language: Language): string =>
  `${dayLongText(wallDate(at, timeZone), language)} ${wallTime(at, timeZone)} (${zoneText(timeZone, language)})`

/** Until when how much of the price comes back, in one line. */
function refundText({ steps }: Quote, timeZone: string, language: Language): string {
  const at = (until: Date) =>
    `${dayText(wallDate(until, timeZone), language)} ${wallTime(until, timeZone)}`
  const parts = steps.map(({ until, keptPercent }) => {
    const back = `${100 - keptPercent}%`
    return language === 'ko' ? `${at(until)} 전 ${back}` : `${back} before ${at(until)}`
  })
  return `${language === 'ko' ? '취소 시 환불' : 'Refund if canceled'}: ${parts.join(', ')}`
}

/** Pixels; a PDF cannot have WebP. */
const POSTER_SIDE = 720

async function posterOf(on: Queryable, storeId: Id<'Store'>, { id }: Picture) {
  const found = await readPicture(on, storeId, id, 'large')
  if (!found) return undefined
  const fitting = { width: POSTER_SIDE, height: POSTER_SIDE, fit: 'inside' } as const
  return sharp(found.bytes).resize(fitting).jpeg({ quality: 78 }).toBuffer()
}
