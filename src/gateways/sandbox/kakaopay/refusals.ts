/** KakaoPay's refusals, by its own codes; the texts are ours. */
const messages: Readonly<Record<number, string>> = {
  [-2]: 'A parameter is missing or wrong',
  [-400]: 'There is no authorization header',
  [-401]: 'The key is wrong',
  [-404]: 'There is no such address',
  [-500]: 'Internal error',
  [-503]: 'Closed for maintenance',
  [-701]: 'The buyer has not authenticated yet',
  [-702]: 'This tid is already approved',
  [-704]: 'The amount is not the one that was prepared',
  [-706]: 'partner_order_id is not the one that was prepared',
  [-707]: 'partner_user_id is not the one that was prepared',
  [-708]: 'pg_token is wrong',
  [-710]: 'More than can still be canceled, or another balance than was expected',
  [-711]: 'More than was paid',
  [-721]: 'There is no such tid',
  [-722]: 'The amounts do not add up',
  [-723]: 'This tid has expired',
  [-731]: 'There is no such cid',
  [-780]: 'The payment failed',
  [-781]: 'The cancel failed',
  [-783]: 'This payment cannot be approved as it is',
  [-784]: 'This payment cannot be canceled as it is',
  [-785]: 'The same payment is being worked on',
  [-797]: 'Above the limit of one payment',
  [-799]: 'The domain is not registered',
}

export class Refused extends Error {
  readonly code: number
  readonly extras: object | undefined
  constructor(code: number, extras?: object, message = messages[code]) {
    super(message ?? `Error ${code}`)
    this.code = code
    this.extras = extras
  }
}

const statuses: Readonly<Record<number, number>> = {
  [-401]: 401,
  [-403]: 403,
  [-404]: 404,
  [-429]: 429,
  [-500]: 500,
  [-503]: 503,
}

/** The HTTP status of a code: 400 for nearly all of them. */
export const statusOf = (code: number): number => statuses[code] ?? 400

/** The members of a request. A missing, overlong or malformed one is refused with -2. */
export interface Fields {
  text(name: string, most: number): string
  textOrNull(name: string, most: number): string | null
  whole(name: string): number
  wholeOrNull(name: string): number | null
}

/** Numbers may come as strings, as the form dialect sends them. */
export function fieldsOf(body: unknown): Fields {
  const members = new Map(typeof body === 'object' && body ? Object.entries(body) : [])
  const wrong = (name: string) => new Refused(-2, undefined, `${name} is missing or wrong`)

  const textOrNull = (name: string, most: number) => {
    const value: unknown = members.get(name) ?? null
    if (value === null) return null
    if (typeof value !== 'string' || value === '' || [...value].length > most) throw wrong(name)
    return value
  }
  const wholeOrNull = (name: string) => {
    const value: unknown = members.get(name) ?? null
    if (value === null) return null
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
    if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) throw wrong(name)
    return number
  }
  const needed = <Value>(name: string, value: Value | null): Value => {
    if (value === null) throw wrong(name)
    return value
  }
  return {
    textOrNull,
    wholeOrNull,
    text: (name, most) => needed(name, textOrNull(name, most)),
    whole: (name) => needed(name, wholeOrNull(name)),
  }
}
