import type { Static } from 'typebox'
import type { Engine } from '../../../engine.ts'
import { csvHead, csvRow, escapeFormula, majorUnits } from '../../../kernel/csv.ts'
import type { Language } from '../../../kernel/language.ts'
import { addDays, startOfDay, wallDate } from '../../../kernel/time.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import * as contract from './contract.ts'
import * as queries from './sales-queries.ts'

interface Dates {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const DAYS_MOST = 366
const USUAL_DAYS = 30
const PRODUCTS_MOST = 50

/** Problem: sales-too-long. */
function rangeOf(
  asked: Dates,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
) {
  const to = asked.to ?? wallDate(now, timeZone)
  const from = asked.from ?? addDays(to, 1 - USUAL_DAYS)
  if (to > addDays(from, DAYS_MOST)) throw contract.salesTooLong({ days: DAYS_MOST })
  return {
    from: startOfDay(from, timeZone),
    before: startOfDay(addDays(to, 1), timeZone),
    timeZone,
  }
}

/** What a shop has sold. Problems in order: market-missing, sales-too-long. */
export async function readSales(
  engine: Engine,
  ask: StoreAsk,
  dates: Dates,
): Promise<Static<(typeof contract.getSales)['answer']>> {
  const { id, timeZone, currency, now } = await readOwn(engine, ask)
  const range = rangeOf(dates, { timeZone, now })
  const { patient } = engine.cell(id)
  const [days, products] = await Promise.all([
    queries.sumDays(patient, id, range),
    queries.sumProducts(patient, id, range, PRODUCTS_MOST),
  ])
  const money = (amount: number) => ({ amount, currency })
  return {
    days: days.map(({ taken, returned, ...day }) => ({
      ...{ ...day, taken: money(taken), returned: money(returned) },
    })),
    products: products.map(({ taken, ...product }) => ({ ...product, taken: money(taken) })),
  }
}

const titles = {
  ko: ['날짜', '상품', '판매 수량', '반품·취소 수량', '통화', '판매 금액', '반품·취소 금액'],
  en: ['Date', 'Product', 'Sold', 'Returned', 'Currency', 'Sales', 'Returned for'],
} as const

/** The same by day and product. Problems in order: market-missing, sales-too-long. */
export async function salesCsv(
  engine: Engine,
  ask: StoreAsk,
  dates: Dates,
  language: Language,
): Promise<string> {
  const { id, timeZone, currency, now } = await readOwn(engine, ask)
  const range = rangeOf(dates, { timeZone, now })
  const rows = await queries.sumDayProducts(engine.cell(id).patient, id, range)
  const lines = rows.map(({ date, title, units, returnedUnits, taken, returned }) =>
    csvRow([
      ...[date, escapeFormula(title), `${units}`, `${returnedUnits}`, currency],
      ...[majorUnits(taken, currency), majorUnits(returned, currency)],
    ]),
  )
  return csvHead(titles[language]) + lines.join('')
}
