import type { Id } from '../kernel/id.ts'
import type { Order } from '../orders/rules.ts'
import type { Payment } from './rules.ts'

/** The wallet's name as a payment method: it needs no window and no gateway. */
export const WALLET = 'wallet'

/** A new attempt to collect an order's amount, or a part of it. Nothing is sent yet. */
export const newPayment = (
  order: Pick<Order, 'storeId' | 'id' | 'currency'>,
  facts: Pick<
    Payment,
    'id' | 'attempt' | 'gateway' | 'device' | 'amount' | 'taxFree' | 'checkAt'
  > & {
    readonly walletPart?: Id<'Payment'>
    readonly now: Date
  },
): Payment => ({
  storeId: order.storeId,
  id: facts.id,
  orderId: order.id,
  attempt: facts.attempt,
  gateway: facts.gateway,
  walletPart: facts.walletPart ?? null,
  state: 'preparing',
  version: 1,
  amount: facts.amount,
  taxFree: facts.taxFree,
  currency: order.currency,
  device: facts.device,
  reference: null,
  redirect: null,
  launch: null,
  deposit: null,
  receiptUrl: null,
  clientToken: null,
  approvalReference: null,
  approved: null,
  refunded: 0,
  method: null,
  reason: null,
  createdAt: facts.now,
  changedAt: facts.now,
  sessionExpiresAt: null,
  checkAt: facts.checkAt,
  checks: 0,
})
