import { once } from 'node:events'
import PDFDocument from 'pdfkit'
import { dayLongText, priceText } from '../../../kernel/format.ts'
import type { Language } from '../../../kernel/language.ts'
import type { Currency } from '../../../kernel/money.ts'
import { wallDate, wallTime } from '../../../kernel/time.ts'
import { fontFile } from '../../../tickets/pdf.ts'
import type { Business } from './queries.ts'
import type { ReceiptSums } from './rules.ts'

export interface PrintedReceipt {
  readonly title: 'receipt' | 'statement'
  readonly language: Language
  readonly number: string
  readonly shop: string
  readonly timeZone: string
  readonly business: Business | undefined
  /** Empty once they have left. */
  readonly buyer: string
  readonly paidAt: Date
  readonly currency: Currency
  readonly lines: readonly PrintedLine[]
  readonly fee: number
  /** What was paid. */
  readonly bought: number
  readonly refunded: number
  /** Of what is left of it. */
  readonly sums: ReceiptSums
}

interface PrintedLine {
  readonly title: string
  readonly quantity: number
  readonly unitPrice: number
  readonly discount: number
  readonly net: number
  readonly taxFree: boolean
}

const labels = {
  ko: {
    ...{ receipt: '영수증', statement: '거래명세서', number: '주문 번호', paidAt: '결제 일시' },
    ...{ buyer: '받는 분', company: '상호', representative: '대표자', address: '사업장 주소' },
    ...{ businessNumber: '사업자등록번호', mailOrderNumber: '통신판매업 신고번호' },
    ...{ phone: '전화', email: '이메일', goods: '상품', quantity: '수량', unitPrice: '단가' },
    ...{ discount: '할인', net: '금액', taxFreeMark: '면세', fee: '배송비', bought: '결제 금액' },
    ...{ refunded: '환불 금액', supply: '과세 공급가액', vat: '부가가치세' },
    ...{ taxFree: '면세 금액', total: '합계' },
    note: '부가가치세가 포함된 금액입니다. 이 문서는 세금계산서가 아닙니다.',
  },
  en: {
    ...{ receipt: 'Receipt', statement: 'Statement', number: 'Order', paidAt: 'Paid' },
    ...{ buyer: 'Recipient', company: 'Company', representative: 'Representative' },
    ...{ address: 'Address', businessNumber: 'Business number' },
    ...{ mailOrderNumber: 'Mail-order number', phone: 'Phone', email: 'E-mail', goods: 'Goods' },
    ...{ quantity: 'Qty', unitPrice: 'Price', discount: 'Discount', net: 'Amount' },
    ...{ taxFreeMark: 'tax-free', fee: 'Delivery', bought: 'Paid', refunded: 'Refunded' },
    ...{ supply: 'Taxed, without tax', vat: 'VAT', taxFree: 'Tax-free', total: 'Total' },
    note: 'Prices include value-added tax. This is no tax invoice.',
  },
} as const

type Page = InstanceType<typeof PDFDocument>

/** Points, on A4. */
const MARGIN = 48
const ROW = 20
const INK = '#111'
const SOFT = '#555'

/** A receipt of one page or more. Only the letters that are used are embedded. */
export async function drawReceipt(receipt: PrintedReceipt): Promise<Buffer> {
  const [regular, bold] = await Promise.all([
    fontFile('400Regular/NanumGothic_400Regular'),
    fontFile('700Bold/NanumGothic_700Bold'),
  ])
  const { language, paidAt } = receipt
  const title = `${receipt.shop} ${labels[language][receipt.title]}`
  const page = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, lang: language, displayTitle: true },
    info: { Title: title, Creator: 'Jari', CreationDate: paidAt, ModDate: paidAt },
  })
  const parts: Buffer[] = []
  page.on('data', (part: Buffer) => parts.push(part))
  const ended = once(page, 'end')
  page.registerFont('regular', regular).registerFont('bold', bold)
  drawHead(page, receipt)
  drawGoods(page, receipt)
  drawSums(page, receipt)
  page.end()
  await ended
  return Buffer.concat(parts)
}

function drawHead(page: Page, receipt: PrintedReceipt): void {
  const { language, business, timeZone, paidAt } = receipt
  const say = labels[language]
  page.font('bold').fontSize(22).fillColor(INK)
  page.text(say[receipt.title], MARGIN, MARGIN)
  page.font('bold').fontSize(13).text(receipt.shop).moveDown(0.6)
  const at = `${dayLongText(wallDate(paidAt, timeZone), language)} ${wallTime(paidAt, timeZone)}`
  const facts = [
    [say.number, receipt.number],
    [say.paidAt, at],
    [say.buyer, receipt.buyer],
    [say.company, business?.company],
    [say.representative, business?.representative],
    [say.businessNumber, business?.businessNumber],
    [say.mailOrderNumber, business?.mailOrderNumber],
    [say.address, business?.address],
    [say.phone, business?.phone],
    [say.email, business?.email],
  ] as const
  for (const [label, value] of facts) {
    if (!value) continue
    const y = page.y
    page.font('regular').fontSize(9.5).fillColor(SOFT).text(label, MARGIN, y, { width: 130 })
    page.fillColor(INK).text(value, MARGIN + 135, y, { width: page.page.width - 2 * MARGIN - 135 })
    page.moveDown(0.25)
  }
  page.moveDown(0.8)
}

/** Where columns end, as shares of the width; the first one begins on the left. */
const ends = { quantity: 0.55, unitPrice: 0.7, discount: 0.84, net: 1 } as const

function drawRow(
  page: Page,
  font: 'regular' | 'bold',
  first: string,
  rest: Partial<Record<keyof typeof ends, string>>,
): void {
  if (page.y + 2 * ROW > page.page.height - MARGIN) page.addPage()
  const width = page.page.width - 2 * MARGIN
  const y = page.y
  page.font(font).fontSize(9.5).fillColor(INK)
  page.text(first, MARGIN, y, { width: width * 0.46 })
  const below = page.y
  for (const [name, text] of Object.entries(rest)) {
    const end = ends[name as keyof typeof ends] * width
    page.text(text, MARGIN + end - 110, y, { width: 110, align: 'right', lineBreak: false })
  }
  page.y = Math.max(below, y + 12) + 5
  page.x = MARGIN
}

function drawLine(page: Page): void {
  page
    .moveTo(MARGIN, page.y - 2)
    .lineTo(page.page.width - MARGIN, page.y - 2)
    .lineWidth(0.5)
    .stroke('#999')
  page.y += 4
}

function drawGoods(page: Page, { lines, fee, language, currency }: PrintedReceipt): void {
  const say = labels[language]
  const price = (amount: number) => priceText({ amount, currency }, language)
  const { quantity, unitPrice, discount, net } = say
  drawRow(page, 'bold', say.goods, { quantity, unitPrice, discount, net })
  drawLine(page)
  for (const line of lines)
    drawRow(page, 'regular', line.taxFree ? `${line.title} (${say.taxFreeMark})` : line.title, {
      quantity: `${line.quantity}`,
      unitPrice: price(line.unitPrice),
      discount: line.discount > 0 ? `-${price(line.discount)}` : '',
      net: price(line.net),
    })
  if (fee > 0) drawRow(page, 'regular', say.fee, { net: price(fee) })
  drawLine(page)
}

function drawSums(
  page: Page,
  { language, currency, sums, bought, refunded }: PrintedReceipt,
): void {
  const say = labels[language]
  const price = (amount: number) => priceText({ amount, currency }, language)
  if (refunded > 0) {
    drawRow(page, 'regular', say.bought, { net: price(bought) })
    drawRow(page, 'regular', say.refunded, { net: `-${price(refunded)}` })
  }
  drawRow(page, 'regular', say.supply, { net: price(sums.supply) })
  drawRow(page, 'regular', say.vat, { net: price(sums.vat) })
  if (sums.taxFree > 0) drawRow(page, 'regular', say.taxFree, { net: price(sums.taxFree) })
  drawRow(page, 'bold', say.total, { net: price(sums.total) })
  page.moveDown(1)
  page.font('regular').fontSize(8.5).fillColor(SOFT).text(say.note, MARGIN)
}
