import { type Carrier, carrierNamed } from './carrier-rules.ts'

interface Said {
  readonly ko: string
  readonly en: string
}

/** A line of a file of shipping numbers. */
export interface ShippingLine {
  /** From 1, as an editor counts. */
  readonly line: number
  readonly orderNumber: string
  /** Of the order; 1 unless the file says. */
  readonly parcel: number
  readonly carrier: Carrier
  readonly trackingNumber: string | null
}

export interface RefusedLine {
  readonly line: number
  readonly why: Said
}

const LINES_MOST = 2_000

/** The heads of the columns, in the order in which they are written. */
export const columns = [
  { name: 'orderNumber', ko: '주문 번호', en: 'Order number' },
  { name: 'parcel', ko: '포장 번호', en: 'Parcel' },
  { name: 'recipient', ko: '받는 분', en: 'Recipient' },
  { name: 'phone', ko: '연락처', en: 'Phone' },
  { name: 'postalCode', ko: '우편번호', en: 'Postcode' },
  { name: 'address', ko: '주소', en: 'Address' },
  { name: 'goods', ko: '상품', en: 'Goods' },
  { name: 'memo', ko: '배송 메모', en: 'Note' },
  { name: 'carrier', ko: '택배사', en: 'Carrier' },
  { name: 'trackingNumber', ko: '운송장 번호', en: 'Tracking number' },
] as const
/** Before the goods that are sent in exchange. */
export const exchange: Said = { ko: '[교환]', en: '[Exchange]' }

type Column = (typeof columns)[number]['name']

export const whys = {
  columns: {
    ko: '첫 줄에 주문 번호, 택배사, 운송장 번호 열이 있어야 해요.',
    en: 'The first line must name the columns order number, carrier and tracking number.',
  },
  many: {
    ko: '한 번에 2,000줄까지 올릴 수 있어요.',
    en: 'A file has at most 2,000 lines.',
  },
  carrier: { ko: '택배사를 찾을 수 없어요.', en: 'There is no such carrier.' },
  parcel: {
    ko: '포장 번호는 1 이상의 숫자여야 해요.',
    en: 'The parcel must be a number from 1 on.',
  },
  twice: { ko: '위에 이미 나온 포장이에요.', en: 'This parcel is on an earlier line already.' },
  order: { ko: '주문 번호를 찾을 수 없어요.', en: 'There is no such order.' },
  unpacked: {
    ko: '포장 완료로 처리하지 않은 주문이에요.',
    en: 'This order is not packed yet.',
  },
} satisfies Record<string, Said>

/** Reads the lines of a file; a line without a tracking number that needs one is left out. */
export function readShipments(text: string): {
  readonly lines: readonly ShippingLine[]
  readonly refused: readonly RefusedLine[]
} {
  const rows = rowsOf(text)
  const [head, ...body] = rows
  const at = positionsOf(head?.cells ?? [])
  if (!at) return { lines: [], refused: [{ line: 1, why: whys.columns }] }
  if (body.length > LINES_MOST)
    return { lines: [], refused: [{ line: LINES_MOST + 2, why: whys.many }] }
  const lines: ShippingLine[] = []
  const refused: RefusedLine[] = []
  const seen = new Set<string>()
  for (const { line, cells } of body) {
    const read = readLine(line, (name) => cellAt(cells, at.get(name)))
    if (read === undefined) continue
    const key = 'why' in read ? '' : `${read.orderNumber}/${read.parcel}`
    if ('why' in read) refused.push(read)
    else if (seen.has(key)) refused.push({ line, why: whys.twice })
    else lines.push(read)
    seen.add(key)
  }
  return { lines, refused }
}

/** Without the apostrophe that keeps a spreadsheet from running a formula. */
const cellAt = (cells: readonly string[], position: number | undefined): string =>
  (position === undefined ? '' : (cells[position] ?? '')).trim().replace(/^'/, '')

function readLine(
  line: number,
  cell: (name: Column) => string,
): ShippingLine | RefusedLine | undefined {
  const orderNumber = cell('orderNumber')
  const [named, number] = [cell('carrier'), cell('trackingNumber')]
  if (!orderNumber || (!named && !number)) return undefined
  const carrier = carrierNamed(named)
  if (!carrier) return { line, why: whys.carrier }
  const parcel = cell('parcel') || '1'
  if (!/^[1-9]\d{0,3}$/.test(parcel)) return { line, why: whys.parcel }
  return { line, orderNumber, parcel: Number(parcel), carrier, trackingNumber: number || null }
}

function positionsOf(head: readonly string[]): ReadonlyMap<Column, number> | undefined {
  const titles = head.map(plain)
  const at = new Map<Column, number>()
  for (const { name, ko, en } of columns) {
    const position = titles.findIndex((title) => [ko, en, name].map(plain).includes(title))
    if (position >= 0) at.set(name, position)
  }
  const needed = ['orderNumber', 'carrier', 'trackingNumber'] as const
  return needed.every((name) => at.has(name)) ? at : undefined
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** Rows of CSV (RFC 4180), or of a pasted table with tabs. */
function rowsOf(text: string): Row[] {
  const rows: Row[] = []
  const body = text.replace(/^\uFEFF/, '')
  const between = body.slice(0, body.indexOf('\n') + 1 || undefined).includes('\t') ? '\t' : ','
  let [cells, cell, isQuoted, line, from]: [string[], string, boolean, number, number] = [
    [],
    '',
    false,
    1,
    1,
  ]
  const end = () => {
    cells.push(cell)
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: from, cells })
    cells = []
    cell = ''
  }
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at] as string
    if (sign === '\n') line += 1
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (body[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (sign === '"' && cell === '') isQuoted = true
    else if (sign === between) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n') {
      end()
      from = line
    } else if (sign !== '\r') cell += sign
  }
  end()
  return rows
}
