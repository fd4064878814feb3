import type { Answer } from '../answer.ts'

/** The HTTP status of each error type. Names without a page in PortOne's documents are ours. */
const statuses: Readonly<Record<string, number>> = {
  INVALID_REQUEST: 400,
  INVALID_PAYMENT_TOKEN: 400,
  MAX_WEBHOOK_RETRY_COUNT_REACHED: 400,
  MAX_PAYMENT_SESSION_TTL_EXCEEDED: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  PAYMENT_NOT_FOUND: 404,
  WEBHOOK_NOT_FOUND: 404,
  PAYMENT_SESSION_NOT_FOUND: 404,
  NOT_FOUND: 404,
  PAYMENT_SESSION_EXPIRED: 410,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  PG_PROVIDER: 502,
}

/** A conflict, as most of them are: ALREADY_PAID, PAYMENT_NOT_PAID, INFORMATION_MISMATCH … */
const CONFLICT = 409

export class Refused extends Error {
  readonly type: string
  readonly extras: object
  constructor(type: string, message = type, extras: object = {}) {
    super(message)
    this.type = type
    this.extras = extras
  }
}

/** A refusal of the PG. */
export const pgRefusal = (pgCode: string, pgMessage: string): Refused =>
  new Refused('PG_PROVIDER', 'The PG refused', { pgCode, pgMessage })

export const answerTo = ({ type, message, extras }: Refused): Answer => ({
  status: Object.hasOwn(statuses, type) ? (statuses[type] ?? CONFLICT) : CONFLICT,
  body: { type, message, ...extras },
})

/** The members of a request; one that is missing or malformed is refused with INVALID_REQUEST. */
export interface Fields {
  text(name: string): string
  textOrNull(name: string): string | null
  whole(name: string): number
  wholeOrNull(name: string): number | null
  flag(name: string): boolean | null
  list(name: string): readonly string[]
  members(name: string): Fields
  /** A string as it is, other values as JSON. */
  json(name: string): string | null
  has(name: string): boolean
}

export function fieldsOf(body: unknown): Fields {
  const members = new Map(typeof body === 'object' && body ? Object.entries(body) : [])
  const wrong = (name: string) => new Refused('INVALID_REQUEST', `${name} is missing or wrong`)
  const read =
    <Value>(isRight: (value: unknown) => value is Value) =>
    (name: string): Value | null => {
      const value: unknown = members.get(name) ?? null
      if (value !== null && !isRight(value)) throw wrong(name)
      return value
    }
  const needed =
    <Value>(from: (name: string) => Value | null) =>
    (name: string): Value => {
      const value = from(name)
      if (value === null) throw wrong(name)
      return value
    }
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
  const isWhole = (value: unknown): value is number =>
    Number.isSafeInteger(value) && Number(value) >= 0
  const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
  const isList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
  const [textOrNull, wholeOrNull, list] = [read(isText), read(isWhole), read(isList)]
  return {
    textOrNull,
    wholeOrNull,
    text: needed(textOrNull),
    whole: needed(wholeOrNull),
    flag: read(isFlag),
    list: (name) => list(name) ?? [],
    members: (name) => fieldsOf(members.get(name)),
    json(name) {
      const value: unknown = members.get(name) ?? null
      return value === null || typeof value === 'string' ? value : JSON.stringify(value)
    },
    has: (name) => members.has(name),
  }
}
