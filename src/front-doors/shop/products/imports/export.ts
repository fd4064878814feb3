import type { Engine } from '../../../../engine.ts'
import { csvHead, csvRow, escapeFormula, majorUnits } from '../../../../kernel/csv.ts'
import type { Language } from '../../../../kernel/language.ts'
import type { Currency } from '../../../../kernel/money.ts'
import { readOwn, type StoreAsk } from '../../../../stores/operations.ts'
import { type ExportedVariant, listExported } from './queries.ts'
import { columns, factsText, optionsText } from './row-rules.ts'

const pageRows = 1_000

/**
 * The products of a shop as an import reads them, a page of rows at a time, in constant memory. The shop
 * is looked for at once. Problem: market-missing.
 */
export async function productsCsv(
  engine: Engine,
  ask: StoreAsk,
  language: Language,
): Promise<AsyncGenerator<string>> {
  const { currency } = await readOwn(engine, ask)
  return rowsOf(engine, ask.storeId, currency, language)
}

async function* rowsOf(engine: Engine, storeId: string, currency: Currency, language: Language) {
  const { patient } = engine.cell(storeId)
  yield csvHead(Object.values(columns).map(([en, ko]) => (language === 'ko' ? ko : en)))
  let after: ExportedVariant | undefined
  do {
    const page = await listExported(patient, storeId, after, pageRows)
    if (page.length > 0) yield page.map((row) => csvRow(cellsOf(row, currency))).join('')
    after = page.length === pageRows ? page.at(-1) : undefined
  } while (after)
}

const cellsOf = (row: ExportedVariant, currency: Currency): string[] =>
  [
    row.sku,
    row.title,
    row.categoryName ?? '',
    optionsText(row.options, row.values),
    majorUnits(row.price, currency),
    `${row.stocked}`,
    `${row.lowAt ?? ''}`,
    row.taxFree ? 'Y' : 'N',
    row.hidden ? 'N' : 'Y',
    factsText(row.facts),
    row.description,
  ].map(escapeFormula)
