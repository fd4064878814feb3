import {
  dayOfYearText,
  numberText,
  priceText,
  wallDateAt,
  wallTimeAt,
  zoneText,
} from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import type { Currency, Money } from '../../kernel/money.ts'
import { isDate } from '../../kernel/time.ts'
import { says } from './page-style.ts'
import type { Path, Vocabulary } from './vocabulary.ts'

/** What a person reads of a value: without what is empty or left out, all in words. */
export type Reading = Text | Rows | Group

interface Text {
  readonly is: 'text'
  readonly text: string
  /** Not zero, no, or a state in which there is nothing. */
  readonly counts: boolean
}

interface Rows {
  readonly is: 'rows'
  readonly rows: readonly Reading[]
}

export interface Group {
  readonly is: 'group'
  readonly members: readonly Member[]
}

interface Member {
  readonly name: string
  readonly label: string
  readonly value: Reading
}

/** Nothing is kept that would be worth a heading. */
export const isNothing = (reading: Reading | undefined): boolean =>
  reading === undefined ||
  (reading.is === 'text' && !reading.counts) ||
  (reading.is === 'group' && reading.members.every(({ value }) => isNothing(value)))

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isMoney = (fields: Fields): fields is Fields & Money =>
  typeof fields.amount === 'number' &&
  typeof fields.currency === 'string' &&
  Object.keys(fields).length === 2

const textOf = (text: string, counts = true): Text => ({ is: 'text', text, counts })

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

/** Reads what the API has answered, as a person would. */
export class Reader {
  readonly #language: Language
  readonly #timeZone: string
  readonly #words: Vocabulary

  constructor(language: Language, timeZone: string, words: Vocabulary) {
    this.#language = language
    this.#timeZone = timeZone
    this.#words = words
  }

  instant(at: Date): string {
    const date = dayOfYearText(wallDateAt(at, this.#timeZone), this.#language)
    return `${date} ${wallTimeAt(at, this.#timeZone)}`
  }

  /** A part of the download; undefined: it is empty. */
  part(name: string, value: unknown): Reading | undefined {
    return isFields(value) ? this.#group([name], value) : this.#read([], name, value)
  }

  #read(path: Path, name: string, value: unknown): Reading | undefined {
    const isWord = value === null || typeof value === 'string' || typeof value === 'boolean'
    const word = isWord ? this.#words.value(path, name, value) : undefined
    if (word !== undefined) return textOf(word, value !== null && value !== false)
    if (value === null || value === undefined || value === '') return undefined
    if (typeof value === 'boolean') return textOf(says[this.#language][value ? 'yes' : 'no'], value)
    if (typeof value === 'number') return textOf(numberText(value, this.#language), value !== 0)
    if (typeof value === 'string') return textOf(this.#text(name, value))
    if (Array.isArray(value)) return this.#rows(path, name, value)
    return this.#fields([...path, name], value as Fields)
  }

  #text(name: string, text: string): string {
    if (this.#words.isTyped(name)) return text
    if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return this.instant(new Date(text))
    if (isDate(text)) return dayOfYearText(text, this.#language)
    return name === 'timeZone' ? zoneText(text, this.#language) : text
  }

  #rows(path: Path, name: string, values: readonly unknown[]): Reading | undefined {
    const rows = values.flatMap(
      (value) =>
        (isFields(value) ? this.#group([...path, name], value) : this.#read(path, name, value)) ??
        [],
    )
    if (rows.length === 0) return undefined
    const texts = rows.flatMap((row) => (row.is === 'text' ? row.text : []))
    return texts.length === rows.length ? textOf(texts.join(', ')) : { is: 'rows', rows }
  }

  /** A member with members of its own: in one line where a name is enough. */
  #fields(path: Path, fields: Fields): Reading | undefined {
    const { name, title, number, ko, en } = fields
    if (isMoney(fields)) return textOf(priceText(fields, this.#language), fields.amount !== 0)
    if (typeof ko === 'string' && typeof en === 'string')
      return textOf(this.#language === 'ko' ? ko : en)
    if (typeof fields.id !== 'string') return this.#group(path, fields)
    if (typeof name === 'string') return textOf(name)
    return typeof title === 'string' ? textOf(`${title} (${number})`) : this.#group(path, fields)
  }

  #group(path: Path, fields: Fields): Reading | undefined {
    const { currency } = fields
    const isPriced = (name: string) =>
      typeof currency === 'string' && this.#words.isAmount(path, name)
    // what has an instant says date and time by it, in the one zone of the page
    const left = fields.startsAt ? ['date', 'time'] : []
    if (Object.keys(fields).some(isPriced)) left.push('currency')
    const members = Object.entries(fields).flatMap(([name, value]): Member[] => {
      if (left.includes(name) || this.#words.isHidden(path, name)) return []
      const money = { amount: value, currency: currency as Currency }
      const isAmount = typeof value === 'number' && isPriced(name)
      const reading = this.#read(path, name, isAmount ? money : value)
      return reading ? [{ name, label: this.#words.field(path, name), value: reading }] : []
    })
    const [first] = members
    // a list that is wrapped alone
    if (members.length === 1 && first?.name === 'data' && first.value.is === 'rows')
      return first.value
    return first && { is: 'group', members }
  }
}
