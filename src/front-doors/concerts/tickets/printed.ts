import sharp from 'sharp'
import { findAccount } from '../../../accounts/queries.ts'
import { type Engine, perEngine } from '../../../engine.ts'
import { atMost } from '../../../kernel/at-most.ts'
import { dayLongText, dayText, zoneText } from '../../../kernel/format.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Language } from '../../../kernel/language.ts'
import { wallDate, wallTime } from '../../../kernel/time.ts'
import * as orders from '../../../orders/queries.ts'
import { orderMissing } from '../../../orders/rules.ts'
import { quoteOrder } from '../../../policies/quote.ts'
import type { Quote } from '../../../policies/rules.ts'
import { readNow } from '../../../postgres/now.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { readPicture } from '../../../stores/pictures/queries.ts'
import type { Picture } from '../../../stores/pictures/stored.ts'
import { readHallFacts, readSelling } from '../queries.ts'
import * as rules from '../rules.ts'
import { drawTickets } from './pdf.ts'
import * as queries from './queries.ts'
import type { TicketLine } from './rules.ts'
import { codeOf, serialOf } from './signing.ts'
import { statesOf } from './states.ts'

/** A file takes a tenth of a second of the processor. */
const DRAWN_AT_ONCE = 2
const drawing = perEngine(() => atMost(DRAWN_AT_ONCE))

export interface PrintAsk {
  readonly concertId: Id<'Store'>
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
    const { lines, ...facts } = await readPrinted(engine, ask, await readValid(engine, ask))
    const tickets = lines.map((line) => ({
      ...{ seat: line, code: codeOf(engine, line), serial: serialOf(engine, line) },
    }))
    return drawTickets(facts, tickets)
  })

/** The tickets of a booking that somebody has and may still use. Problems as of `printTickets`. */
export async function readValid(
  engine: Engine,
  { concertId, bookingId, callerId }: Omit<PrintAsk, 'language'>,
): Promise<readonly [TicketLine, ...TicketLine[]]> {
  const cell = engine.cell(concertId)
  const all = await queries.listOfOrder(cell, { storeId: concertId, orderId: bookingId })
  const own = all.filter((line) => line.buyerId === callerId || line.holderId === callerId)
  if (own.length === 0) throw orderMissing()
  const found = await statesOf(engine, cell, own, callerId)
  const [first, ...others] = found.flatMap(({ line, state }) => (state === 'valid' ? line : []))
  if (!first) throw rules.ticketVoid()
  return [first, ...others]
}

export async function readPrinted(
  engine: Engine,
  ask: PrintAsk,
  lines: readonly [TicketLine, ...TicketLine[]],
) {
  const { concertId, bookingId, callerId, language } = ask
  const cell = engine.cell(concertId)
  const [[order], selling, hall, account, { now }] = await Promise.all([
    orders.readOrders(cell, concertId, [bookingId]),
    readSelling(cell, concertId),
    readHallFacts(cell, concertId),
    findAccount(engine.house, callerId),
    readNow(cell),
  ])
  if (!order || !selling) throw orderMissing()
  const { store, image } = selling
  const { quote } = await quoteOrder(cell, order, order.amount, order.createdAt)
  return {
    ...{ lines, language, now },
    concert: store.name,
    when: whenText(lines[0].startsAt, store.timeZone, language),
    hall: hall?.name || store.name,
    holder: account?.name ?? '',
    orderNumber: order.number,
    refund: order.amount > 0 ? refundText(quote, store.timeZone, language) : '',
    poster: image ? await posterOf(cell, concertId, image) : undefined,
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
