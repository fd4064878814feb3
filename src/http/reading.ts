import type { TSchema } from 'typebox'
import { readEmail } from '../kernel/email.ts'
import { lengthOf } from '../kernel/length.ts'
import { readPhone } from '../kernel/phone.ts'
import { returnPath } from '../kernel/return-path.ts'
import { isVisible, readLine, readParagraph } from '../kernel/typed-text.ts'
import type { FieldError } from './rules.ts'

/** Reads a given value into the one that is checked and handed on; adds what it cannot read. */
export type Reader = (given: unknown, pointer: string, unread: Unread[]) => unknown
export type Unread = Omit<FieldError, 'in'>
type Messages = FieldError['messages']

interface ReadSchema {
  readonly type?: string
  readonly format?: string
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly items?: TSchema
  readonly anyOf?: readonly TSchema[]
  readonly minLength?: number
  readonly maxLength?: number
}

/**
 * The reader of a shape, where it has something to read: numbers and booleans in URLs, ids in upper
 * case, and what people type.
 *
 * @param inUrl values are text
 */
export function readerOf(schema: TSchema, inUrl: boolean): Reader | undefined {
  const { type, properties, items, anyOf } = schema as ReadSchema
  if (properties) return objectReader(properties, inUrl)
  if (items) return listReader(readerOf(items, inUrl))
  if (anyOf) return anyOf.map((one) => readerOf(one, inUrl)).find((reader) => reader !== undefined)
  if (type === 'string') return textReader(schema as ReadSchema)
  if (inUrl && (type === 'integer' || type === 'number')) return readNumber
  return inUrl && type === 'boolean' ? readBoolean : undefined
}

function objectReader(
  properties: Readonly<Record<string, TSchema>>,
  inUrl: boolean,
): Reader | undefined {
  const readers = Object.entries(properties).flatMap(([name, schema]) => {
    const reader = readerOf(schema, inUrl)
    return reader ? [[name, reader] as const] : []
  })
  if (readers.length === 0) return undefined
  return (given, pointer, unread) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
    const read: Record<string, unknown> = { ...given }
    for (const [name, reader] of readers)
      if (Object.hasOwn(read, name)) read[name] = reader(read[name], `${pointer}/${name}`, unread)
    return read
  }
}

const listReader = (item: Reader | undefined): Reader | undefined =>
  item &&
  ((given, pointer, unread) =>
    Array.isArray(given) ? given.map((one, at) => item(one, `${pointer}/${at}`, unread)) : given)

const readNumber: Reader = (given) =>
  typeof given === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(given) ? Number(given) : given

const readBoolean: Reader = (given) => (given === 'true' ? true : given === 'false' ? false : given)

function textReader(schema: ReadSchema): Reader | undefined {
  const read = textReaders[schema.format ?? '']?.(schema)
  return (
    read &&
    ((given, pointer, unread) => {
      if (typeof given !== 'string') return given
      const text = read(given)
      if (typeof text === 'string') return text
      unread.push({ pointer, messages: text })
      return given
    })
  )
}

type ReadText = (typed: string) => string | Messages

/** By the `format` of a shape (kernel/shape.ts). */
const textReaders: Readonly<Record<string, (schema: ReadSchema) => ReadText>> = {
  uuid: () => (typed) => typed.toLowerCase(),
  line: (schema) => bounded(schema, readLine),
  paragraph: (schema) => bounded(schema, readParagraph),
  phone: () => (typed) => (typed.length <= 200 && readPhone(typed)) || noPhone,
  'return-path': () => (typed) => returnPath(typed) ?? noPath,
  'idn-email': () => (typed) => (typed.length <= 1000 && readEmail(typed)) || noEmail,
}

/** A code point after NFC may have been typed as this many UTF-16 units, with invisible ones. */
const UNITS_MOST = 8

function bounded(
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: ReadSchema,
  read: (typed: string) => string,
): ReadText {
  return (typed) => {
    if (typed.length > maxLength * UNITS_MOST) return tooLong(maxLength)
    const text = read(typed)
    if (lengthOf(text) > maxLength) return tooLong(maxLength)
    return minLength > 0 && !isVisible(text) ? blank : text
  }
}

const tooLong = (most: number): Messages => ({
  ko: `${most}자를 넘을 수 없어요`,
  en: `must not have more than ${most} characters`,
})
const blank: Messages = { ko: '내용을 입력해 주세요', en: 'must not be blank' }
const noPhone: Messages = {
  ko: '연락처를 다시 확인해 주세요. 해외 번호는 +와 국가 번호로 시작해야 해요',
  en: 'is not a phone number; one from abroad begins with + and its country code',
}
const noPath: Messages = {
  ko: '이 사이트의 경로가 아니에요',
  en: 'is not a path of this site',
}
const noEmail: Messages = {
  ko: '이메일 주소를 다시 확인해 주세요',
  en: 'is not an e-mail address',
}
