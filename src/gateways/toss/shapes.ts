import { isJsonObject, koreanInstant, objectIn, text, webUrl, whole } from '../json-fields.ts'

/**
 * Parsers of Toss's replies. Lenient: unknown fields are ignored, optional ones
 * may be missing or null. A reply without a field that money depends on reads as
 * undefined; the adapter treats it as unknown.
 */
/** Amounts are whole won. */
export interface Payment {
  readonly paymentKey: string
  readonly orderId: string
  readonly mId: string
  readonly status: string
  readonly total: number
  readonly taxFree: number
  readonly currency: string
  /** Our `metadata`; empty if the window was opened without it. */
  readonly orderNumber: string
  readonly buyer: string
  readonly method?: string
  readonly approvedAt?: Date
  readonly receiptUrl?: string
  readonly account?: Account
  readonly cancels: readonly Cancel[]
  /** Why the attempt failed. */
  readonly failure?: Refusal
  /** Of the approval, or of the latest cancel. */
  readonly lastTransactionKey?: string
}

export interface Account {
  readonly bankCode: string
  readonly number: string
  readonly holder?: string
  readonly until: Date
  readonly isOver: boolean
}

export interface Cancel {
  readonly transactionKey: string
  readonly amount: number
  /** What can still be refunded after it. */
  readonly left: number
  readonly state: 'done' | 'pending' | 'failed' | 'unknown'
}

export interface Refusal {
  readonly code: string
  readonly message: string
}

/** One transaction of the list. */
export interface Transaction {
  readonly transactionKey: string
  readonly paymentKey: string
}

export function readPayment(body: unknown): Payment | undefined {
  if (!isJsonObject(body)) return undefined
  const paymentKey = text(body.paymentKey)
  const orderId = text(body.orderId)
  const mId = text(body.mId)
  const status = text(body.status)
  const currency = text(body.currency)
  const total = whole(body.totalAmount)
  const cancels = readCancels(body.cancels)
  const account = body.virtualAccount == null ? null : readAccount(body.virtualAccount)
  if (!paymentKey || !orderId || !mId || !status || !currency || total === undefined || !cancels)
    return undefined
  if (account === undefined) return undefined

  const { orderNumber, buyer } = objectIn(body.metadata)
  const method = text(body.method)
  const approvedAt = koreanInstant(body.approvedAt)
  const receiptUrl = webUrl(objectIn(body.receipt).url)
  const lastTransactionKey = text(body.lastTransactionKey)
  const failure = readRefusal(body.failure)
  return {
    paymentKey,
    orderId,
    mId,
    status,
    total,
    taxFree: whole(body.taxFreeAmount) ?? 0,
    currency,
    orderNumber: text(orderNumber) ?? '',
    buyer: text(buyer) ?? '',
    ...(method && { method }),
    ...(approvedAt && { approvedAt }),
    ...(receiptUrl && { receiptUrl }),
    ...(account && { account }),
    cancels,
    ...(failure && { failure }),
    ...(lastTransactionKey && { lastTransactionKey }),
  }
}

export function readTransactions(body: unknown): readonly Transaction[] | undefined {
  if (!Array.isArray(body)) return undefined
  const read = body.flatMap((row) => {
    const { transactionKey, paymentKey } = objectIn(row)
    return text(transactionKey) && text(paymentKey)
      ? [{ transactionKey: String(transactionKey), paymentKey: String(paymentKey) }]
      : []
  })
  return read.length === body.length ? read : undefined
}

export function readRefusal(body: unknown): Refusal | undefined {
  const { code, message } = objectIn(body)
  const named = text(code)
  if (!named) return undefined
  return { code: named.slice(0, 100), message: text(message)?.slice(0, 200) ?? '' }
}

const cancelStates: Readonly<Record<string, Cancel['state']>> = {
  DONE: 'done',
  IN_PROGRESS: 'pending',
  ABORTED: 'failed',
}

/** Older replies have no status and list completed cancels only. */
function readCancels(value: unknown): readonly Cancel[] | undefined {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) return undefined
  const read = value.map((row) => {
    const cancel = objectIn(row)
    const transactionKey = text(cancel.transactionKey)
    const amount = whole(cancel.cancelAmount)
    const left = whole(cancel.refundableAmount)
    if (!transactionKey || amount === undefined || left === undefined) return undefined
    const said = text(cancel.cancelStatus) ?? 'DONE'
    const state = Object.hasOwn(cancelStates, said) ? cancelStates[said] : undefined
    return { transactionKey, amount, left, state: state ?? 'unknown' }
  })
  return read.every((cancel) => cancel !== undefined) ? read : undefined
}

function readAccount(value: unknown): Account | undefined {
  const account = objectIn(value)
  const bankCode = text(account.bankCode)
  const number = text(account.accountNumber)
  const holder = text(account.customerName)
  const until = koreanInstant(account.dueDate)
  if (!bankCode || !number || !until) return undefined
  const isOver = account.expired === true
  return { bankCode, number, ...(holder && { holder }), until, isOver }
}
