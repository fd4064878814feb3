import type { Engine } from '../../engine.ts'
import { csvHead, csvRow, majorUnits } from '../../kernel/csv.ts'
import type { Language } from '../../kernel/language.ts'
import type { StoreAsk } from '../../stores/operations.ts'
import type { Dates } from '../load-rules.ts'
import { showReport } from './operations.ts'

const columns: readonly Record<Language, string>[] = [
  { ko: '날짜', en: 'Date' },
  { ko: '확정 예약', en: 'Bookings' },
  { ko: '방문', en: 'Arrived' },
  { ko: '노쇼', en: 'No-shows' },
  { ko: '취소', en: 'Canceled' },
  { ko: '판매 가능', en: 'Offered' },
  { ko: '예약됨', en: 'Taken' },
  { ko: '통화', en: 'Currency' },
  { ko: '결제 금액', en: 'Captured' },
  { ko: '환불 금액', en: 'Refunded' },
  { ko: '순매출', en: 'Net' },
]

/** A report by date as CSV: numbers and dates only, a row each. Problems in order: those of `showReport`. */
export async function reportCsv(
  engine: Engine,
  ask: StoreAsk,
  dates: Dates,
  language: Language,
): Promise<string[]> {
  const { days, currency } = await showReport(engine, ask, dates)
  const rows = days.map(({ date, money: { taken, refunded }, ...day }) =>
    csvRow([
      date,
      ...[day.bookings, day.arrived, day.noShows, day.canceled, day.offered, day.taken].map(String),
      currency,
      ...[taken, refunded, taken - refunded].map((amount) => majorUnits(amount, currency)),
    ]),
  )
  return [csvHead(columns.map(({ [language]: title }) => title)), ...rows]
}
