import { randomBytes, randomInt } from 'node:crypto'
import { webAddress } from '../addresses.ts'
import { clockNow } from '../clock.ts'
import { sandboxKeys } from '../keys.ts'
import { insertPayment, type Ledger, paymentsByOrder } from '../ledger.ts'
import { vatOf } from '../rules.ts'
import { buyerFields, type Detail, type PortOnePayment } from './facts.ts'
import { preparedOf } from './prepared.ts'

/** Why no window opens; the browser script passes it to the callback. */
export class NoWindow extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

type Params = Readonly<Record<string, unknown>>

/**
 * Opens a window for `IMP.request_pay(params)`; each one is a new attempt under the
 * same merchant_uid. Refused in this order: invalid store, channel or parameter, an id that
 * was paid already, an amount other than the one that was prepared.
 */
export function requestPay(ledger: Ledger, params: Params, origin: string | null): PortOnePayment {
  const { userCode, channelKey } = sandboxKeys.portOneV1
  if (params.user_code !== userCode) throw wrong('가맹점 식별코드가 올바르지 않습니다.')
  if (params.channelKey !== channelKey && !isLive(params) && text(params.pg) === null)
    throw wrong('채널키가 올바르지 않습니다.')
  const orderId = text(params.merchant_uid) ?? `nobody_${Date.now()}`
  const { amount, taxFree, vat } = amountsIn(params)
  const title = text(params.name) ?? ''
  if (orderId.length > 40 || [...title].length > 40)
    throw wrong('merchant_uid와 name은 40자 이내여야 합니다.')
  const detail = detailOf(params, origin)
  const attempts = paymentsByOrder(ledger, 'portone-v1', orderId) as PortOnePayment[]
  if (attempts.some((attempt) => attempt.detail.paidAt !== null))
    throw new NoWindow('ALREADY_PAID', '이미 결제가 이뤄진 merchant_uid입니다.')
  const prepared = preparedOf(ledger, orderId)
  if (prepared && prepared.amount !== amount)
    throw new NoWindow('PREPARED_AMOUNT', '결제요청금액이 사전등록된 금액과 다릅니다.')

  const payment: PortOnePayment = {
    gateway: 'portone-v1',
    id: `imp_${String(randomInt(10 ** 12)).padStart(12, '0')}`,
    orderId,
    windowKey: randomBytes(24).toString('base64url'),
    title,
    amount,
    taxFree,
    vat,
    currency: text(params.currency) ?? 'KRW',
    status: 'ready',
    token: null,
    method: detail.payMethod,
    detail,
    createdAt: clockNow(ledger),
  }
  insertPayment(ledger, payment)
  return payment
}

function amountsIn(params: Params) {
  const amount = params.amount
  const taxFree = params.tax_free ?? 0
  const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
  if (!isWhole(amount) || amount < 1) throw wrong('결제금액이 올바르지 않습니다.')
  if (!isWhole(taxFree) || taxFree < 0 || taxFree > amount)
    throw wrong('면세금액이 올바르지 않습니다.')
  const vat = params.vat_amount ?? vatOf(amount, taxFree)
  if (!isWhole(vat) || vat < 0 || vat > amount - taxFree) throw wrong('부가세가 올바르지 않습니다.')
  return { amount, taxFree, vat }
}

/** By its key, or by `pg` as on older pages: `html5_inicis.jarilive00`. */
function isLive({ channelKey, pg }: Params): boolean {
  const live = sandboxKeys.portOneV1Live
  return channelKey === live.channelKey || text(pg)?.split('.')[1] === live.pgId
}

/** A phone leaves the page; a desktop stays on it, if its origin is known. */
function detailOf(params: Params, origin: string | null): Detail {
  const isPhone = params.is_mobile !== false
  const redirectUrl = isPhone ? addressOrNull(params.m_redirect_url) : null
  const pageOrigin = redirectUrl ? null : addressOrNull(origin)
  if (!redirectUrl && !pageOrigin) throw wrong('m_redirect_url이 필요합니다.')
  const custom = params.custom_data ?? null
  const buyer = buyerFields.map((name) => [name, text(params[`buyer_${name}`])] as const)
  return {
    userCode: String(params.user_code),
    payMethod: text(params.pay_method) ?? 'card',
    isLive: isLive(params),
    channel: isPhone ? 'mobile' : 'pc',
    customData: custom === null || typeof custom === 'string' ? custom : JSON.stringify(custom),
    buyer: Object.fromEntries(buyer) as Detail['buyer'],
    noticeUrl: addressOrNull([params.notice_url].flat()[0]),
    confirmUrl: addressOrNull(params.confirm_url),
    redirectUrl,
    pageOrigin,
    vbankDue: text(params.vbank_due),
    vbank: null,
    paidAt: null,
    failedAt: null,
    errorCode: null,
    failReason: null,
    isUnderReview: false,
    isDenied: false,
  }
}

const addressOrNull = (value: unknown): string | null =>
  value === undefined || value === null
    ? null
    : webAddress(value, () => wrong('주소가 올바르지 않습니다.'))

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

const wrong = (message: string) => new NoWindow('WRONG_PARAMETER', message)
