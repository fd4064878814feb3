import type { Id } from '../kernel/id.ts'
import type { Order } from '../orders/rules.ts'
import type { Payment } from './rules.ts'

/** The wallet as a way of paying: it needs no window, and nobody else's machine. */
export const WALLET = 'wallet'

/** A first or a further attempt to collect an order's amount, or a part of it. Nothing is sent yet. */
export const newPayment = (
  order: Pick<Order, 'storeId' | 'id' | 'currency'>,
  asked: Pick<Payment, 'id' | 'attempt' | 'gateway' | 'device' | 'amount' | 'checkAt'> & {
    readonly walletPart?: Id<'Payment'>
    readonly now: Date
  },
): Payment => ({
  storeId: order.storeId,
  id: asked.id,
  orderId: order.id,
  attempt: asked.attempt,
  gateway: asked.gateway,
  walletPart: asked.walletPart ?? null,
  state: 'preparing',
  version: 1,
  amount: asked.amount,
  taxFree: 0,
  currency: order.currency,
  device: asked.device,
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
  createdAt: asked.now,
  changedAt: asked.now,
  sessionExpiresAt: null,
  checkAt: asked.checkAt,
  checks: 0,
})
