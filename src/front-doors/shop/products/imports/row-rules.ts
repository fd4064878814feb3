import { type CsvLine, csvLines, plainText } from '../../../../kernel/csv.ts'
import { minorPerMajor } from '../../../../kernel/format.ts'
import { lengthOf } from '../../../../kernel/length.ts'
import type { Currency } from '../../../../kernel/money.ts'
import { Problem, problem } from '../../../../kernel/problem.ts'
import { readParagraph } from '../../../../kernel/typed-text.ts'
import {
  FACTS_MOST,
  type Fact,
  OPTIONS_MOST,
  type Option,
  PRICE_MOST,
  STOCK_MOST,
} from '../rules.ts'

export const fileUnreadable = problem('file-unreadable', 'invalid', {
  ko: '읽을 수 없는 파일이에요. UTF-8이나 CP949로 저장한 CSV 파일을 올려 주세요.',
  en: 'This file cannot be read. Save it as CSV, in UTF-8 or CP949.',
})
export const columnsMissing = problem<{ columns: readonly string[] }>(
  'columns-missing',
  'invalid',
  {
    ko: '첫 줄에 상품 코드, 상품명, 가격, 재고 항목이 있어야 해요.',
    en: 'The first line must name the columns sku, title, price and stock.',
  },
)
export const tooManyRows = problem<{ most: number }>('too-many-rows', 'invalid', {
  ko: '한 번에 올릴 수 있는 상품 수를 넘었어요. 파일을 나눠서 올려 주세요.',
  en: 'The file has too many rows. Split it.',
})
export const tooManyColumns = problem<{ most: number }>('too-many-columns', 'invalid', {
  ko: '항목이 너무 많은 줄이 있어요. 쓰지 않는 열을 지우고 다시 올려 주세요.',
  en: 'A line of the file has too many columns. Delete those that are not needed.',
})

export const importRunning = problem('import-running', 'conflict', {
  ko: '앞서 올린 파일을 처리하고 있어요. 끝난 뒤에 다시 올려 주세요.',
  en: 'An earlier file is still being imported. Try again once it is done.',
})

export const ROWS_MOST = 20_000
const COLUMNS_MOST = 50
/** Of each cell that a refused row is known by. */
const WHAT_MOST = 60
/** Parts of a cell that are separated by semicolons, empty ones too. */
const PARTS_MOST = 60

/** Columns by the names that a file may give them; the first two are those of an export. */
export const columns = {
  sku: ['sku', '상품 코드', '상품코드'],
  title: ['title', '상품명'],
  category: ['category', '분류'],
  options: ['options', '옵션'],
  price: ['price', '가격', '판매가'],
  stock: ['stock', '재고'],
  lowAt: ['low at', '재고 알림'],
  taxFree: ['tax free', '면세'],
  shown: ['shown', '판매 여부'],
  facts: ['information', '상품 정보'],
  description: ['description', '설명'],
} as const satisfies Record<string, readonly [string, string, ...string[]]>
export type Column = keyof typeof columns

const needed: readonly Column[] = ['sku', 'title', 'price', 'stock']

/** Why a row is refused; screens and files say it in words. */
export const whys = [
  'sku',
  'sku-twice',
  'title',
  'price',
  'stock',
  'low-at',
  'yes-no',
  'options',
  'facts',
  'description',
  'category',
  'title-twice',
  'options-differ',
  'variants',
  'incomplete',
  'stock-taken',
] as const
export type Why = (typeof whys)[number]

export interface Refusal {
  readonly line: number
  /** SKU and title, as far as the row has them. */
  readonly what: string
  readonly why: Why
}

/** A row; what it does not say stays as it is. */
export interface ImportRow {
  readonly line: number
  readonly sku: string
  readonly title: string
  readonly price: number
  readonly stock: number
  /** What it is of each option: `색상=파랑; 크기=L`. */
  readonly options?: readonly { readonly name: string; readonly value: string }[]
  readonly category?: string
  readonly lowAt?: number | null
  readonly taxFree?: boolean
  readonly shown?: boolean
  readonly facts?: readonly Fact[]
  readonly description?: string
}

export interface ReadFile {
  readonly rows: readonly ImportRow[]
  readonly refusals: readonly Refusal[]
}

/**
 * What a file says, and the rows of it that are none.
 * Problems in order: too-many-columns or too-many-rows, whichever is read first, columns-missing.
 */
export function readFile(text: string, currency: Currency): ReadFile | Problem {
  const found = linesOf(text)
  if (found instanceof Problem) return found
  const [head, ...lines] = found
  const at = columnsOf(head?.cells ?? [])
  const missing = needed.filter((column) => !at.has(column))
  if (missing.length > 0) return columnsMissing({ columns: missing })
  const rows: ImportRow[] = []
  const refusals: Refusal[] = []
  const seen = new Set<string>()
  for (const line of lines) {
    const read = readRow(line, at, currency)
    const row = typeof read === 'string' ? undefined : read
    const why = row && seen.has(row.sku) ? 'sku-twice' : typeof read === 'string' ? read : undefined
    const what = [at.get('sku'), at.get('title')].map(
      (cell) => line.cells[cell ?? -1]?.trim() ?? '',
    )
    if (why || !row) refusals.push({ line: line.line, what: whatOf(what), why: why ?? 'sku' })
    else rows.push(row)
    if (row) seen.add(row.sku)
  }
  return { rows, refusals }
}

/** What a refused row is known by; a cell may be as long as the file. */
export const whatOf = (names: readonly string[]): string =>
  names
    .map((name) => name.slice(0, WHAT_MOST).toWellFormed().replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join(' ')

/** The lines that are not empty; empty ones count, for reading them takes as long. */
function linesOf(text: string): CsvLine[] | Problem {
  const lines: CsvLine[] = []
  let read = 0
  for (const line of csvLines(text, COLUMNS_MOST)) {
    if (line.cells.length > COLUMNS_MOST) return tooManyColumns({ most: COLUMNS_MOST })
    read += 1
    if (read > ROWS_MOST + 1) return tooManyRows({ most: ROWS_MOST })
    if (line.cells.length > 0) lines.push(line)
  }
  return lines
}

function columnsOf(head: readonly string[]): ReadonlyMap<Column, number> {
  const names = head.map((name) => name.normalize('NFC').trim().toLowerCase())
  return new Map(
    Object.entries(columns).flatMap(([column, known]) => {
      const at = names.findIndex((name) => (known as readonly string[]).includes(name))
      return at < 0 ? [] : [[column as Column, at] as const]
    }),
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what no text may have
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function readRow(
  { line, cells }: CsvLine,
  at: ReadonlyMap<Column, number>,
  currency: Currency,
): ImportRow | Why {
  const cell = (column: Column): string | undefined => {
    const index = at.get(column)
    return index === undefined ? undefined : plainText(readParagraph(cells[index] ?? ''))
  }
  const [sku, title] = [cell('sku') ?? '', cell('title') ?? '']
  if (!isLine(sku, 50)) return 'sku'
  if (!isLine(title, 100)) return 'title'
  const price = amountOf(cell('price'), currency)
  if (price === undefined) return 'price'
  const stock = countOf(cell('stock'))
  if (stock === undefined) return 'stock'
  const more = readMore(cell)
  return typeof more === 'string' ? more : { line, sku, title, price, stock, ...more }
}

/** What a file need not say. */
function readMore(cell: (column: Column) => string | undefined): Partial<ImportRow> | Why {
  const low = cell('lowAt')
  const lowAt = low === '' ? null : low === undefined ? undefined : countOf(low)
  if (low && lowAt === undefined) return 'low-at'
  const [tax, show] = [cell('taxFree'), cell('shown')]
  const [taxFree, shown] = [truthOf(tax), truthOf(show)]
  if ((tax && taxFree === undefined) || (show && shown === undefined)) return 'yes-no'
  const options = pairsOf(cell('options'))
  if (options === null || (options?.length ?? 0) > OPTIONS_MOST) return 'options'
  if (options?.some(([name, value]) => !isLine(name, 20) || !isLine(value, 40))) return 'options'
  const facts = pairsOf(cell('facts'))
  if (facts === null || (facts?.length ?? 0) > FACTS_MOST) return 'facts'
  if (facts?.some(([label, value]) => !isLine(label, 60) || !isLine(value, 500))) return 'facts'
  const [category, description] = [cell('category'), cell('description')]
  if (description && (lengthOf(description) > 10_000 || INVISIBLE.test(description)))
    return 'description'
  return {
    ...(options && { options: options.map(([name, value]) => ({ name, value })) }),
    ...(facts && facts.length > 0 && { facts: facts.map(([label, value]) => ({ label, value })) }),
    ...(category !== undefined && { category }),
    ...(lowAt !== undefined && { lowAt }),
    ...(taxFree !== undefined && { taxFree }),
    ...(shown !== undefined && { shown }),
    ...(description && { description }),
  }
}

const isLine = (text: string, most: number): boolean =>
  text !== '' && lengthOf(text) <= most && !/[\r\n]/.test(text) && !INVISIBLE.test(text)

function amountOf(text: string | undefined, currency: Currency): number | undefined {
  const plain = (text ?? '').replaceAll(/[,\s]|원$/g, '')
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain)) return undefined
  const minor = Number(plain) * minorPerMajor(currency)
  return Math.abs(minor - Math.round(minor)) < 1e-6 && minor <= PRICE_MOST
    ? Math.round(minor)
    : undefined
}

function countOf(text: string | undefined): number | undefined {
  const plain = (text ?? '').replaceAll(/[,\s]/g, '')
  const count = /^\d{1,7}$/.test(plain) ? Number(plain) : undefined
  return count !== undefined && count <= STOCK_MOST ? count : undefined
}

function truthOf(text: string | undefined): boolean | undefined {
  const plain = (text ?? '').toLowerCase()
  if (['y', 'yes', 'true', '1', 'o', '예'].includes(plain)) return true
  return ['n', 'no', 'false', '0', 'x', '아니오'].includes(plain) ? false : undefined
}

/** `색상=파랑; 크기=L` as pairs; null: it is something else; undefined: there is no such column. */
function pairsOf(text: string | undefined): (readonly [string, string])[] | null | undefined {
  if (text === undefined) return undefined
  const parts = text.split(';', PARTS_MOST + 1)
  if (parts.length > PARTS_MOST) return null
  const pairs = parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      return [part.slice(0, Math.max(at, 0)).trim(), part.slice(at + 1).trim()] as const
    })
  return pairs.every(([name, value]) => name !== '' && value !== '') ? pairs : null
}

/** The options of a variant as a file has them. */
export const optionsText = (options: readonly Option[], values: readonly string[]): string =>
  options.map(({ name }, at) => `${name}=${values[at] ?? ''}`).join('; ')

export const factsText = (facts: readonly Fact[]): string =>
  facts.map(({ label, value }) => `${label}=${value.replaceAll(';', ',')}`).join('; ')
