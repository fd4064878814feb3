import type { Engine } from '../engine.ts'
import { csvHead, csvRow, escapeFormula, majorUnits } from '../kernel/csv.ts'
import { withOffset } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import * as queries from './store-queries.ts'
import { type StoreState, storeStateOf } from './store-rules.ts'

const pageRows = 1_000

type Language = 'ko' | 'en'

/**
 * Streams a store's payments as CSV, a page of rows at a time, in constant memory.
 */
export async function* csvOf(
  engine: Engine,
  { filter, timeZone }: { readonly filter: queries.Filter; readonly timeZone: string },
  language: Language,
): AsyncGenerator<string> {
  yield csvHead(columns.map(({ [language]: title }) => title))
  const { patient } = engine.cell(filter.storeId)
  let before: queries.Before | undefined
  do {
    const { now } = await readNow(patient)
    const page = await queries.listStorePayments(patient, now, filter, pageRows, before)
    if (page.length > 0) yield page.map((row) => csvRow(cells(row, timeZone, language))).join('')
    before = page.length === pageRows ? page.at(-1) : undefined
  } while (before)
}

const columns: readonly Record<Language, string>[] = [
  { ko: '결제 시작', en: 'Begun at' },
  { ko: '주문 번호', en: 'Order number' },
  { ko: '내용', en: 'Title' },
  { ko: '결제사', en: 'Gateway' },
  { ko: '결제 수단', en: 'Method' },
  { ko: '상태', en: 'State' },
  { ko: '통화', en: 'Currency' },
  { ko: '금액', en: 'Price' },
  { ko: '면세 금액', en: 'Tax-free' },
  { ko: '결제된 금액', en: 'Taken' },
  { ko: '환불 금액', en: 'Refunded' },
  { ko: '순매출', en: 'Net' },
  { ko: '결제사 거래 번호', en: 'Gateway reference' },
  { ko: '사유', en: 'Reason' },
]

const stateNames: Record<StoreState, Record<Language, string>> = {
  waiting: { ko: '결제 대기', en: 'waiting' },
  checking: { ko: '결제 확인 중', en: 'checking' },
  paid: { ko: '결제 완료', en: 'paid' },
  'not-paid': { ko: '결제 안 됨', en: 'not paid' },
  refunding: { ko: '환불 중', en: 'refunding' },
  'partly-refunded': { ko: '부분 환불', en: 'partly refunded' },
  refunded: { ko: '환불 완료', en: 'refunded' },
  review: { ko: '담당자 확인 중', en: 'in review' },
}

function cells(payment: queries.StorePayment, timeZone: string, language: Language): string[] {
  const { amount, taxFree, approved, refunded, currency } = payment
  const money = (minor: number) => majorUnits(minor, currency)
  return [
    withOffset(payment.createdAt, timeZone),
    escapeFormula(payment.orderNumber),
    escapeFormula(payment.title),
    escapeFormula(payment.gateway),
    escapeFormula(payment.method ?? ''),
    stateNames[storeStateOf(payment.state)][language],
    currency,
    money(amount),
    money(taxFree),
    money(approved ?? 0),
    money(refunded),
    money((approved ?? 0) - refunded),
    escapeFormula(payment.reference ?? ''),
    escapeFormula(payment.reason ?? ''),
  ]
}
