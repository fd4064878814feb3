import type { Snapshot } from '../../payments/gateway.ts'
import { currencyIn } from '../json-fields.ts'
import { unpaidBy } from '../quit.ts'
import { bankOf } from './banks.ts'
import type { TossSettings } from './call.ts'
import type { Payment } from './shapes.ts'

type Standing = Pick<Snapshot, 'state' | 'final'>

/** A status that is in neither list is unknown, never failed. */
const standings: Readonly<Record<string, Standing>> = {
  READY: { state: 'open', final: false },
  IN_PROGRESS: { state: 'open', final: false },
  WAITING_FOR_DEPOSIT: { state: 'open', final: false },
  EXPIRED: { state: 'expired', final: true },
}
const ofMoney = new Set(['DONE', 'PARTIAL_CANCELED', 'CANCELED'])

const methods: Readonly<Record<string, string>> = {
  카드: 'card',
  가상계좌: 'virtual-account',
  간편결제: 'easy-pay',
  계좌이체: 'transfer',
  휴대폰: 'mobile-phone',
}

/** A Toss payment as a snapshot; undefined where it contradicts itself. */
export function snapshotOf({ mId }: TossSettings, payment: Payment): Snapshot | undefined {
  const { cancels, account, approvedAt, receiptUrl } = payment
  const refunds = cancels.flatMap(({ state, transactionKey, amount }) =>
    state === 'done' ? { reference: transactionKey, amount } : [],
  )
  const refunded = refunds.reduce((sum, { amount }) => sum + amount, 0)
  const standing = standingOf(payment, refunded)
  const currency = currencyIn(payment.currency)
  if (!standing || !currency) return undefined
  if (payment.status === 'WAITING_FOR_DEPOSIT' && !account) return undefined

  const isAwaited = payment.status === 'WAITING_FOR_DEPOSIT' && standing.state === 'open'
  const hasMoney = ofMoney.has(payment.status) && standing.state !== 'declined'
  const differs = payment.mId === mId ? [] : ['mId']
  return {
    ...standing,
    reference: payment.orderId,
    ...(hasMoney && { approvalReference: payment.paymentKey }),
    orderNumber: payment.orderNumber,
    buyer: payment.buyer,
    amount: { amount: payment.total, currency },
    taxFree: payment.taxFree,
    refunded,
    refunds,
    ...(payment.method && { method: methods[payment.method] ?? payment.method }),
    ...(approvedAt && { approvedAt }),
    ...(receiptUrl && { receiptUrl }),
    ...(isAwaited && account && { deposit: depositOf(account) }),
    ...(differs.length > 0 && { differs }),
  }
}

/**
 * Once money was taken, amounts decide the state: Toss may still call a payment partly
 * canceled after a full refund.
 */
function standingOf(payment: Payment, refunded: number): Standing | undefined {
  const { status, total, cancels, account, approvedAt } = payment
  if (cancels.some(({ state }) => state === 'unknown') || refunded > total) return undefined
  if (status === 'ABORTED')
    return { state: unpaidBy(payment.failure?.code, payment.failure?.message), final: true }
  if (status === 'WAITING_FOR_DEPOSIT' && account?.isOver) return { state: 'expired', final: true }
  if (!ofMoney.has(status)) return Object.hasOwn(standings, status) ? standings[status] : undefined
  // A virtual account canceled before the deposit.
  if (status === 'CANCELED' && !approvedAt) return { state: 'declined', final: true }
  if (refunded === total) return { state: 'refunded', final: true }
  if (refunded > 0) return { state: 'partly-refunded', final: true }
  const isUnderWay = cancels.some(({ state }) => state === 'pending')
  return status === 'DONE' || isUnderWay ? { state: 'paid', final: true } : undefined
}

const depositOf = ({ bankCode, number, holder, until }: NonNullable<Payment['account']>) => ({
  bank: bankOf(bankCode),
  account: number,
  holder: holder ?? '토스페이먼츠',
  until,
})
