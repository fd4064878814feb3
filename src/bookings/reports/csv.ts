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
  { ko: '예약일 기준 결제', en: 'Captured by date of booking' },
  { ko: '예약일 기준 환불', en: 'Refunded by date of booking' },
  { ko: '예약일 기준 순매출', en: 'Net by date of booking' },
  { ko: '결제일 기준 결제', en: 'Captured by date of payment' },
  { ko: '결제일 기준 환불', en: 'Refunded by date of payment' },
  { ko: '결제일 기준 순매출', en: 'Net by date of payment' },
]

/** A report by date as CSV: numbers and dates only, a row each. Problems in order: those of `showReport`. */
export async function reportCsv(
  engine: Engine,
  ask: StoreAsk,
  dates: Dates,
  language: Language,
): Promise<string[]> {
  const { days, currency } = await showReport(engine, ask, dates)
  const rows = days.map(({ date, booked, money, ...day }) =>
    csvRow([
      date,
      ...[day.bookings, day.arrived, day.noShows, day.canceled, day.offered, day.taken].map(String),
      currency,
      ...[booked, money]
        .flatMap(({ taken, refunded }) => [taken, refunded, taken - refunded])
        .map((amount) => majorUnits(amount, currency)),
    ]),
  )
  return [csvHead(columns.map(({ [language]: title }) => title)), ...rows]
}
