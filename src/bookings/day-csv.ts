import type { Engine } from '../engine.ts'
import { csvHead, csvRow, escapeFormula, majorUnits } from '../kernel/csv.ts'
import type { Id } from '../kernel/id.ts'
import type { Language } from '../kernel/language.ts'
import { withOffset } from '../kernel/time.ts'
import { netOf } from '../orders/money-rules.ts'
import type { Queryable } from '../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import type { Pricing } from '../stores/pricing-rules.ts'
import { openBooker } from './booker.ts'
import * as queries from './day-queries.ts'
import type { LineDescription } from './door.ts'
import { describeLines, doorsOf } from './doors.ts'
import { guestNotesOf } from './history/notes.ts'
import type { Dates } from './load-rules.ts'
import { blocksOf } from './loads.ts'
import { serviceStart } from './served-rules.ts'

const pageRows = 1_000

interface CsvStore {
  readonly id: Id<'Store'>
  readonly door: string
  readonly also: readonly string[]
  readonly timeZone: string
  readonly pricing: Pricing
  readonly now: Date
}

/**
 * The bookings of a store from one date to another as CSV, a page of rows at a time, in constant
 * memory. The store is looked for at once. Problem: store-missing.
 */
export async function bookingsCsv(
  engine: Engine,
  ask: StoreAsk,
  dates: Dates,
  language: Language,
): Promise<AsyncGenerator<string>> {
  const store = await readOwn(engine, ask)
  return rowsOf(engine, store, dates, language)
}

async function* rowsOf(
  engine: Engine,
  store: CsvStore,
  dates: Dates,
  language: Language,
): AsyncGenerator<string> {
  const { patient } = engine.cell(store.id)
  const asked = { store, dates, blocks: blocksOf(engine.doors.values()) }
  yield csvHead(columns.map(({ [language]: title }) => title))
  let after: queries.DayBooking | undefined
  do {
    const page = { limit: pageRows, after }
    const found = await queries.listDayBookings(patient, asked, page)
    const lines = found.map((line) => ({
      ...line,
      quantity: line.quantity || line.bought,
      storeId: store.id,
      orderId: line.id,
      storeDoor: store.door,
      pricing: store.pricing,
    }))
    const orderIds = [...new Set(found.map(({ id }) => id))]
    const described = await describeLines(engine, patient, lines)
    const noted = await guestNotesOf(engine, patient, store.id, orderIds)
    const sources = await sourcesOf(engine, patient, store, orderIds)
    const row = (line: queries.DayBooking, at: number) => {
      const guestNote = noted.get(line.id) ?? ''
      const source = sources.get(line.id) ?? (line.isEntered ? 'entered' : 'online')
      return csvRow(cells(engine, { ...line, guestNote, source }, described[at], store, language))
    }
    if (found.length > 0) yield found.map(row).join('')
    after = found.length === pageRows ? found.at(-1) : undefined
  } while (after)
}

/** How these orders came, as far as the doors of the store know. */
async function sourcesOf(
  engine: Engine,
  on: Queryable,
  store: CsvStore,
  orderIds: readonly Id<'Order'>[],
) {
  const found = await Promise.all(
    doorsOf(engine, store).map((door) => door.sourcesOf?.(on, store.id, orderIds) ?? []),
  )
  return new Map(found.flat().map(({ orderId, source }) => [orderId, source]))
}

const columns: readonly Record<Language, string>[] = [
  { ko: '이용 날짜', en: 'Date' },
  { ko: '이용 시간', en: 'Time' },
  { ko: '내용', en: 'Booked' },
  { ko: '자리', en: 'Where' },
  { ko: '상태', en: 'State' },
  { ko: '방문 여부', en: 'Visit' },
  { ko: '예약자', en: 'Name' },
  { ko: '연락처', en: 'Phone' },
  { ko: '전달 사항', en: 'Message' },
  { ko: '메모', en: 'Note' },
  { ko: '통화', en: 'Currency' },
  { ko: '금액', en: 'Price' },
  { ko: '주문 번호', en: 'Order number' },
  { ko: '예약한 시각', en: 'Booked at' },
  { ko: '손님 메모', en: 'About the guest' },
  { ko: '인원', en: 'People' },
  { ko: '예약 경로', en: 'Came by' },
]

const statusNames = {
  ready: { ko: '결제 대기', en: 'not paid yet' },
  paid: { ko: '예약 확정', en: 'confirmed' },
  canceled: { ko: '예약 취소', en: 'canceled' },
}
const sourceNames = {
  online: { ko: '온라인', en: 'online' },
  phone: { ko: '전화', en: 'phone' },
  'walk-in': { ko: '현장 방문', en: 'walk-in' },
  block: { ko: '막아 둔 자리', en: 'blocked' },
  entered: { ko: '매장 입력', en: 'entered by the store' },
}
const visitNames = {
  arrived: { ko: '방문', en: 'arrived' },
  'no-show': { ko: '노쇼', en: 'no-show' },
}

function cells(
  engine: Engine,
  line: queries.DayBooking & {
    readonly guestNote: string
    readonly source: keyof typeof sourceNames
  },
  description: LineDescription | undefined,
  { timeZone }: CsvStore,
  language: Language,
): string[] {
  const booker = line.booker && openBooker(engine, line.booker)
  const { date, time } = serviceStart(line, timeZone)
  return [
    ...[date, time],
    escapeFormula(description?.what[language] ?? ''),
    escapeFormula(description?.where?.[language] ?? ''),
    statusNames[line.status][language],
    line.visit ? visitNames[line.visit][language] : '',
    escapeFormula(booker?.name ?? ''),
    escapeFormula(booker?.phone ?? ''),
    escapeFormula(booker?.message ?? ''),
    escapeFormula(line.note ? engine.keyRing.open(line.note) : ''),
    line.currency,
    majorUnits(netOf({ ...line, quantity: line.bought }), line.currency),
    escapeFormula(line.number),
    withOffset(line.createdAt, timeZone),
    escapeFormula(line.guestNote),
    description?.counts === 'person' ? String(line.quantity || line.bought) : '',
    sourceNames[line.source][language],
  ]
}
