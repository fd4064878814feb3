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

const payoutColumns: readonly Record<Language, string>[] = [
  { ko: '결제사', en: 'Gateway' },
  { ko: '결제 건수', en: 'Payments' },
  { ko: '통화', en: 'Currency' },
  { ko: '결제 금액', en: 'Captured' },
  { ko: '환불 금액', en: 'Refunded' },
  { ko: '정산 대기', en: 'Not settled yet' },
  { ko: '수수료', en: 'Fees' },
  { ko: '예상 정산액', en: 'Expected' },
  { ko: '결제사 정산액', en: 'Settled by the gateway' },
  { ko: '차액', en: 'Difference' },
  { ko: '정산 확인 시각', en: 'Settlements read until' },
]

/**
 * Payout by gateway as CSV; cells are empty where a gateway does not tell what it settled. Problems in order: those of
 * `showReport`.
 */
export async function payoutCsv(
  engine: Engine,
  ask: StoreAsk,
  dates: Dates,
  language: Language,
): Promise<string[]> {
  const { gateways, currency } = await showReport(engine, ask, dates)
  const rows = gateways.map(({ gateway, payments, taken, refunded, settlement: told }) => {
    const known = told && [told.waiting, told.fees, told.expected, told.payout, told.difference]
    const money = (amounts: readonly number[]) => amounts.map((one) => majorUnits(one, currency))
    return csvRow([
      ...[gateway, String(payments), currency, ...money([taken, refunded])],
      ...(known ? money(known) : ['', '', '', '', '']),
      told?.readUntil ?? '',
    ])
  })
  return [csvHead(payoutColumns.map(({ [language]: title }) => title)), ...rows]
}
