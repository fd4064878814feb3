import type { DataWords, NamedWords } from '../../bookings/data-words.ts'
import type { Language } from '../../kernel/language.ts'
import { fieldWords, hiddenFields, partWords, typedFields } from './field-words.ts'
import { valueWords } from './value-words.ts'

/** Where a member is: the part and the members around it, from the outside in. */
export type Path = readonly string[]

/** Around a list of rows, and says nothing. */
const WRAPPER = 'data'

/**
 * How one member may be named in the lists of words, the closest first: by its whole path, `bookings.lines.startsAt`,
 * by what it is a member of, `lines.startsAt`, or alone.
 */
export function namesOf(path: Path, name: string): readonly string[] {
  const near = path.findLast((one) => one !== WRAPPER)
  return [[...path, name].join('.'), ...(near ? [`${near}.${name}`] : []), name]
}

/** All words of a page in one language; those of the house go before a door's. */
export class Vocabulary {
  readonly #language: Language
  readonly #parts: NamedWords
  readonly #fields: NamedWords
  readonly #values: NamedWords
  readonly #hidden: ReadonlySet<string>
  readonly #amounts: ReadonlySet<string>

  constructor(language: Language, doors: readonly DataWords[]) {
    this.#language = language
    this.#parts = Object.assign({}, partWords, ...doors.map(({ parts }) => parts), partWords)
    this.#fields = Object.assign({}, ...doors.map(({ fields }) => fields), fieldWords)
    this.#values = Object.assign({}, ...doors.map(({ values }) => values), valueWords)
    this.#hidden = new Set([...hiddenFields, ...doors.flatMap(({ hidden = [] }) => hidden)])
    this.#amounts = new Set(doors.flatMap(({ amounts = [] }) => amounts))
  }

  /** The parts that have words, in the order of the page. */
  get order(): readonly string[] {
    return Object.keys(this.#parts)
  }

  part(name: string): string {
    return this.#say(this.#parts, [name]) ?? name
  }

  field(path: Path, name: string): string {
    return this.#say(this.#fields, namesOf(path, name)) ?? name
  }

  /** Of a value from a list, or of one that says more than yes or no; undefined: it is to be read as it is. */
  value(path: Path, name: string, value: unknown): string | undefined {
    const names = namesOf(path, name).map((one) => `${one}.${value}`)
    const any = value === null ? [] : [`${name}.*`]
    const alone = typeof value === 'string' && !this.isTyped(name) ? [value] : []
    return this.#say(this.#values, [...names, ...any, ...alone])
  }

  /** Whether somebody typed it, so that it is no word and no date. */
  isTyped(name: string): boolean {
    return typedFields.has(name)
  }

  isHidden(path: Path, name: string): boolean {
    return /.Id$/.test(name) || namesOf(path, name).some((one) => this.#hidden.has(one))
  }

  isAmount(path: Path, name: string): boolean {
    return namesOf(path, name).some((one) => this.#amounts.has(one))
  }

  #say(words: NamedWords, names: readonly string[]): string | undefined {
    const name = names.find((one) => Object.hasOwn(words, one))
    return name === undefined ? undefined : words[name]?.[this.#language === 'ko' ? 0 : 1]
  }
}
