import { randomBytes, randomUUID } from 'node:crypto'
import { sandboxKeys } from '../keys.ts'
import { insertPayment, type Ledger } from '../ledger.ts'
import { vatOf } from '../rules.ts'
import { isAsRegistered } from './calls.ts'
import { type Detail, hasSucceeded, isChannel, type PortOnePayment, triesOf } from './facts.ts'
import { type Fields, Refused } from './refusals.ts'
import { notify } from './webhooks.ts'

/** The parameters of a window. */
interface Opened {
  readonly channelKey: string
  readonly method: string
  readonly opener: string | null
  readonly sessionUntil?: string
}

/** A new attempt, with the parameters of `PortOne.requestPayment`. */
export function openTry(
  ledger: Ledger,
  fields: Fields,
  opener: string | null,
  now: Date,
): PortOnePayment {
  const channelKey = fields.text('channelKey')
  if (!isChannel(channelKey)) throw new Refused('CHANNEL_NOT_FOUND', '채널 정보를 찾을 수 없습니다')
  if (!opener && !fields.textOrNull('redirectUrl'))
    throw new Refused('INVALID_REQUEST', 'redirectUrl is missing')
  return begin(ledger, fields, { channelKey, method: fields.text('payMethod'), opener }, now)
}

/** In order: INVALID_REQUEST, FORBIDDEN, ALREADY_PAID, INFORMATION_MISMATCH; else it opens. */
export function begin(
  ledger: Ledger,
  fields: Fields,
  { channelKey, method, opener, sessionUntil }: Opened,
  now: Date,
): PortOnePayment {
  const orderId = fields.text('paymentId')
  const amount = fields.whole('totalAmount')
  const taxFree = fields.wholeOrNull('taxFreeAmount') ?? 0
  const vat = fields.wholeOrNull('vatAmount') ?? vatOf(amount, taxFree)
  const currency = fields.text('currency').replace('CURRENCY_', '')
  if (amount === 0 || taxFree + vat > amount) throw new Refused('INVALID_REQUEST')
  if (fields.text('storeId') !== sandboxKeys.portOneV2.storeId) throw new Refused('FORBIDDEN')
  if (triesOf(ledger, orderId).some(hasSucceeded))
    throw new Refused('ALREADY_PAID', '이미 결제된 건입니다')
  const facts = { totalAmount: amount, taxFreeAmount: taxFree, currency }
  if (!isAsRegistered(ledger, orderId, facts))
    throw new Refused('INFORMATION_MISMATCH', '사전 등록된 결제 정보와 다릅니다')

  const detail: Detail = {
    ...{ channelKey, opener },
    customData: fields.json('customData'),
    noticeUrls: fields.list('noticeUrls').map(webAddress),
    confirmUrl: addressOrNull(fields, 'confirmUrl'),
    redirectUrl: addressOrNull(fields, 'redirectUrl'),
    dueAt: fields.members('virtualAccount').members('accountExpiry').textOrNull('dueDate'),
    ...(sessionUntil && { sessionUntil }),
    statusChangedAt: now.toISOString(),
  }
  const payment: PortOnePayment = {
    ...{ gateway: 'portone-v2', id: randomUUID(), orderId, amount, taxFree, vat, currency, method },
    windowKey: randomBytes(24).toString('base64url'),
    title: fields.text('orderName'),
    status: 'READY',
    token: null,
    detail,
    createdAt: now,
  }
  insertPayment(ledger, payment)
  notify(ledger, payment, { type: 'Ready', at: now })
  return payment
}

const addressOrNull = (fields: Fields, name: string): string | null => {
  const address = fields.textOrNull(name)
  return address && webAddress(address)
}

function webAddress(text: string): string {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new Refused('INVALID_REQUEST')
  return url.href
}
