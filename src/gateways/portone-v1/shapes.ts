import { parse } from '../../kernel/json.ts'
import type { Currency } from '../../kernel/money.ts'
import type { Deposit } from '../../payments/gateway.ts'
import {
  currencyIn,
  isJsonObject,
  type JsonObject,
  readEach,
  text,
  webUrl,
  wholeOrDigits,
} from '../json-fields.ts'

/**
 * Parsers of PortOne V1's replies. Lenient: unknown fields are ignored, numbers
 * may be strings. A reply without a field that money depends on reads as undefined, which the
 * adapter treats as unknown.
 */
/** One payment attempt under a merchant_uid; there may be several. Amounts are whole minor units. */
export interface Attempt {
  readonly impUid: string
  readonly merchantUid: string
  readonly status: string
  readonly amount: number
  readonly canceled: number
  readonly currency: Currency
  readonly isTest: boolean
  readonly pgId?: string
  readonly method?: string
  /** Our `custom_data`; empty when it is not ours. */
  readonly orderNumber: string
  readonly buyer: string
  readonly taxFree: number
  /** Absent while unpaid. */
  readonly paidAt?: Date
  readonly receiptUrl?: string
  readonly failReason?: string
  readonly deposit?: Deposit
  readonly cancels: readonly Cancel[]
}

export interface Cancel {
  readonly reference: string
  readonly amount: number
  readonly at: number
  /** The key that we append to the reason. */
  readonly operationKey?: string
}

export interface Refusal {
  readonly code: number
  readonly status: number
  readonly message: string
}

/** Sent as `custom_data`, and returned by every lookup. */
export interface Custom {
  readonly orderNumber: string
  readonly buyer: string
  readonly taxFree: number
}

/** Appends our key to the reason, which PortOne returns with each cancel. */
export const reasonWith = (reason: string, operationKey: string): string =>
  `${[...reason].slice(0, 100).join('')} [${operationKey}]`

export function readToken(response: JsonObject): { token: string; seconds: number } | undefined {
  const token = text(response.access_token)
  const [until, now] = [wholeOrDigits(response.expired_at), wholeOrDigits(response.now)]
  if (!token || until === undefined || now === undefined) return undefined
  return { token, seconds: until - now }
}

export function readPrepared(
  response: JsonObject,
): { merchantUid: string; amount: number } | undefined {
  const merchantUid = text(response.merchant_uid)
  const amount = wholeOrDigits(response.amount)
  return merchantUid && amount !== undefined ? { merchantUid, amount } : undefined
}

/** A page of attempts and the next page's number; undefined if any attempt is unreadable. */
export function readAttempts(
  response: JsonObject,
): { attempts: readonly Attempt[]; next?: number } | undefined {
  if (!Array.isArray(response.list)) return undefined
  const attempts = readEach(response.list, readAttempt)
  const next = wholeOrDigits(response.next)
  return attempts && { attempts, ...(next && { next }) }
}

export function readAttempt(wire: JsonObject): Attempt | undefined {
  const impUid = text(wire.imp_uid)
  const merchantUid = text(wire.merchant_uid)
  const status = text(wire.status)
  const amount = wholeOrDigits(wire.amount)
  const canceled = wholeOrDigits(wire.cancel_amount)
  const currency = currencyIn(wire.currency)
  const isTest = flag(wire.sandbox)
  const cancels = readCancels(wire.cancel_history)
  if (!impUid || !merchantUid || !status || !currency || !cancels) return undefined
  if (amount === undefined || canceled === undefined || isTest === undefined) return undefined

  const pgId = text(wire.pg_id)
  const method = text(wire.pay_method)
  const paidAt = unixInstant(wire.paid_at)
  const receiptUrl = webUrl(wire.receipt_url)
  const failReason = text(wire.fail_reason)
  const deposit = readDeposit(wire)
  return {
    impUid,
    merchantUid,
    status,
    amount,
    canceled,
    currency,
    isTest,
    cancels,
    ...readCustom(wire.custom_data),
    ...(pgId && { pgId }),
    ...(method && { method }),
    ...(paidAt && { paidAt }),
    ...(receiptUrl && { receiptUrl }),
    ...(failReason && { failReason }),
    ...(deposit && { deposit }),
  }
}

export function readRefusal(body: JsonObject, status: number): Refusal | undefined {
  const code = wholeOrDigits(body.code)
  if (code === undefined || (code === 0 && status < 400)) return undefined
  return { code, status, message: text(body.message)?.slice(0, 200) ?? '' }
}

/** The body of a webhook: JSON, or a form, as set in PortOne's console. */
export function readCall(body: Buffer): JsonObject | undefined {
  const written = body.toString('utf8')
  const parsed = parse(written)
  if (parsed !== undefined) return isJsonObject(parsed) ? parsed : undefined
  const members = Object.fromEntries(new URLSearchParams(written))
  return 'imp_uid' in members || 'merchant_uid' in members ? members : undefined
}

function readCancels(value: unknown): readonly Cancel[] | undefined {
  const history = Array.isArray(value) ? value.filter(isJsonObject) : []
  const cancels = history.map((entry): Cancel | undefined => {
    const amount = wholeOrDigits(entry.amount)
    if (amount === undefined) return undefined
    const [, operationKey] = /\[([^[\]]+)\]$/.exec(text(entry.reason) ?? '') ?? []
    return {
      reference: text(entry.cancellation_id) ?? '',
      amount,
      at: wholeOrDigits(entry.cancelled_at) ?? 0,
      ...(operationKey && { operationKey }),
    }
  })
  const known = cancels.flatMap((cancel) => cancel ?? [])
  return known.length < cancels.length ? undefined : known.sort((one, other) => one.at - other.at)
}

/** A virtual account that awaits a deposit. */
function readDeposit(wire: JsonObject): Deposit | undefined {
  const account = text(wire.vbank_num)
  const until = unixInstant(wire.vbank_date)
  if (!account || !until || wire.status !== 'ready') return undefined
  const bank = text(wire.vbank_name) ?? ''
  return { bank, account, holder: text(wire.vbank_holder) ?? '', until }
}

function readCustom(value: unknown): Custom {
  const parsed = typeof value === 'string' ? parse(value) : value
  const { orderNumber, buyer, taxFree } = isJsonObject(parsed) ? parsed : {}
  return {
    orderNumber: text(orderNumber) ?? '',
    buyer: text(buyer) ?? '',
    taxFree: wholeOrDigits(taxFree) ?? 0,
  }
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** Unix seconds; 0 when it has not happened. */
function unixInstant(value: unknown): Date | undefined {
  const seconds = wholeOrDigits(value)
  return seconds ? new Date(seconds * 1000) : undefined
}
