import {
  dayLongText,
  numberText,
  priceText,
  wallDateAt,
  wallTimeAt,
  zoneText,
} from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import type { Money } from '../../kernel/money.ts'
import { escaped } from '../page-head.ts'
import { fieldWords, hiddenFields, partWords, type Word } from './field-words.ts'
import { pageStyle, says } from './page-style.ts'
import { valueWords } from './value-words.ts'

type Words = Readonly<Record<string, Word>>

/** What a door calls its own parts, members and values. */
export interface PageWords {
  readonly parts: Words
  readonly fields: Words
  readonly values: Words
}

export interface PageAsk {
  readonly language: Language
  /** In which instants are read. */
  readonly timeZone: string
  readonly madeAt: Date
  readonly doors: readonly PageWords[]
}

/**
 * The download as one page to read or print: the same parts, headings and tables in place of JSON, every text
 * escaped, with no script and nothing loaded. Ids and what only machines read are left out.
 */
export function pageOf(parts: Readonly<Record<string, unknown>>, ask: PageAsk): string {
  const writer = new Writer(ask)
  const { title, lead } = says[ask.language]
  const made = writer.instant(ask.madeAt)
  const order = Object.assign({}, partWords, ...ask.doors.map((door) => door.parts))
  const names = [...Object.keys(order).filter((name) => name in parts), ...Object.keys(parts)]
  const shown = [...new Set(names)].filter((name) => name !== 'exportedFor')
  const sections = shown.map(
    (name) =>
      `<section><h2>${writer.part(name)}</h2>${writer.block(unwrapped(parts[name]), 3)}</section>`,
  )
  return [
    `<!doctype html><html lang="${ask.language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><style>${pageStyle}</style></head><body><main>`,
    `<h1>${title}</h1><p>${lead}</p>`,
    `<p class="soft">${says[ask.language].made} ${made} · ${escaped(zoneText(ask.timeZone, ask.language))}</p>`,
    ...sections,
    '</main></body></html>',
  ].join('\n')
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list that is wrapped alone. */
function unwrapped(value: unknown): unknown {
  if (!isFields(value) || !Array.isArray(value.data)) return value
  const { data, nextCursor: _, ...rest } = value
  return Object.keys(rest).length === 0 ? data : value
}

const isHidden = (name: string): boolean => hiddenFields.has(name) || /.Id$/.test(name)

const shownOf = (fields: Fields): readonly (readonly [string, unknown])[] =>
  Object.entries(fields).filter(([name]) => !isHidden(name))

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/
const DATE = /^\d{4}-\d\d-\d\d$/
const COLUMNS_MOST = 6

class Writer {
  readonly #ask: PageAsk
  readonly #fields: Words
  readonly #values: Words

  constructor(ask: PageAsk) {
    this.#ask = ask
    this.#fields = Object.assign({}, ...ask.doors.map(({ fields }) => fields), fieldWords)
    this.#values = Object.assign({}, ...ask.doors.map(({ values }) => values), valueWords)
  }

  part(name: string): string {
    const words = [partWords, ...this.#ask.doors.map(({ parts }) => parts)]
    return this.#say(words.find((one) => Object.hasOwn(one, name))?.[name], name)
  }

  instant(at: Date): string {
    const { language, timeZone } = this.#ask
    return `${dayLongText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  }

  /** A part, or a member with members of its own. */
  block(value: unknown, level: number): string {
    const line = isFields(value) && isReference(value) ? undefined : this.#inline(value)
    if (line !== undefined) return `<p>${line}</p>`
    if (isFields(value)) return this.#list(value, level)
    const rows = value as readonly unknown[]
    if (rows.length === 0) return `<p class="soft">${says[this.#ask.language].none}</p>`
    const names = [
      ...new Set(rows.flatMap((row) => (isFields(row) ? shownOf(row) : []).map(([name]) => name))),
    ]
    const isTable =
      names.length <= COLUMNS_MOST &&
      rows.every(
        (row) => isFields(row) && names.every((name) => this.#inline(row[name]) !== undefined),
      )
    if (isTable) return this.#table(rows as readonly Fields[], names)
    return rows.map((row) => `<article>${this.block(row, level)}</article>`).join('\n')
  }

  #table(rows: readonly Fields[], names: readonly string[]): string {
    const head = names.map((name) => `<th scope="col">${this.#field(name)}</th>`).join('')
    const body = rows.map(
      (row) => `<tr>${names.map((name) => `<td>${this.#inline(row[name])}</td>`).join('')}</tr>`,
    )
    return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`
  }

  #list(fields: Fields, level: number): string {
    const lines: string[] = []
    const blocks: string[] = []
    for (const [name, value] of shownOf(fields)) {
      const line = this.#inline(value)
      const heading = Math.min(level, 6)
      if (line !== undefined) lines.push(`<dt>${this.#field(name)}</dt><dd>${line}</dd>`)
      else
        blocks.push(
          `<h${heading}>${this.#field(name)}</h${heading}>${this.block(unwrapped(value), level + 1)}`,
        )
    }
    return `<dl>${lines.join('\n')}</dl>${blocks.join('\n')}`
  }

  /** In one line; undefined: it has parts. */
  #inline(value: unknown): string | undefined {
    const { language } = this.#ask
    if (value === null || value === undefined || value === '') return '—'
    if (typeof value === 'boolean') return says[language][value ? 'yes' : 'no']
    if (typeof value === 'number') return numberText(value, language)
    if (typeof value === 'string') return this.#text(value)
    if (Array.isArray(value)) {
      if (value.length === 0) return '—'
      const texts = value.every((one) => typeof one === 'string')
      return texts ? value.map((one) => this.#text(one)).join(', ') : undefined
    }
    const fields = value as Fields
    if (isMoney(fields)) return escaped(priceText(fields, language))
    if (typeof fields.ko === 'string' && typeof fields.en === 'string')
      return escaped(fields[language] as string)
    return isReference(fields) ? escaped(fields.name) : undefined
  }

  #text(text: string): string {
    if (INSTANT.test(text)) return this.instant(new Date(text))
    if (DATE.test(text)) return dayLongText(text, this.#ask.language)
    return this.#say(Object.hasOwn(this.#values, text) ? this.#values[text] : undefined, text)
  }

  #field = (name: string): string =>
    this.#say(Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined, name)

  #say(word: Word | undefined, otherwise: string): string {
    return escaped(word ? word[this.#ask.language === 'ko' ? 0 : 1] : otherwise)
  }
}

/** A store or a person that something is of: there its name is enough. */
const isReference = (fields: Fields): fields is Fields & { readonly name: string } =>
  typeof fields.name === 'string' && typeof fields.id === 'string'

const isMoney = (fields: Fields): fields is Fields & Money =>
  typeof fields.amount === 'number' &&
  typeof fields.currency === 'string' &&
  Object.keys(fields).length === 2
