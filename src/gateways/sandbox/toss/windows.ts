import { randomBytes } from 'node:crypto'
import { webAddress } from '../addresses.ts'
import { sandboxKeys } from '../keys.ts'
import { insertPayment, type Ledger, paymentsByOrder } from '../ledger.ts'
import { vatOf } from '../rules.ts'
import { isConfirmed, methods, type TossPayment } from './facts.ts'
import { type Fields, fieldsOf, Refused } from './refusals.ts'

interface CallContext {
  readonly ledger: Ledger
  readonly now: Date
}

/** The browser script opens a window, embedded or full-page. */
export function openFromScript(context: CallContext, ask: Fields): TossPayment {
  if (ask.any('clientKey') !== sandboxKeys.toss.clientKey) throw new Refused('INVALID_CLIENT_KEY')
  const isFramed = ask.textOrNull('windowTarget', 10) === 'iframe'
  const amount = fieldsOf(ask.any('amount'))
  const successUrl = addressOrNull(ask.textOrNull('successUrl', 2000))
  const failUrl = addressOrNull(ask.textOrNull('failUrl', 2000))
  if ((successUrl === null) !== (failUrl === null) || (!successUrl && !isFramed))
    throw new Refused('INVALID_REQUEST')
  return open(context, ask, {
    amount: amount.whole('value'),
    currency: amount.text('currency', 3),
    successUrl,
    failUrl,
    framedBy: isFramed ? originOf(ask.text('origin', 300)) : null,
  })
}

/** A merchant's server opens a window by `POST /v1/payments` and redirects the buyer to it. */
export const openFromServer = (context: CallContext, ask: Fields): TossPayment =>
  open(context, ask, {
    amount: ask.whole('amount'),
    currency: ask.textOrNull('currency', 3) ?? 'KRW',
    successUrl: address(ask.text('successUrl', 2000)),
    failUrl: address(ask.text('failUrl', 2000)),
    framedBy: null,
  })

type Opening = Pick<TossPayment, 'amount' | 'currency'> &
  Pick<TossPayment['detail'], 'successUrl' | 'failUrl' | 'framedBy'>

/** An order id may be reused until an attempt is confirmed. */
function open({ ledger, now }: CallContext, ask: Fields, opening: Opening): TossPayment {
  const { amount, currency, ...ways } = opening
  const orderId = ask.text('orderId', 64)
  const taxFree = ask.wholeOrNull('taxFreeAmount') ?? 0
  const method = methods[ask.text('method', 40)]
  if (!/^[\w=-]{6,64}$/.test(orderId) || !method || amount === 0 || taxFree > amount)
    throw new Refused('INVALID_REQUEST')
  const before = paymentsByOrder(ledger, 'toss', orderId) as TossPayment[]
  if (before.some(isConfirmed)) throw new Refused('DUPLICATED_ORDER_ID')

  const payment: TossPayment = {
    gateway: 'toss',
    id: `${sandboxKeys.toss.mId}${randomBytes(12).toString('base64url')}`,
    orderId,
    windowKey: randomBytes(24).toString('base64url'),
    title: ask.text('orderName', 100),
    amount,
    taxFree,
    vat: vatOf(amount, taxFree),
    currency,
    status: 'READY',
    token: null,
    method,
    detail: {
      customerKey: ask.textOrNull('customerKey', 300),
      metadata: metadataOf(ask.any('metadata')),
      ...ways,
      authenticatedAt: null,
      isLeft: false,
      account: null,
      accountDueAt: dueOf(ask.any('virtualAccount')),
      secret: `ps_${randomBytes(16).toString('hex')}`,
      failure: null,
    },
    createdAt: now,
  }
  insertPayment(ledger, payment)
  return payment
}

/** `virtualAccount.dueDate`, in Korean time without an offset. */
function dueOf(value: unknown): string | null {
  if (value === null) return null
  const due = fieldsOf(value).textOrNull('dueDate', 19)
  if (due === null) return null
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(due)) throw new Refused('INVALID_REQUEST')
  const at = new Date(`${due}+09:00`)
  if (Number.isNaN(at.getTime())) throw new Refused('INVALID_REQUEST')
  return at.toISOString()
}

/** Five pairs at most, keys of 40 characters, values of 2,000. */
function metadataOf(value: unknown): Readonly<Record<string, string>> | null {
  if (value === null) return null
  const pairs = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : []
  const fits = pairs.every(([key, one]) => /^[^[\]]{1,40}$/.test(key) && String(one).length <= 2000)
  if (pairs.length === 0 || pairs.length > 5 || !fits) throw new Refused('INVALID_REQUEST')
  return Object.fromEntries(pairs.map(([key, one]) => [key, String(one)]))
}

const address = (text: string) => webAddress(text, () => new Refused('INVALID_REQUEST'))
const addressOrNull = (text: string | null) => (text === null ? null : address(text))
const originOf = (text: string) => new URL(address(text)).origin
