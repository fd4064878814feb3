import { sandboxKeys } from '../keys.ts'
import type { Move } from '../rules.ts'
import { refundedOf } from '../rules.ts'
import { buyerFields, type PortOnePayment, unix } from './facts.ts'

/** Bank and holder of every virtual account. */
const BANK = { code: '089', name: '샌드박스은행', holder: '자리 샌드박스' } as const

/** PortOne V1's payment, field for field. */
export function paymentView(payment: PortOnePayment, moves: readonly Move[], url: string) {
  const { detail } = payment
  const refunds = moves.filter(({ type }) => type === 'refund')
  return {
    imp_uid: payment.id,
    merchant_uid: payment.orderId,
    pay_method: payment.method,
    channel: detail.channel,
    pg_provider: 'html5_inicis',
    emb_pg_provider: null,
    pg_tid: detail.paidAt ? pgTidOf(payment) : null,
    pg_id: detail.isLive ? sandboxKeys.portOneV1Live.pgId : sandboxKeys.portOneV1.pgId,
    escrow: false,
    bank_code: null,
    bank_name: null,
    ...cardView(payment),
    ...vbankView(payment),
    name: payment.title,
    amount: payment.amount,
    cancel_amount: refundedOf(moves),
    currency: payment.currency,
    ...Object.fromEntries(buyerFields.map((name) => [`buyer_${name}`, detail.buyer[name]])),
    custom_data: detail.customData,
    user_agent: 'sandbox',
    status: payment.status,
    started_at: unix(payment.createdAt),
    paid_at: unix(detail.paidAt),
    failed_at: unix(detail.failedAt),
    cancelled_at: unix(refunds.at(-1)?.at),
    fail_reason: detail.failReason,
    cancel_reason: refunds.at(-1)?.note ?? null,
    receipt_url: detail.paidAt
      ? `${url}/ledger?order=${encodeURIComponent(payment.orderId)}`
      : null,
    cancel_history: refunds.map((refund) => cancelView(payment, refund)),
    cancel_receipt_urls: [],
    cash_receipt_issued: false,
    customer_uid: null,
    customer_uid_usage: null,
    promotion: null,
    sandbox: !detail.isLive,
  }
}

const cardView = ({ method, detail: { paidAt } }: PortOnePayment) => {
  const isPaidByCard = paidAt && method === 'card'
  return {
    apply_num: isPaidByCard ? '00000000' : null,
    card_code: isPaidByCard ? '999' : null,
    card_name: isPaidByCard ? '샌드박스카드' : null,
    card_quota: 0,
    card_number: null,
    card_type: null,
  }
}

const cancelView = (payment: PortOnePayment, { id, amount, note, at }: Move) => ({
  pg_tid: pgTidOf(payment),
  amount,
  cancelled_at: unix(at),
  reason: note,
  cancellation_id: id,
  receipt_url: null,
})

/** The result passed to the browser callback, as older PGs send it; not to be trusted by a store. */
export function browserView(payment: PortOnePayment, error: BrowserError | undefined) {
  const { detail } = payment
  const common = { success: !error, imp_uid: payment.id, merchant_uid: payment.orderId }
  if (error) return { ...common, ...error, pay_method: payment.method, status: payment.status }
  return {
    ...common,
    pay_method: payment.method,
    pg_provider: 'html5_inicis',
    pg_type: 'payment',
    status: payment.status,
    name: payment.title,
    paid_amount: payment.amount,
    currency: payment.currency,
    custom_data: detail.customData,
    ...(detail.paidAt && { pg_tid: pgTidOf(payment), paid_at: unix(detail.paidAt) }),
    ...(detail.vbank && vbankView(payment)),
  }
}

export interface BrowserError {
  readonly error_code: string
  readonly error_msg: string
}

const pgTidOf = ({ id }: PortOnePayment) => `StdpayCARDINIpayTest${id.slice(4)}`

const vbankView = ({ detail: { vbank } }: PortOnePayment) => ({
  vbank_code: vbank ? BANK.code : null,
  vbank_name: vbank ? BANK.name : null,
  vbank_num: vbank?.number ?? null,
  vbank_holder: vbank ? BANK.holder : null,
  vbank_date: unix(vbank?.dueAt),
  vbank_issued_at: unix(vbank?.issuedAt),
})
