import type { Currency } from '../../kernel/money.ts'
import type { Snapshot } from '../../payments/gateway.ts'
import { unpaidBy } from '../quit.ts'
import type { PortOneV2Settings } from './call.ts'
import { type Payment, sumOf } from './shapes.ts'

/** PortOne's statuses. One that is not listed is unknown, never failed. */
const stateOf: Readonly<Record<string, (payment: Payment) => Snapshot['state']>> = {
  READY: () => 'open',
  PENDING: () => 'open',
  PAY_PENDING: () => 'open',
  VIRTUAL_ACCOUNT_ISSUED: () => 'open',
  PAID: byBalance,
  PARTIAL_CANCELLED: byBalance,
  CANCELLED: byBalance,
  FAILED: ({ failure }) => unpaidBy(failure),
}

/** Pending refunds do not count. A virtual account can end unpaid. */
function byBalance({ total, paidAt, cancellations }: Payment): Snapshot['state'] {
  const refunded = sumOf(cancellations, 'SUCCEEDED')
  if (refunded === 0) return paidAt || cancellations.length > 0 ? 'paid' : 'declined'
  return refunded < total ? 'partly-refunded' : 'refunded'
}

/** @returns undefined for a status that we do not know */
export function snapshotOf(settings: PortOneV2Settings, payment: Payment): Snapshot | undefined {
  const { status, paidAt, method, account, receiptUrl } = payment
  const state = Object.hasOwn(stateOf, status) ? stateOf[status]?.(payment) : undefined
  if (!state) return undefined
  const refunds = payment.cancellations.filter((one) => one.status === 'SUCCEEDED')
  const differs = differences(settings, payment)
  return {
    state,
    final: state !== 'open',
    reference: payment.id,
    ...(paidAt && { approvalReference: payment.transactionId, approvedAt: paidAt }),
    orderNumber: payment.orderNumber,
    buyer: payment.buyer,
    amount: { amount: payment.total, currency: payment.currency as Currency },
    taxFree: payment.taxFree,
    refunded: sumOf(refunds, 'SUCCEEDED'),
    refunds: refunds.map(({ id, amount }) => ({ reference: id, amount })),
    ...(method && { method }),
    ...(receiptUrl && { receiptUrl }),
    ...(account && status === 'VIRTUAL_ACCOUNT_ISSUED' && { deposit: account }),
    ...(differs.length > 0 && { differs }),
  }
}

/** The browser chooses the channel, so it may have been tampered with. */
function differences(settings: PortOneV2Settings, { storeId, channel, paidAt }: Payment): string[] {
  const type = settings.isTest ? 'TEST' : 'LIVE'
  return [
    ...(storeId === settings.storeId ? [] : ['store']),
    ...((channel ?? paidAt) && channel?.key !== settings.channelKey ? ['channel'] : []),
    ...((channel ?? paidAt) && channel?.type !== type ? ['test or live'] : []),
  ]
}
