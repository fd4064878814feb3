import { sandboxKeys } from '../keys.ts'
import { type Ledger, movesOf } from '../ledger.ts'
import { type PendingRefund, pendingRefundsOf } from '../refunds.ts'
import { type Move, refundedOf } from '../rules.ts'
import type { PortOnePayment } from './facts.ts'

/** PortOne's answers, field for field, as its own types have them. */
export function paymentView(ledger: Ledger, payment: PortOnePayment): object {
  const { detail, status } = payment
  const moves = movesOf(ledger, payment.id)
  const cancellations = cancellationsView(ledger, payment)
  const isCanceled = status === 'CANCELLED' || status === 'PARTIAL_CANCELLED'
  const wasPaid = detail.paidAt !== undefined
  return {
    status: status === 'AUTHENTICATED' ? 'READY' : status,
    id: payment.orderId,
    transactionId: payment.id,
    merchantId: sandboxKeys.portOneV2Merchant.merchantId,
    storeId: sandboxKeys.portOneV2.storeId,
    ...methodView(payment),
    channel: channelView(payment),
    version: 'V2',
    requestedAt: payment.createdAt.toISOString(),
    updatedAt: detail.statusChangedAt,
    statusChangedAt: detail.statusChangedAt,
    orderName: payment.title,
    amount: amountView(payment, moves),
    currency: payment.currency,
    customer: {},
    ...(detail.customData !== null && { customData: detail.customData }),
    ...(status === 'FAILED' && { failedAt: detail.failedAt, failure: detail.failure }),
    ...(wasPaid && { paidAt: detail.paidAt, pgTxId: pgTxIdOf(payment) }),
    ...(wasPaid && { receiptUrl: `https://receipt.invalid/${payment.id}` }),
    ...(status === 'PAID' && { disputes: [] }),
    ...((isCanceled || cancellations.length > 0) && { cancellations }),
    ...(isCanceled && { cancelledAt: detail.canceledAt }),
    ...(detail.disputes && {
      disputes: detail.disputes.map((one) => ({ status: 'UNRESOLVED', ...one })),
    }),
  }
}

/** A cancellation, in the reply of a cancel and in a payment. */
export function cancellationView(
  payment: PortOnePayment,
  refund: Move | PendingRefund,
): { readonly status: string; readonly id: string } {
  const { id, amount, taxFree, vat, note } = refund
  const at = 'at' in refund ? refund.at : refund.askedAt
  const state = 'state' in refund ? refund.state : 'done'
  return {
    status: { pending: 'REQUESTED', done: 'SUCCEEDED', failed: 'FAILED' }[state],
    id,
    ...(state === 'done' && { pgCancellationId: `pg-${id}`, cancelledAt: at.toISOString() }),
    ...{ totalAmount: amount, taxFreeAmount: taxFree, vatAmount: vat },
    reason: note ?? '',
    requestedAt: at.toISOString(),
    trigger: payment.detail.cancellations?.[id]?.trigger ?? 'API',
  } as { readonly status: string; readonly id: string }
}

const cancellationsView = (ledger: Ledger, payment: PortOnePayment) =>
  [
    ...movesOf(ledger, payment.id).filter(({ type }) => type === 'refund'),
    // completed ones are among the moves
    ...pendingRefundsOf(ledger, payment.id).filter(({ state }) => state !== 'done'),
  ].map((refund) => cancellationView(payment, refund))

const amountView = (payment: PortOnePayment, moves: readonly Move[]) => ({
  total: payment.amount,
  taxFree: payment.taxFree,
  vat: payment.vat,
  supply: payment.amount - payment.taxFree - payment.vat,
  discount: 0,
  paid: payment.detail.paidAt === undefined ? 0 : payment.amount,
  cancelled: refundedOf(moves),
  cancelledTaxFree: moves.reduce(
    (sum, { type, taxFree }) => (type === 'refund' ? sum + taxFree : sum),
    0,
  ),
})

const channelView = ({ detail }: PortOnePayment) => ({
  type: 'TEST',
  id: `id-${detail.channelKey}`,
  key: detail.channelKey,
  name: 'sandbox',
  pgProvider: 'TOSSPAYMENTS',
  pgMerchantId: 'sandbox',
})

function methodView({ method, detail }: PortOnePayment): object {
  const { account } = detail
  if (account)
    return {
      method: {
        type: 'PaymentMethodVirtualAccount',
        bank: 'SHINHAN',
        accountNumber: account.number,
        accountType: 'FLOATING',
        remitteeName: '샌드박스',
        issuedAt: account.issuedAt,
        expiredAt: account.until,
      },
    }
  const type = Object.hasOwn(methodTypes, method) ? methodTypes[method] : undefined
  return type && detail.paidAt !== undefined ? { method: { type } } : {}
}

const methodTypes: Readonly<Record<string, string>> = {
  CARD: 'PaymentMethodCard',
  EASY_PAY: 'PaymentMethodEasyPay',
  TRANSFER: 'PaymentMethodTransfer',
  MOBILE: 'PaymentMethodMobile',
}

export const pgTxIdOf = ({ id }: PortOnePayment): string => `pg-${id}`
