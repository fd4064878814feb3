import { minorPerMajor } from './format.ts'
import type { Currency } from './money.ts'

/**
 * CSV (RFC 4180) that a spreadsheet opens as it is: begins with a byte order mark, which a Korean Excel
 * needs to detect UTF-8.
 */
export const csvHead = (titles: readonly string[]): string => `\uFEFF${csvRow(titles)}`

/** Cells are quoted where a program would separate at a comma, a semicolon or a tab. */
export const csvRow = (texts: readonly string[]): string =>
  `${texts.map((text) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join()}\r\n`

/** Prefixes a text that a spreadsheet would run as a formula with an apostrophe. */
export const escapeFormula = (text: string): string =>
  /^\s*[=+\-@|＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text

/** An amount in major units: `12500` won, `45.00` dollars. */
export function majorUnits(minor: number, currency: Currency): string {
  const perMajor = minorPerMajor(currency)
  return (minor / perMajor).toFixed(Math.log10(perMajor))
}

export interface CsvLine {
  /** From 1, where it begins; a cell may have line breaks. */
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * Reads CSV (RFC 4180) line by line, forgiving: a quote within a cell is a quote, lines end as they like.
 * An empty line has no cells. The reader stops when it has enough; a line of too many cells is the last,
 * with one cell too many.
 */
export function* csvLines(text: string, cellsMost: number): Generator<CsvLine, void> {
  const rest = /([^,\r\n]*)(,|\r\n|\n|\r|$)/y
  let at = text.startsWith('\uFEFF') ? 1 : 0
  let [line, next, cells] = [1, 1, [] as string[]]
  while (at < text.length || cells.length > 0) {
    const close = text[at] === '"' ? endOfQuoted(text, at + 1) : -1
    rest.lastIndex = close + 1 || at
    const found = rest.exec(text)
    if (!found) return
    const [, plain = '', end = ''] = found
    cells.push(close < 0 ? plain : text.slice(at + 1, close).replaceAll('""', '"'))
    if (cells.length > cellsMost) return yield { line, cells }
    next += text.slice(at, rest.lastIndex).match(/\r\n|\n|\r/g)?.length ?? 0
    at = rest.lastIndex
    if (end === ',') continue
    yield { line, cells: cells.length > 1 || cells[0] !== '' ? cells : [] }
    ;[line, cells] = [next, []]
  }
}

/** Where the quote is that ends a cell; -1: there is none. Two of them are one in the cell. */
function endOfQuoted(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

/** The text of a cell that `escapeFormula` may have written. */
export const plainText = (text: string): string =>
  text.startsWith("'") && escapeFormula(text.slice(1)) === text ? text.slice(1) : text
