import { createHmac, randomBytes } from 'node:crypto'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { request } from 'undici'
import type { Text, TextFound, TextLost, TextOutcome, TextSender } from '../port.ts'
import type { TemplateName } from '../templates.ts'

export interface SolapiKeys {
  /** `https://api.solapi.com`; CoolSMS has the same API. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  /** A number that is registered with SOLAPI as a sender: `0212345678`. */
  readonly from: string
  /** A channel of Kakao and the templates that are registered there; without it all go as text messages. */
  readonly kakao?: KakaoChannel | undefined
}

export interface KakaoChannel {
  /** SOLAPI's id of the channel. */
  readonly pfId: string
  /** Their ids by our names. */
  readonly templates: Readonly<Partial<Record<TemplateName, string>>>
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
 * text is not idempotent there. It is found again by our id, which goes along as a custom field:
 * `GET /messages/v4/list` has what was sent to a number for half a year.
 */
export const solapi = (
  keys: SolapiKeys,
  { countries, inbox, answerMs = ANSWER_MS }: SolapiOptions,
): TextSender => ({
  ...{ countries, inbox },
  async send(text) {
    try {
      const body = JSON.stringify({ message: messageOf(keys, text) })
      const answer = await ask(keys, { path: '/messages/v4/send', body, answerMs })
      return outcomeOf(answer.status, answer.text)
    } catch (error) {
      return outcomeOfError(error)
    }
  },
  async find(lost) {
    try {
      return foundIn(await ask(keys, { path: listOf(lost), answerMs }), lost)
    } catch {
      return 'unknown'
    }
  },
})

interface Asked {
  readonly path: string
  /** Without it nothing is written there. */
  readonly body?: string
  readonly answerMs: number
}

async function ask(keys: SolapiKeys, { path, body, answerMs }: Asked) {
  const { statusCode: status, body: answer } = await request(new URL(path, keys.baseUrl), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: authorization(keys, new Date()),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      accept: 'application/json',
      'user-agent': 'jari',
    },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(answerMs),
  })
  return { status, text: await answer.text() }
}

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

/** Our id, among the custom fields of a message. */
const OURS = 'jari'

function messageOf({ from, kakao }: SolapiKeys, { id, to, text, kakao: said }: Text) {
  const templateId = said && kakao?.templates[said.template]
  const message = { ...numberOf(to), from, text, customFields: { [OURS]: id } }
  if (!kakao || !said || !templateId) return message
  const { pfId } = kakao
  const { variables } = said
  // disableSms: whoever has no Kakao gets `text` instead
  return {
    ...message,
    type: 'ATA',
    kakaoOptions: { pfId, templateId, variables, disableSms: false },
  }
}

/** Korean numbers as they are dialled there, others with the code of their country apart. */
function numberOf(to: string): { readonly to: string; readonly country?: string } {
  const number = parsePhoneNumberFromString(to)
  if (!number || number.country === 'KR') return { to: number ? `0${number.nationalNumber}` : to }
  return { to: number.nationalNumber, country: number.countryCallingCode }
}

/** How far their clock may be from ours. */
const SKEW_MS = 10 * 60_000
const LISTED_MOST = 100

/** What was sent to the number around that time. */
function listOf({ to, at }: TextLost): string {
  const query = new URLSearchParams({
    to: numberOf(to).to,
    startDate: new Date(at.getTime() - SKEW_MS).toISOString(),
    endDate: new Date(at.getTime() + SKEW_MS).toISOString(),
    limit: `${LISTED_MOST}`,
  })
  return `/messages/v4/list?${query}`
}

/** Absent only from a list that is whole: a page of it says nothing of the others. */
function foundIn(
  { status, text }: { readonly status: number; readonly text: string },
  { id }: TextLost,
): TextFound {
  if (status !== 200) return 'unknown'
  const { messageList, nextKey } = JSON.parse(text) as Readonly<Record<string, unknown>>
  if (typeof messageList !== 'object' || messageList === null) return 'unknown'
  const isOurs = (message: { customFields?: Readonly<Record<string, unknown>> | null }) =>
    message?.customFields?.[OURS] === id
  if (Object.values(messageList).some(isOurs)) return 'sent'
  return nextKey ? 'unknown' : 'absent'
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
