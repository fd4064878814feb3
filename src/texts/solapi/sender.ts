import { createHmac, randomBytes } from 'node:crypto'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { request } from 'undici'
import type { Text, TextOutcome, TextSender } from '../port.ts'

export interface SolapiKeys {
  /** `https://api.solapi.com`; CoolSMS has the same API. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  /** A number that is registered with SOLAPI as a sender: `0212345678`. */
  readonly from: string
}

interface SolapiOptions extends Pick<TextSender, 'countries' | 'inbox'> {
  readonly answerMs?: number
}

/** Timeout of the whole exchange. A screen waits for it. */
const ANSWER_MS = 8_000

/** SOLAPI's code of an accepted message. */
const ACCEPTED = '2000'

/**
 * Sends through SOLAPI: `POST /messages/v4/send` with one message, signed by HMAC-SHA256 over date and
 * salt. An answer that says no is `refused`, and so is a server that could not be reached; a timeout, a
 * broken connection, a fault of theirs and an unreadable answer are `unknown`. Nothing is retried: a
 * text is not idempotent there.
 */
export const solapi = (
  keys: SolapiKeys,
  { countries, inbox, answerMs = ANSWER_MS }: SolapiOptions,
): TextSender => ({
  ...{ countries, inbox },
  async send(text) {
    try {
      const { statusCode, body } = await request(new URL('/messages/v4/send', keys.baseUrl), {
        method: 'POST',
        headers: {
          authorization: authorization(keys, new Date()),
          'content-type': 'application/json',
          accept: 'application/json',
          'user-agent': 'jari',
        },
        body: JSON.stringify({ message: messageOf(keys, text) }),
        signal: AbortSignal.timeout(answerMs),
      })
      return outcomeOf(statusCode, await body.text())
    } catch (error) {
      return outcomeOfError(error)
    }
  },
})

/** `HMAC-SHA256 apiKey=…, date=…, salt=…, signature=…`; a salt is used once. */
export function authorization(
  { apiKey, apiSecret }: Pick<SolapiKeys, 'apiKey' | 'apiSecret'>,
  now: Date,
  salt = randomBytes(16).toString('hex'),
): string {
  const date = now.toISOString()
  const signature = createHmac('sha256', apiSecret).update(`${date}${salt}`).digest('hex')
  return `HMAC-SHA256 apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${signature}`
}

/** Korean numbers as they are dialled there, others with the code of their country apart. */
function messageOf({ from }: SolapiKeys, { to, text }: Text) {
  const number = parsePhoneNumberFromString(to)
  if (!number || number.country === 'KR')
    return { to: number ? `0${number.nationalNumber}` : to, from, text }
  return { to: number.nationalNumber, country: number.countryCallingCode, from, text }
}

function outcomeOf(status: number, json: string): TextOutcome {
  const { statusCode, errorCode } = parsed(json)
  if (status >= 500) return { is: 'unknown', because: `HTTP ${status}` }
  if (status >= 400 || errorCode) return { is: 'refused', because: errorCode ?? `HTTP ${status}` }
  if (statusCode === ACCEPTED) return { is: 'sent' }
  return statusCode === undefined
    ? { is: 'unknown', because: 'unreadable' }
    : { is: 'refused', because: statusCode }
}

/** Codes only: their messages may repeat the number. */
function parsed(json: string): { readonly statusCode?: string; readonly errorCode?: string } {
  try {
    const { statusCode, errorCode } = JSON.parse(json) as Record<string, unknown>
    return {
      ...(isCode(statusCode) && { statusCode }),
      ...(isCode(errorCode) && { errorCode }),
    }
  } catch {
    return {}
  }
}

const isCode = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z\d]{1,60}$/.test(value)

/** Faults before a connection: nothing was sent. */
const UNCONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

function outcomeOfError(error: unknown): TextOutcome {
  const { code, name, cause } = error as Error & { code?: unknown; cause?: { code?: unknown } }
  const because = [code, cause?.code].find((one) => typeof one === 'string') ?? name
  return { is: UNCONNECTED.has(because) ? 'refused' : 'unknown', because }
}
