import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { encode } from 'uqr'
import type { SeatDescription } from '../bookings/ticket-door.ts'
import type { Language } from '../kernel/language.ts'

/** A ticket as it is printed. */
export interface PrintedTicket {
  readonly seat: SeatDescription
  /** The text of its QR code. */
  readonly code: string
  readonly serial: string
}

/** What all tickets of a file have in common, in the reader's language. */
export interface PrintedFacts {
  readonly store: string
  readonly when: string
  readonly venue: string
  readonly holder: string
  /** What the holder is called. */
  readonly holderLabel: string
  readonly orderNumber: string
  readonly refund: string
  /** JPEG. */
  readonly poster: Buffer | undefined
  readonly language: Language
  readonly now: Date
}

/** What is said of a ticket on paper and in a wallet. */
export const labels = {
  ko: {
    ...{ venue: '장소', orderNumber: '주문 번호', serial: '티켓 번호', file: '티켓' },
    show: '입장할 때 QR 코드를 보여 주세요. 코드는 한 번만 쓸 수 있어요.',
  },
  en: {
    ...{ venue: 'Venue', orderNumber: 'Order number', serial: 'Ticket number', file: 'Tickets' },
    show: 'Show the QR code at the door. It is good for one entry.',
  },
} as const

const { resolve } = createRequire(import.meta.url)
export const fontFile = async (name: string): Promise<Buffer> => {
  const bytes = await readFile(resolve(`@expo-google-fonts/nanum-gothic/${name}.ttf`))
  // fontkit reads the box even of an empty glyph, and the last one is empty
  return Buffer.concat([bytes, Buffer.alloc(16)])
}

/** Points, on A5. */
const MARGIN = 34
const POSTER_HEIGHT = 160
const QR_SIDE = 140

/** `openImage` and that `image` takes its answer are missing in its types. */
type Page = InstanceType<typeof PDFDocument> & { openImage(bytes: Buffer): ArrayBuffer }

/** Draws a page for each ticket. Only the letters that are used are embedded. */
export async function drawTickets(
  facts: PrintedFacts,
  tickets: readonly PrintedTicket[],
): Promise<Buffer> {
  const [regular, bold] = await Promise.all([
    fontFile('400Regular/NanumGothic_400Regular'),
    fontFile('700Bold/NanumGothic_700Bold'),
  ])
  const { language, now } = facts
  const title = `${facts.store} ${labels[language].file}`
  const page = new PDFDocument({
    ...{ size: 'A5', margin: MARGIN, autoFirstPage: false, lang: language, displayTitle: true },
    info: { Title: title, Creator: 'Jari', CreationDate: now, ModDate: now },
  }) as Page
  const parts: Buffer[] = []
  page.on('data', (part: Buffer) => parts.push(part))
  const ended = once(page, 'end')
  page.registerFont('regular', regular).registerFont('bold', bold)
  const poster = facts.poster && page.openImage(facts.poster)
  for (const ticket of tickets) {
    page.addPage()
    drawTicket(page, facts, ticket, poster)
  }
  page.end()
  await ended
  return Buffer.concat(parts)
}

function drawTicket(
  page: Page,
  facts: PrintedFacts,
  ticket: PrintedTicket,
  poster: ArrayBuffer | undefined,
): void {
  const width = page.page.width - 2 * MARGIN
  const say = labels[facts.language]
  const line = (text: string, y: number, size: number, font = 'regular', lines = 1) =>
    page
      .font(font)
      .fontSize(size)
      .text(text, MARGIN, y, { width, height: size * 1.25 * lines, ellipsis: true })
  let y = MARGIN
  if (poster) {
    page.image(poster, MARGIN, y, {
      ...{ fit: [width, POSTER_HEIGHT], align: 'center', valign: 'center' },
    })
    y += POSTER_HEIGHT + 14
  }
  page.fillColor('#111')
  line(facts.store, y, 20, 'bold', 2)
  y = page.y + 6
  line(facts.when, y, 13, 'bold')
  line(`${say.venue}: ${facts.venue}`, y + 19, 11)
  drawSeat(page, y + 46, ticket.seat, facts.language)

  const top = page.page.height - MARGIN - QR_SIDE - 52
  drawCode(page, ticket.code, page.page.width - MARGIN - QR_SIDE, top)
  const rows = [
    [facts.holderLabel, facts.holder],
    [say.orderNumber, facts.orderNumber],
    [say.serial, ticket.serial],
  ] as const
  rows.forEach(([label, value], at) => {
    const place = { width: width - QR_SIDE - 12, height: 16, ellipsis: true }
    page.font('regular').fontSize(8).fillColor('#555')
    page.text(label, MARGIN, top + at * 36, place)
    page.font('bold').fontSize(11).fillColor('#111')
    page.text(value, MARGIN, top + at * 36 + 11, place)
  })
  page.fillColor('#333')
  line(say.show, top + QR_SIDE + 10, 8.5)
  line(facts.refund, top + QR_SIDE + 23, 7.5, 'regular', 3)
}

/** The parts of a seat, as large as they fit. */
function drawSeat(page: Page, y: number, { parts }: SeatDescription, language: Language): void {
  const width = (page.page.width - 2 * MARGIN) / parts.length
  parts.forEach(({ label, value: text }, at) => {
    const x = MARGIN + at * width
    page.font('regular').fontSize(9).fillColor('#555').text(label[language], x, y)
    const full = page.font('bold').fontSize(34).widthOfString(text)
    page.fontSize(Math.max(9, Math.min(34, (34 * (width - 8)) / full)))
    page.fillColor('#111').text(text, x, y + 12, { width, height: 42, ellipsis: true })
  })
}

/** A QR code as squares, so that it is sharp at any size. */
function drawCode(page: Page, text: string, x: number, y: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const side = QR_SIDE / size
  data.forEach((row, down) => {
    row.forEach((isDark, right) => {
      if (isDark) page.rect(x + right * side, y + down * side, side, side)
    })
  })
  page.fill('#000')
}
