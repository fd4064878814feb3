import type { Currency } from '../../kernel/money.ts'
import {
  currencyIn,
  isJsonObject,
  type JsonObject,
  objectIn,
  readEach,
  text,
  webUrl,
  whole,
} from '../json-fields.ts'

/**
 * Parsers of Stripe's replies. Lenient: unknown fields are ignored. A reply
 * that lacks what money depends on reads as undefined, which the adapter treats as unknown.
 */
export interface Intent {
  readonly id: string
  readonly status: string
  /** The requested and the captured amount. */
  readonly amount: number
  readonly received: number
  readonly currency: Currency
  readonly isLive: boolean
  readonly clientSecret?: string
  readonly cancellationReason?: string
  /** Why the last try to pay failed. */
  readonly lastError?: string
  /** Our metadata. */
  readonly orderNumber: string
  readonly buyer: string
  readonly taxFree: number
  /** The authorisation: a hold, then a charge. */
  readonly charge?: Charge
}

export interface Charge {
  readonly id: string
  readonly createdAt?: Date
  readonly method?: string
  readonly receiptUrl?: string
  readonly isDisputed: boolean
  /** Expanded refunds; undefined if not expanded. */
  readonly refunds?: readonly Refund[]
  /** There are more of them. */
  readonly hasMore: boolean
}

export interface Refund {
  readonly id: string
  readonly intentId?: string
  readonly amount: number
  readonly status: string
  readonly failure?: string
  /** Our metadata. */
  readonly operationKey?: string
}

export interface Dispute {
  readonly id: string
  readonly amount: number
  readonly status: string
}

export interface Refusal {
  readonly status: number
  readonly code: string
  /** The bank's code, such as `insufficient_funds`. */
  readonly declineCode?: string
  readonly message?: string
}

export function readIntent(body: JsonObject): Intent | undefined {
  const id = text(body.id)
  const status = text(body.status)
  const amount = whole(body.amount)
  const currency = currencyIn(text(body.currency)?.toUpperCase())
  const received = whole(body.amount_received)
  const isLive = body.livemode
  if (body.object !== 'payment_intent' || !id || !status || !currency) return undefined
  if (amount === undefined || received === undefined || typeof isLive !== 'boolean')
    return undefined

  const { order_number: number, buyer, tax_free: taxFree } = objectIn(body.metadata)
  const clientSecret = text(body.client_secret)
  const cancellationReason = text(body.cancellation_reason)
  const lastError = text(objectIn(body.last_payment_error).code)
  const charge = isJsonObject(body.latest_charge) ? readCharge(body.latest_charge) : undefined
  return {
    id,
    status,
    amount,
    received,
    currency,
    isLive,
    orderNumber: text(number) ?? '',
    buyer: text(buyer) ?? '',
    taxFree: Number(text(taxFree) ?? 0),
    ...(clientSecret && { clientSecret }),
    ...(cancellationReason && { cancellationReason }),
    ...(lastError && { lastError }),
    ...(charge && { charge }),
  }
}

function readCharge(body: JsonObject): Charge | undefined {
  const id = text(body.id)
  if (!id || typeof body.disputed !== 'boolean') return undefined
  const created = whole(body.created)
  const method = text(objectIn(body.payment_method_details).type)
  const receiptUrl = webUrl(body.receipt_url)
  const refunds = isJsonObject(body.refunds) ? readRefunds(body.refunds) : undefined
  return {
    id,
    isDisputed: body.disputed,
    hasMore: objectIn(body.refunds).has_more === true,
    ...(created && { createdAt: new Date(created * 1000) }),
    ...(method && { method }),
    ...(receiptUrl && { receiptUrl }),
    ...(refunds && { refunds }),
  }
}

/** Refunds by creation; undefined if one is unreadable. */
export const readRefunds = (body: JsonObject): readonly Refund[] | undefined =>
  readList(body, readRefund)?.toReversed()

export function readRefund(body: JsonObject): Refund | undefined {
  const id = text(body.id)
  const amount = whole(body.amount)
  const status = text(body.status)
  if (!id || amount === undefined || !status) return undefined
  const operationKey = text(objectIn(body.metadata).operation_key)
  const failure = text(body.failure_reason)
  const intentId = text(body.payment_intent)
  return {
    id,
    ...(intentId && { intentId }),
    amount,
    status,
    ...(operationKey && { operationKey }),
    ...(failure && { failure }),
  }
}

export const readDisputes = (body: JsonObject): readonly Dispute[] | undefined =>
  readList(body, (one) => {
    const id = text(one.id)
    const amount = whole(one.amount)
    const status = text(one.status)
    return id && amount !== undefined && status ? { id, amount, status } : undefined
  })

/** What remains of an expanded charge. */
export function readLeft(charge: unknown): number | undefined {
  const { amount_captured: captured, amount_refunded: refunded } = objectIn(charge)
  const [taken, given] = [whole(captured), whole(refunded)]
  return taken === undefined || given === undefined ? undefined : taken - given
}

/** Only a 4xx in Stripe's own envelope is a refusal. */
export function readRefusal(error: {
  readonly statusCode?: number | undefined
  readonly code?: string | undefined
  readonly decline_code?: string | undefined
  readonly message: string
}): Refusal | undefined {
  const { statusCode: status = 0, code = '', decline_code: declineCode, message } = error
  if (status < 400 || status >= 500) return undefined
  return {
    status,
    code,
    ...(declineCode && { declineCode }),
    // the message repeats a wrong key
    ...(status !== 401 && message && { message: message.slice(0, 200) }),
  }
}

/** The intent of an event, whatever its object. */
export function readEvent(body: unknown) {
  const event = objectIn(body)
  const id = text(event.id)
  const type = text(event.type)
  if (!id || !type) return undefined
  const object = objectIn(objectIn(event.data).object)
  const intentId = text(object.object === 'payment_intent' ? object.id : object.payment_intent)
  return { id, type, ...(intentId && { intentId }) }
}

const readList = <Item>({ data }: JsonObject, read: (one: JsonObject) => Item | undefined) =>
  Array.isArray(data) ? readEach(data, read) : undefined
