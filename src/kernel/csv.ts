import { minorPerMajor } from './format.ts'
import type { Currency } from './money.ts'

/**
 * CSV (RFC 4180) that a spreadsheet opens as it is: begins with a byte order mark, which a Korean Excel
 * needs to detect UTF-8.
 */
export const csvHead = (titles: readonly string[]): string => `\uFEFF${csvRow(titles)}`

export const csvRow = (texts: readonly string[]): string =>
  `${texts.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join()}\r\n`

/** Prefixes a text that a spreadsheet would run as a formula with an apostrophe. */
export const escapeFormula = (text: string): string =>
  /^\s*[=+\-@|＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text

/** An amount in major units: `12500` won, `45.00` dollars. */
export function majorUnits(minor: number, currency: Currency): string {
  const perMajor = minorPerMajor(currency)
  return (minor / perMajor).toFixed(Math.log10(perMajor))
}
