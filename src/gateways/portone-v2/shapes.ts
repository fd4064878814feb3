import { parse } from '../../kernel/json.ts'
import {
  instant,
  isJsonObject,
  type JsonObject,
  objectIn,
  readEach,
  text,
  whole,
} from '../json-fields.ts'

/**
 * Parsers of PortOne's replies. Lenient: unknown fields are ignored, optional
 * ones may be missing. A contradictory reply, or one without a field that money depends on, reads as
 * undefined, which the adapter treats as unknown.
 */
export interface Payment {
  readonly id: string
  readonly status: string
  /** PortOne's id of the attempt. */
  readonly transactionId: string
  readonly storeId: string
  /** Missing before the buyer has chosen a method. */
  readonly channel?: { readonly key?: string; readonly type: string }
  readonly total: number
  readonly taxFree: number
  readonly currency: string
  readonly orderNumber: string
  readonly buyer: string
  readonly cancellations: readonly Cancellation[]
  readonly paidAt?: Date
  readonly method?: string
  readonly account?: Account
  readonly receiptUrl?: string
  /** What PG and PortOne say of a failed try. */
  readonly failure?: string
}

export interface Cancellation {
  readonly id: string
  readonly status: string
  readonly amount: number
}

export interface Account {
  readonly bank: string
  readonly account: string
  readonly holder: string
  readonly until: Date
}

export interface Refusal {
  readonly type: string
  readonly message: string
  /** The PG's own code and message. */
  readonly pgCode?: string
}

/** Our `customData`, which PortOne returns as a string. */
export interface Custom {
  readonly orderNumber: string
  readonly buyer: string
}

export function readPayment(body: JsonObject): Payment | undefined {
  const [id, status] = [text(body.id), text(body.status)]
  const [transactionId, storeId] = [text(body.transactionId), text(body.storeId)]
  const currency = text(body.currency)
  const amount = objectIn(body.amount)
  const [total, taxFree] = [whole(amount.total), whole(amount.taxFree)]
  const cancellations = readCancellations(body.cancellations, whole(amount.cancelled))
  if (!id || !status || !transactionId || !storeId || !currency || !cancellations) return undefined
  if (total === undefined || taxFree === undefined) return undefined

  const [channel, account] = [readChannel(body.channel), readAccount(body.method)]
  const [paidAt, receiptUrl] = [instant(body.paidAt), text(body.receiptUrl)]
  const method = readMethod(body.method)
  const failure = Object.values(objectIn(body.failure)).join(' ')
  return {
    ...{ id, status, transactionId, storeId, total, taxFree, currency, cancellations },
    ...readCustom(body.customData),
    ...(channel && { channel }),
    ...(paidAt && { paidAt }),
    ...(method && { method }),
    ...(account && { account }),
    ...(receiptUrl && { receiptUrl }),
    ...(failure && { failure }),
  }
}

export function readCancellation(value: unknown): Cancellation | undefined {
  const body = objectIn(value)
  const [id, status] = [text(body.id), text(body.status)]
  const amount = whole(body.totalAmount)
  return id && status && amount !== undefined ? { id, status, amount } : undefined
}

export function readRefusal(body: JsonObject): Refusal | undefined {
  const type = text(body.type)
  if (!type) return undefined
  const pgCode = text(body.pgCode)
  const message = (text(body.pgMessage) ?? text(body.message) ?? '').slice(0, 200)
  return pgCode ? { type, message, pgCode } : { type, message }
}

/** Undefined if they do not add up to the refunded amount. */
function readCancellations(value: unknown, canceled: number | undefined) {
  const read = readEach(Array.isArray(value) ? value : [], readCancellation)
  if (canceled === undefined || !read) return undefined
  const done = sumOf(read, 'SUCCEEDED')
  // a pending cancel may be counted or not
  const isExplained = done <= canceled && canceled <= done + sumOf(read, 'REQUESTED')
  return isExplained ? read : undefined
}

export const sumOf = (cancellations: readonly Cancellation[], status: string): number =>
  cancellations.reduce((sum, one) => (one.status === status ? sum + one.amount : sum), 0)

/** A payment without an order of ours has no number and matches nothing. */
function readCustom(value: unknown): Custom {
  const custom = objectIn(parse(text(value) ?? ''))
  return { orderNumber: text(custom.orderNumber) ?? '', buyer: text(custom.buyer) ?? '' }
}

function readChannel(value: unknown): Payment['channel'] {
  const { key, type } = objectIn(value)
  const known = text(key)
  return isJsonObject(value) ? { type: text(type) ?? '', ...(known && { key: known }) } : undefined
}

/** `PaymentMethodVirtualAccount` is `virtual-account`. */
function readMethod(value: unknown): string | undefined {
  const type = text(objectIn(value).type)?.replace(/^PaymentMethod/, '')
  return type?.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
}

function readAccount(value: unknown): Account | undefined {
  const method = objectIn(value)
  const [bank, account] = [text(method.bank), text(method.accountNumber)]
  const [holder, until] = [text(method.remitteeName), instant(method.expiredAt)]
  return bank && account && holder && until ? { bank, account, holder, until } : undefined
}
